package io.voxward.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A bank whose calls come by a platform: a domain, linked installations, and what REST tells. */
public final class Bank {
  private static final long PATIENCE_SECONDS = 30;
  private static final long STEP_MS = 50;

  private final Line line;
  private final String domainId;

  private Bank(Line line, String domainId) {
    this.line = line;
    this.domainId = domainId;
  }

  /** A new domain of the tenant. */
  public static Bank of(RestCalls rest, TenantId tenant) {
    Line line = new Line(Line.testAddress(), rest.token(tenant, Role.ADMIN));
    ObjectNode domain = Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 20);
    return new Bank(line, line.call("POST", "/domains", domain).text("/domainId"));
  }

  /** Its administrator's line. */
  public Line line() {
    return line;
  }

  /** The path of its domain. */
  public String path() {
    return "/domains/" + domainId;
  }

  /** Links an installation; {@code authToken} for Twilio. */
  public Answer link(String kind, String externalId, String authToken) {
    ObjectNode body =
        Line.object().put("kind", kind).put("externalId", externalId).put("domainId", domainId);
    if (!authToken.isEmpty()) {
      body.put("authToken", authToken);
    }
    Answer linked = line.call("POST", "/instances", body);
    assertThat(linked.status()).isEqualTo(201);
    return linked;
  }

  /** How many sessions it has that are not over. */
  public int activeSessions() {
    return line.call("GET", path() + "/sessions?active=true", null).body().path("items").size();
  }

  /** Waits until the evaluation of a session fits. */
  public JsonNode await(String session, Predicate<JsonNode> fits) {
    String path = path() + "/sessions/" + Line.encoded(session) + "/evaluation";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Answer last;
    do {
      last = line.call("GET", path, null);
      if (last.status() == 200 && fits.test(last.body())) {
        return last.body();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MS));
    } while (System.nanoTime() < deadline);
    throw new AssertionError("no such evaluation of " + session + ": " + last.body());
  }

  /** Waits until so many seconds of speech are heard in a session. */
  public JsonNode awaitSpeech(String session, double seconds) {
    return await(session, body -> body.path("netSpeechSeconds").asDouble() >= seconds);
  }

  /** What a counter has come to, over all its tags that are not named. */
  public static double counted(MeterRegistry meters, String name, String... tags) {
    return meters.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }
}
