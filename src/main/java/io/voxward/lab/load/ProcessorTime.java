package io.voxward.lab.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Processor time used so far, in seconds; NaN where this machine does not say.
 *
 * @param client by this process
 * @param service by the service, as its metrics say
 * @param database by every PostgreSQL process of the machine
 * @param machine by everything on the machine
 */
record ProcessorTime(double client, double service, double database, double machine) {
  private static final double TICKS_PER_SECOND = 100;
  private static final double NANOS = 1e9;
  private static final String CPU_METRIC = "process_cpu_time_ns_total";
  private static final int FIRST_TIME = 11;

  /** The time used up to now. */
  static ProcessorTime now(HttpClient http, URI service) throws IOException {
    return new ProcessorTime(
        ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .map(used -> used.toNanos() / NANOS)
            .orElse(Double.NaN),
        ofService(http, service),
        ofDatabase(),
        ofMachine());
  }

  /** What was used since {@code before}. */
  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(
        client - before.client,
        service - before.service,
        database - before.database,
        machine - before.machine);
  }

  private static double ofService(HttpClient http, URI service) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/q/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(CPU_METRIC))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) / NANOS)
          .findFirst()
          .orElse(Double.NaN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static double ofDatabase() {
    Path processes = Path.of("/proc");
    if (!Files.isDirectory(processes)) {
      return Double.NaN;
    }
    double ticks = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
      for (Path process : all) {
        ticks += ticksOfPostgres(process);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Double.NaN;
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static double ticksOfPostgres(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      if (!stat.contains("(postgres)")) {
        return 0;
      }
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Double.parseDouble(fields[FIRST_TIME]) + Double.parseDouble(fields[FIRST_TIME + 1]);
    } catch (IOException overMeanwhile) {
      return 0;
    }
  }

  /** The first line of the kernel's table: user, nice, system, idle, waiting, … */
  private static double ofMachine() {
    try {
      String first = Files.readAllLines(Path.of("/proc/stat")).getFirst();
      long[] ticks =
          Arrays.stream(first.strip().split("\\s+", -1))
              .skip(1)
              .mapToLong(Long::parseLong)
              .toArray();
      return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TICKS_PER_SECOND;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
