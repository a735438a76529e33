package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.Line;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of contact flows that wait: they cost memory, not threads. */
@QuarkusTest
class CheckWaitTest {
  private static final TenantId TENANT = new TenantId("check-wait-test");
  private static final int CHECKS = 500;

  private final RestCalls rest;
  private final MeterRegistry meters;
  private String token = "";
  private Line line = new Line(Line.testAddress(), "");
  private String sessions = "";

  @Inject
  CheckWaitTest(RestCalls rest, MeterRegistry meters) {
    this.rest = rest;
    this.meters = meters;
  }

  @BeforeEach
  void makeDomain() {
    token = rest.token(TENANT, Role.ADMIN);
    line = new Line(Line.testAddress(), token);
    sessions =
        "/domains/"
            + line.call("POST", "/domains", Line.object().put("name", "bank")).text("/domainId")
            + "/sessions";
  }

  private void start(String name) {
    ObjectNode body = Line.object().put("sessionName", name).put("speakerId", "customer-7");
    body.putObject("audio").put("encoding", "PCMU").put("sampleRate", 8000).put("channels", 1);
    assertThat(line.call("POST", sessions, body).status()).isEqualTo(201);
  }

  private HttpRequest check(String name) {
    return HttpRequest.newBuilder(
            Line.testAddress().resolve("/api/v1" + sessions + "/" + name + "/check?wait=20"))
        .header("Authorization", "Bearer " + token)
        .build();
  }

  private double waiting() {
    return meters.get("voxward.checks.waiting").gauge().value();
  }

  private void awaitWaiting(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (waiting() != count) {
      assertThat(System.nanoTime()).as("waiting: %s", waiting()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void five_hundred_checks_wait_without_a_thread_and_are_all_answered_by_one_decision(
      @TempDir Path directory) throws IOException {
    // Given
    start("contact-1");
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<HttpResponse<String>>> checks = new ArrayList<>();
    for (int i = 0; i < CHECKS; i++) {
      checks.add(http.sendAsync(check("contact-1"), HttpResponse.BodyHandlers.ofString()));
    }
    awaitWaiting(CHECKS);
    long serving = servingThreads(directory.resolve("threads.json"));

    // When
    ObjectNode change = Line.object();
    change.putObject("settings").put("fraudDetection", false);
    line.call("PATCH", sessions + "/contact-1", change);

    // Then
    CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
        .orTimeout(15, TimeUnit.SECONDS)
        .join();
    assertThat(checks)
        .allSatisfy(answered -> {
          assertThat(answered.join().statusCode()).isEqualTo(200);
          assertThat(answered.join().body()).contains("\"final\":true", "\"Not enrolled\"");
        });
    assertThat(serving).isLessThan(20);
    awaitWaiting(0);
  }

  /** Threads, virtual ones too, that are busy with a request. */
  private static long servingThreads(Path dump) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
    try (var lines = Files.lines(dump)) {
      return lines.filter(text -> text.contains("io.voxward.wire.rest.SessionResource")).count();
    }
  }

  @Test
  void a_check_whose_session_ends_is_refused_at_once() {
    // Given
    start("contact-1");
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var check = http.sendAsync(check("contact-1"), HttpResponse.BodyHandlers.ofString());
    awaitWaiting(1);

    // When
    line.call("DELETE", sessions + "/contact-1", null);

    // Then
    HttpResponse<String> refused = check.orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains(":session-ended");
    awaitWaiting(0);
  }

  @Test
  void a_wait_ends_with_the_connection_of_whoever_asked() throws IOException {
    // Given
    start("contact-1");
    String request =
        "GET /api/v1"
            + sessions
            + "/contact-1/check?wait=20 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n";
    Socket socket = new Socket(Line.testAddress().getHost(), Line.testAddress().getPort());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    awaitWaiting(1);

    // When
    socket.close();

    // Then
    awaitWaiting(0);
  }
}
