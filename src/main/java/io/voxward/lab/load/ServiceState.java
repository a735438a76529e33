package io.voxward.lab.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * What the service says of itself; NaN where it does not say.
 *
 * @param heapBytes heap in use, garbage not yet collected included
 * @param threads platform threads
 */
record ServiceState(double heapBytes, double threads) {

  static ServiceState now(HttpClient http, URI service) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/q/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return of(http.send(request, HttpResponse.BodyHandlers.ofLines()).body().toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static ServiceState of(List<String> metrics) {
    return new ServiceState(
        sum(metrics, "jvm_memory_used_bytes{", "area=\"heap\""),
        sum(metrics, "jvm_threads_live_threads", ""));
  }

  private static double sum(List<String> metrics, String name, String label) {
    return metrics.stream()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }
}
