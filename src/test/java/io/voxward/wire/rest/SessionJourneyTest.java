package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.Line.Stream;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of real recorded voices, from the session's making to its decisions. */
@QuarkusTest
class SessionJourneyTest {
  private static final TenantId TENANT = new TenantId("session-journey-test");
  private static final int BYTES_PER_SECOND = 16_000;
  private static final double PACE = 7;
  private static final String ALLISON = "allison-7";

  private final RestCalls rest;
  private final EntityManager database;
  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";
  private String sessions = "";

  @Inject
  SessionJourneyTest(RestCalls rest, EntityManager database) {
    this.rest = rest;
    this.database = database;
  }

  @BeforeEach
  void makeDomain() {
    line = new Line(Line.testAddress(), rest.token(TENANT, Role.ADMIN));
    ObjectNode body = Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 20);
    domain = "/domains/" + line.call("POST", "/domains", body).text("/domainId");
    sessions = domain + "/sessions";
  }

  private Answer start(ObjectNode body) {
    body.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    return line.call("POST", sessions, body);
  }

  private static ObjectNode of(String speaker) {
    return Line.object().put("speakerId", speaker);
  }

  private String path(Answer session) {
    return sessions + "/" + Line.encoded(session.text("/sessionId"));
  }

  private Stream open(Answer session) {
    return line.stream(session.text("/streamUrl"), session.text("/streamToken"));
  }

  private void enrollAllison() {
    Answer session = start(of(ALLISON));
    Stream stream = open(session);
    line.call("POST", path(session) + "/enrollment", null);
    stream.play(DemoVoices.l16("allison", "enrol", 4), BYTES_PER_SECOND, PACE);
    stream.await("enrollment", m -> m.path("status").asText().equals("COMPLETED"));
    stream.hangUp();
    line.call("DELETE", path(session), null);
  }

  private JsonNode call(String speaker, String person, String role, int clips) {
    Stream stream = open(start(of(speaker)));
    stream.play(DemoVoices.l16(person, role, clips), BYTES_PER_SECOND, PACE);
    stream.say("{\"type\":\"end\"}");
    JsonNode last =
        stream.await(
            "evaluation",
            m -> Set.of("ACCEPT", "REJECT").contains(m.at("/authentication/decision").asText()));
    assertThat(stream.awaitClosing().code()).isEqualTo(1000);
    return last;
  }

  @Test
  void a_returning_customer_is_accepted_and_an_impostor_is_rejected() {
    // Given
    enrollAllison();

    // When
    JsonNode customer = call(ALLISON, "allison", "call", 4);
    JsonNode impostor = call(ALLISON, "june", "call", 4);

    // Then
    assertThat(customer.at("/authentication/decision").asText()).isEqualTo("ACCEPT");
    assertThat(customer.at("/authentication/score").asInt()).isGreaterThanOrEqualTo(90);
    assertThat(customer.at("/secondsStillNeeded").asDouble()).isZero();
    assertThat(customer.at("/fraud/decision").asText()).isEqualTo("LOW_RISK");
    assertThat(impostor.at("/authentication/decision").asText()).isEqualTo("REJECT");
    assertThat(impostor.at("/authentication/score").asInt()).isLessThan(50);
  }

  @Test
  void opting_out_in_mid_call_shows_at_once() {
    // Given
    enrollAllison();
    Answer session = start(of(ALLISON));
    Stream stream = open(session);
    stream.play(DemoVoices.l16("allison", "call", 2), BYTES_PER_SECOND, PACE);
    stream.await("evaluation", m -> m.at("/authentication/decision").asText().equals("ACCEPT"));

    // When
    line.call("POST", domain + "/speakers/" + ALLISON + "/opt-out", null);

    // Then
    JsonNode told =
        stream.await(
            "evaluation",
            m -> m.at("/authentication/decision").asText().equals("SPEAKER_OPTED_OUT"));
    assertThat(told.at("/authentication/score").isMissingNode()).isTrue();
    assertThat(line.call("GET", path(session) + "/check?wait=0", null).text("/authentication"))
        .isEqualTo("Opted out");
    assertThat(line.call("POST", path(session) + "/enrollment", null).text("/type"))
        .endsWith(":speaker-opted-out");
    stream.hangUp();
  }

  @Test
  void an_id_that_is_set_in_mid_call_is_judged_on_what_was_heard_before() {
    // Given
    enrollAllison();
    Answer session = start(Line.object());
    Stream stream = open(session);
    stream.play(DemoVoices.l16("allison", "call", 4), BYTES_PER_SECOND, PACE);
    stream.await("evaluation", m -> m.at("/fraud/decision").asText().equals("LOW_RISK"));
    assertThat(
            line.call("GET", path(session) + "/evaluation", null).text("/authentication/decision"))
        .isEqualTo("SPEAKER_ID_NOT_PROVIDED");

    // When
    line.call("PATCH", path(session), Line.object().put("speakerId", ALLISON));

    // Then
    Answer now = line.call("GET", path(session) + "/evaluation", null);
    assertThat(now.text("/authentication/decision")).isEqualTo("ACCEPT");
    assertThat(
            line.call("GET", path(session) + "/evaluation", null).text("/authentication/resultId"))
        .isEqualTo(now.text("/authentication/resultId"));
    stream.hangUp();
  }

  @Test
  void another_voice_on_the_phone_after_the_decision_is_told_with_its_reason() {
    // Given
    enrollAllison();
    Answer session = start(of(ALLISON));
    Stream stream = open(session);
    stream.play(DemoVoices.l16("allison", "call", 4), BYTES_PER_SECOND, PACE);
    stream.await("evaluation", m -> m.at("/authentication/decision").asText().equals("ACCEPT"));
    stream.play(DemoVoices.l16("allison", "enrol", 2), BYTES_PER_SECOND, PACE);
    assertThat(line.call("GET", path(session) + "/evaluation", null).body().path("reasons"))
        .isEmpty();

    // When
    stream.play(DemoVoices.l16("carlo", "call", 4), BYTES_PER_SECOND, PACE);

    // Then
    JsonNode told =
        stream.await("evaluation", m -> m.path("reasons").toString().contains("VOICE_CHANGED"));
    assertThat(told.at("/authentication/decision").asText()).isEqualTo("ACCEPT");
    JsonNode decisions = line.call("GET", path(session), null).body().path("decisions");
    assertThat(decisions.path(decisions.size() - 1).path("reasons").toString())
        .isEqualTo("[\"VOICE_CHANGED\"]");
    stream.hangUp();
  }

  @Test
  void enrolment_speech_adds_up_over_the_streams_of_a_session() {
    // Given
    Answer session = start(of(ALLISON));
    Stream first = open(session);
    Answer asked = line.call("POST", path(session) + "/enrollment", null);
    first.play(DemoVoices.l16("allison", "enrol", 1), BYTES_PER_SECOND, PACE);
    first.say("{\"type\":\"end\"}");
    first.awaitClosing();
    assertThat(line.call("GET", path(session) + "/enrollment", null).text("/status"))
        .isEqualTo("NOT_ENOUGH_SPEECH");

    // When
    Answer token = line.call("POST", path(session) + "/stream-token", null);
    Stream second = line.stream(token.text("/streamUrl") + "?token=" + token.text("/streamToken"));
    second.play(DemoVoices.l16("allison", "call", 4), BYTES_PER_SECOND, PACE);

    // Then
    second.await("enrollment", m -> m.path("status").asText().equals("COMPLETED"));
    assertThat(asked.status()).isEqualTo(202);
    assertThat(line.call("GET", domain + "/speakers/" + ALLISON, null).text("/status"))
        .isEqualTo("ENROLLED");
    assertThat(line.call("POST", path(session) + "/enrollment", null).text("/type"))
        .endsWith(":enrollment-already-exists");
    assertThat(
            line.call("PATCH", path(session), Line.object().put("speakerId", "other"))
                .text("/type"))
        .endsWith(":cannot-change-speaker-after-enrollment");
    second.hangUp();
  }

  private JsonNode kept() {
    return line.call("GET", domain + "/speakers/" + ALLISON + "/export?audio=true", null)
        .body()
        .path("keptRecordings");
  }

  private String sealed() {
    List<?> rows =
        database
            .createNativeQuery(
                "select sealed from kept_recordings where domain_id = ?1", byte[].class)
            .setParameter(1, domain.substring("/domains/".length()))
            .getResultList();
    StringBuilder all = new StringBuilder();
    rows.forEach(row -> all.append(latin((byte[]) row)));
    return all.toString();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void what_a_call_enrolled_is_kept_sealed_where_the_domain_keeps_it_and_goes_with_the_opt_out() {
    // Given
    line.call("PATCH", domain, Line.object().put("keepEnrollmentAudio", true));
    byte[] streamed = DemoVoices.l16("allison", "enrol", 4);
    String piece =
        latin(Arrays.copyOfRange(streamed, streamed.length / 2, streamed.length / 2 + 32));

    // When
    enrollAllison();
    JsonNode kept = kept();
    String sealed = sealed();
    Answer out = line.call("POST", domain + "/speakers/" + ALLISON + "/opt-out", null);

    // Then
    assertThat(kept).isNotEmpty();
    StringBuilder heard = new StringBuilder();
    kept.forEach(one -> {
      assertThat(one.path("purpose").asText()).isEqualTo("ENROLLMENT");
      assertThat(one.path("sampleRate").asInt()).isEqualTo(8000);
      heard.append(latin(Base64.getDecoder().decode(one.path("wav").asText())));
    });
    assertThat(heard.toString()).contains(piece);
    assertThat(sealed).isNotEmpty().doesNotContain(piece);
    assertThat(out.text("/status")).isEqualTo("OPTED_OUT");
    assertThat(kept()).isEmpty();
    assertThat(sealed()).isEmpty();
  }

  @Test
  void a_call_enrolled_with_retention_none_keeps_nothing_and_says_so() {
    // Given
    line.call("PATCH", domain, Line.object().put("keepEnrollmentAudio", true));
    Answer session = start(of(ALLISON));
    Stream stream = open(session);

    // When
    Answer asked =
        line.call("POST", path(session) + "/enrollment", Line.object().put("retention", "none"));
    stream.play(DemoVoices.l16("allison", "enrol", 4), BYTES_PER_SECOND, PACE);
    JsonNode done = stream.await("enrollment", m -> m.path("status").asText().equals("COMPLETED"));

    // Then
    assertThat(asked.text("/retention")).isEqualTo("none");
    assertThat(asked.response().headers().firstValue("Voxward-Retention")).contains("none");
    assertThat(done.path("retention").asText()).isEqualTo("none");
    assertThat(line.call("GET", path(session) + "/enrollment", null).text("/retention"))
        .isEqualTo("none");
    assertThat(kept()).isEmpty();
    assertThat(sealed()).isEmpty();
    stream.hangUp();
  }
}
