package io.voxward.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.AccessKeys;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.Line.Stream;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CallStreamSocketTest {
  private static final TenantId TENANT = new TenantId("call-stream-test");
  private static final int BYTES_PER_SECOND = 16_000;
  private static final double PACE = 7;

  private final AccessKeys accessKeys;
  private final Tenants tenants;
  private final MeterRegistry meters;

  private Line line = new Line(Line.testAddress(), "");
  private String sessions = "";

  @Inject
  CallStreamSocketTest(AccessKeys accessKeys, Tenants tenants, MeterRegistry meters) {
    this.accessKeys = accessKeys;
    this.tenants = tenants;
    this.meters = meters;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    String token =
        accessKeys.create(TENANT, "line", Set.of(Role.ADMIN), new DomainScope.All()).token();
    line = new Line(Line.testAddress(), token);
    String domainId =
        line.call("POST", "/domains", Line.object().put("name", "bank")).text("/domainId");
    sessions = "/domains/" + domainId + "/sessions";
  }

  private Answer start(String speaker) {
    ObjectNode body = Line.object();
    if (!speaker.isEmpty()) {
      body.put("speakerId", speaker);
    }
    body.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    return line.call("POST", sessions, body);
  }

  private Stream open(Answer session) {
    return line.stream(session.text("/streamUrl"), session.text("/streamToken"));
  }

  @Test
  void a_streamed_call_of_an_unknown_speaker_is_not_enrolled_at_once_and_then_low_risk() {
    // Given
    Answer session = start("customer-7");
    Stream stream = open(session);

    // When
    stream.play(DemoVoices.l16("allison", "call", 2), BYTES_PER_SECOND, PACE);

    // Then
    JsonNode decided =
        stream.await("evaluation", m -> m.at("/fraud/decision").asText().equals("LOW_RISK"));
    assertThat(decided.at("/authentication/decision").asText()).isEqualTo("SPEAKER_NOT_ENROLLED");
    assertThat(decided.path("secondsStillNeeded").asDouble()).isZero();
    assertThat(stream.said("evaluation").getFirst().at("/fraud/decision").asText())
        .isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(stream.await("progress", m -> true).path("streaming").asText()).isEqualTo("ONGOING");
    stream.hangUp();
  }

  @Test
  void in_a_secure_pause_nothing_is_heard() {
    // Given
    Answer session = start("");
    String pause = sessions + "/" + Line.encoded(session.text("/sessionId")) + "/pause";
    Stream stream = open(session);
    line.call("POST", pause, null);
    stream.await("paused", m -> true);

    // When
    stream.play(DemoVoices.l16("june", "short", 1), BYTES_PER_SECOND, PACE);
    line.call("DELETE", pause, null);
    stream.await("resumed", m -> true);
    stream.say("{\"type\": \"end\"}");

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(1000, "DONE"));
    assertThat(stream.said("progress").getLast().path("netSpeechSeconds").asDouble()).isZero();
  }

  @Test
  void a_stream_that_opens_in_a_secure_pause_is_told() {
    // Given
    Answer session = start("");
    String pause = sessions + "/" + Line.encoded(session.text("/sessionId")) + "/pause";
    line.call("POST", pause, null);

    // When
    Stream stream = open(session);

    // Then
    stream.await("paused", m -> true);
    stream.hangUp();
  }

  @Test
  void a_token_works_once() {
    // Given
    Answer session = start("");
    Stream first = open(session);
    first.await("progress", m -> true);

    // When
    Stream second = open(session);

    // Then
    assertThat(second.awaitClosing()).isEqualTo(new Stream.Closing(1008, "NOT_ALLOWED"));
    first.hangUp();
  }

  @Test
  void a_second_stream_of_a_session_is_refused_by_name() {
    // Given
    Answer session = start("");
    Stream first = open(session);
    first.await("progress", m -> true);
    String token =
        line.call(
                "POST",
                sessions + "/" + Line.encoded(session.text("/sessionId")) + "/stream-token",
                null)
            .text("/streamToken");

    // When
    Stream second = line.stream(session.text("/streamUrl") + "?token=" + token);

    // Then
    assertThat(second.awaitClosing()).isEqualTo(new Stream.Closing(4005, "ANOTHER_ACTIVE_STREAM"));
    first.hangUp();
  }

  @Test
  void audio_faster_than_eight_times_real_time_ends_the_stream_by_name() {
    // Given
    Stream stream = open(start(""));

    // When
    stream.play(new byte[BYTES_PER_SECOND * 60], BYTES_PER_SECOND, 1000);

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(4002, "TOO_FAST"));
    assertThat(stream.said("error").getFirst().path("code").asText()).isEqualTo("TOO_FAST");
    assertThat(stream.said("ended").getFirst().path("reason").asText()).isEqualTo("TOO_FAST");
  }

  @Test
  void a_ping_of_the_socket_is_answered() {
    // Given
    Stream stream = open(start(""));

    // When
    stream.ping();

    // Then
    stream.awaitPong();
    stream.hangUp();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "unknown message", "empty audio", "socket ping"})
  void a_flood_of_messages_without_audio_ends_the_stream_by_name(String kind) {
    // Given
    Stream stream = open(start(""));
    stream.await("progress", m -> true);
    double before = ended("TOO_MANY_MESSAGES");

    // When
    stream.flood(
        3000,
        switch (kind) {
          case "ping" -> () -> stream.say("{\"type\": \"ping\"}");
          case "unknown message" -> () -> stream.say("{\"type\": \"mark\"}");
          case "empty audio" -> () -> stream.send(ByteBuffer.allocate(0));
          default -> stream::ping;
        });

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(4006, "TOO_MANY_MESSAGES"));
    assertThat(stream.said("error").getLast().path("code").asText()).isEqualTo("TOO_MANY_MESSAGES");
    assertThat(stream.said("error").size()).isLessThan(250);
    assertThat(ended("TOO_MANY_MESSAGES") - before).isEqualTo(1);
  }

  @Test
  void audio_in_more_pieces_than_anybody_makes_ends_the_stream_by_name() {
    // Given
    Stream stream = open(start(""));
    stream.await("progress", m -> true);

    // When
    stream.flood(20_000, () -> stream.send(ByteBuffer.allocate(2)));

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(4006, "TOO_MANY_MESSAGES"));
  }

  private double ended(String reason) {
    return meters.find("voxward.streams.ended").tags("reason", reason).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void a_message_over_64_KiB_closes_with_1009() {
    // Given
    Stream stream = open(start(""));
    stream.await("progress", m -> true);

    // When
    stream.send(ByteBuffer.allocate(64 * 1024 + 2));

    // Then
    assertThat(stream.awaitClosing().code()).isEqualTo(1009);
  }

  @Test
  void a_text_that_is_not_JSON_ends_the_stream_by_name() {
    // Given
    Stream stream = open(start(""));

    // When
    stream.say("hello");

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(4004, "BAD_MESSAGE"));
  }

  @Test
  void the_end_message_has_everything_heard_before_the_socket_closes() {
    // Given
    Stream stream = open(start("customer-8"));
    stream.play(DemoVoices.l16("june", "short", 1), BYTES_PER_SECOND, PACE);

    // When
    stream.say("{\"type\":\"end\"}");

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(1000, "DONE"));
    assertThat(stream.said("progress").getLast().path("streaming").asText()).isEqualTo("ENDED");
  }
}
