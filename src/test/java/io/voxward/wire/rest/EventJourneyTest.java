package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.outbox.EventSchema;
import io.voxward.outbox.OutboxRows;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.Line.Stream;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of Voice ID's form that calls and customers leave in the outbox. */
@QuarkusTest
class EventJourneyTest {
  private static final TenantId TENANT = new TenantId("event-journey-test");
  private static final int BYTES_PER_SECOND = 16_000;
  private static final double PACE = 7;
  private static final String ALLISON = "allison-7";
  private static final String CONTACT =
      "arn:aws:connect:us-east-1:111122223333:instance/a-1/contact/b-2";

  private final RestCalls rest;
  private final OutboxRows outbox;
  private final EventSchema schema = EventSchema.read();
  private Line line = new Line(Line.testAddress(), "");
  private String domainId = "";
  private String domain = "";
  private String sessions = "";

  @Inject
  EventJourneyTest(RestCalls rest, OutboxRows outbox) {
    this.rest = rest;
    this.outbox = outbox;
  }

  @BeforeEach
  void makeDomain() {
    line = new Line(Line.testAddress(), rest.token(TENANT, Role.ADMIN));
    ObjectNode body = Line.object().put("name", "bank-of-names").put("enrollmentSpeechSeconds", 5);
    domainId = line.call("POST", "/domains", body).text("/domainId");
    domain = "/domains/" + domainId;
    sessions = domain + "/sessions";
  }

  private Answer start(ObjectNode body) {
    body.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    Answer started = line.call("POST", sessions, body);
    assertThat(started.status()).isEqualTo(201);
    return started;
  }

  private String path(Answer session) {
    return sessions + "/" + Line.encoded(session.text("/sessionId"));
  }

  private static Predicate<JsonNode> act(String action, String status) {
    return detail ->
        detail.path("action").asText().equals(action)
            && detail.path("status").asText().equals(status);
  }

  private static List<JsonNode> details(List<JsonNode> events, String action) {
    return events.stream()
        .map(event -> event.path("detail"))
        .filter(detail -> detail.path("action").asText().equals(action))
        .toList();
  }

  /** Every event of the domain, checked: its form, and that nothing personal is in it. */
  private void assertAllWellFormed() {
    List<String> all = outbox.ofDomain(domainId);
    assertThat(all).isNotEmpty();
    assertThat(all)
        .allSatisfy(event -> {
          assertThat(schema.violations(event)).isEmpty();
          assertThat(event).doesNotContain(ALLISON, "bank-of-names");
        });
  }

  @Test
  void a_call_that_enrols_its_caller_tells_its_streams_its_results_and_the_enrolment() {
    // Given
    ObjectNode body = Line.object().put("speakerId", ALLISON).put("originalContactArn", CONTACT);
    body.putObject("settings").put("acceptanceThreshold", 80);
    Answer session = start(body);
    String sessionId = session.text("/sessionId");

    // When
    Stream stream = line.stream(session.text("/streamUrl"), session.text("/streamToken"));
    line.call("POST", path(session) + "/enrollment", null);
    stream.play(DemoVoices.l16("allison", "enrol", 2), BYTES_PER_SECOND, PACE);
    stream.await("enrollment", m -> m.path("status").asText().equals("COMPLETED"));
    stream.say("{\"type\":\"end\"}");
    stream.awaitClosing();

    // Then
    List<JsonNode> events =
        outbox.await(
            sessionId,
            detail ->
                detail
                    .at("/session/authenticationAudioProgress/audioAggregationEndedAt")
                    .isTextual());
    List<JsonNode> started = details(events, "START_SESSION");
    assertThat(started).hasSize(2);
    JsonNode begun = started.getFirst().path("session");
    assertThat(begun.at("/authenticationConfiguration/acceptanceThreshold").asInt()).isEqualTo(80);
    assertThat(begun.at("/fraudDetectionConfiguration/riskThreshold").asInt()).isEqualTo(50);
    assertThat(begun.at("/streamingConfiguration/authenticationMinimumSpeechInSeconds").asDouble())
        .isEqualTo(10);
    assertThat(begun.get("authenticationAudioProgress").isNull()).isTrue();
    JsonNode ended = started.getLast().path("session");
    assertThat(ended.at("/enrollmentAudioProgress/audioAggregationStatus").asText())
        .isEqualTo("COMPLETED");
    assertThat(details(events, "SESSION_ENROLLMENT_REQUEST")).hasSize(1);
    assertThat(details(events, "EVALUATE_SESSION")).isNotEmpty();
    assertThat(events)
        .allSatisfy(event ->
            assertThat(
                    event
                        .at("/detail/systemAttributes")
                        .path("aws:connect:OriginalContactArn")
                        .asText())
                .isEqualTo(CONTACT));

    // And
    String speaker = begun.path("generatedSpeakerId").asText();
    JsonNode enrolled =
        details(outbox.await(speaker, act("ENROLL_SPEAKER", "SUCCESS")), "ENROLL_SPEAKER")
            .getFirst();
    assertThat(enrolled.at("/data/enrollmentSource").asText()).isEqualTo("SESSION");
    assertThat(enrolled.at("/data/enrollmentSourceId").asText()).isEqualTo(sessionId);
    assertThat(enrolled.at("/data/enrollmentStatus").asText()).isEqualTo("NEW_ENROLLMENT");
    assertAllWellFormed();
  }

  @Test
  void a_result_is_told_once_however_often_it_is_read() {
    // Given
    Answer session = start(Line.object().put("speakerId", ALLISON));

    // When
    for (int i = 0; i < 5; i++) {
      line.call("GET", path(session) + "/evaluation", null);
    }

    // Then
    List<JsonNode> told =
        details(outbox.serviceEvents(session.text("/sessionId")), "EVALUATE_SESSION");
    assertThat(told).hasSize(1);
    JsonNode result = told.getFirst().at("/session/authenticationResult");
    assertThat(result.path("decision").asText()).isEqualTo("SPEAKER_NOT_ENROLLED");
    assertThat(result.get("score").isNull()).isTrue();
    assertThat(told.getFirst().at("/session/fraudDetectionResult/riskDetails").isNull()).isTrue();
    assertAllWellFormed();
  }

  @Test
  void a_change_is_told_once_and_a_refused_one_changes_nothing_at_all() {
    // Given
    Answer session = start(Line.object().put("speakerId", ALLISON));
    ObjectNode threshold = Line.object();
    threshold.putObject("settings").put("acceptanceThreshold", 70);
    line.call("PATCH", path(session), threshold);
    line.call("PATCH", path(session), threshold);
    line.call("POST", path(session) + "/enrollment", null);
    ObjectNode both = Line.object().put("speakerId", "another");
    both.putObject("settings").put("acceptanceThreshold", 10);

    // When
    Answer refused = line.call("PATCH", path(session), both);

    // Then
    assertThat(refused.text("/type")).endsWith(":cannot-change-speaker-after-enrollment");
    assertThat(
            line.call("GET", path(session), null)
                .body()
                .at("/settings/acceptanceThreshold")
                .asInt())
        .isEqualTo(70);
    List<JsonNode> told =
        details(outbox.serviceEvents(session.text("/sessionId")), "UPDATE_SESSION");
    assertThat(told).hasSize(2);
    assertThat(told.getFirst().path("status").asText()).isEqualTo("SUCCESS");
    assertThat(
            told.getFirst().at("/session/authenticationConfiguration/acceptanceThreshold").asInt())
        .isEqualTo(70);
    assertThat(told.getLast().path("status").asText()).isEqualTo("FAILURE");
    assertThat(told.getLast().at("/errorInfo/errorMessage").asText())
        .startsWith("CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT");
    assertAllWellFormed();
  }

  @Test
  void what_is_refused_is_told_as_a_failure() {
    // Given
    Answer session = start(Line.object().put("sessionName", "contact-1"));
    Stream first = line.stream(session.text("/streamUrl"), session.text("/streamToken"));
    first.await("progress", m -> true);
    Answer token = line.call("POST", path(session) + "/stream-token", null);

    // When
    Stream second = line.stream(token.text("/streamUrl"), token.text("/streamToken"));
    second.awaitClosing();
    line.call("POST", path(session) + "/enrollment", null);

    // Then
    List<JsonNode> events =
        outbox.await(session.text("/sessionId"), act("START_SESSION", "FAILURE"));
    JsonNode stream =
        details(events, "START_SESSION").stream()
            .filter(act("START_SESSION", "FAILURE"))
            .findFirst()
            .orElseThrow();
    assertThat(stream.at("/errorInfo/errorCode").asInt()).isEqualTo(409);
    assertThat(stream.at("/errorInfo/errorMessage").asText()).startsWith("ANOTHER_ACTIVE_STREAM");
    JsonNode enrollment =
        details(outbox.serviceEvents(session.text("/sessionId")), "SESSION_ENROLLMENT_REQUEST")
            .getFirst();
    assertThat(enrollment.path("status").asText()).isEqualTo("FAILURE");
    assertThat(enrollment.at("/errorInfo/errorMessage").asText()).startsWith("SPEAKER_NOT_SET");
    first.hangUp();
    assertAllWellFormed();
  }

  @Test
  void an_enrolment_that_came_to_nothing_is_told_of_the_speaker() {
    // Given
    Answer session = start(Line.object().put("speakerId", ALLISON));
    Answer asked = line.call("POST", path(session) + "/enrollment", null);

    // When
    line.call("DELETE", path(session), null);

    // Then
    JsonNode failed =
        details(
                outbox.await(
                    asked.text("/speaker/generatedSpeakerId"), act("ENROLL_SPEAKER", "FAILURE")),
                "ENROLL_SPEAKER")
            .getFirst();
    assertThat(failed.at("/data/enrollmentSourceId").asText())
        .isEqualTo(session.text("/sessionId"));
    assertThat(failed.at("/data/enrollmentStatus").isNull()).isTrue();
    assertThat(failed.at("/errorInfo/errorType").asText()).isEqualTo("ValidationException");
    assertAllWellFormed();
  }

  @Test
  void what_happens_to_a_customer_is_told_in_order() {
    // Given
    String speaker = domain + "/speakers/" + ALLISON;
    for (int i = 1; i <= 2; i++) {
      Answer enrolled =
          line.upload(
              speaker + "/enrollments", "audio/flac", DemoVoices.flac("allison/enrol-" + i));
      assertThat(enrolled.status()).isEqualTo(201);
    }
    String id = line.call("GET", speaker, null).text("/generatedSpeakerId");

    // When
    line.call("POST", speaker + "/opt-out", null);
    line.call("POST", speaker + "/opt-out", null);
    line.call("DELETE", speaker, null);

    // Then
    List<JsonNode> told =
        outbox.serviceEvents(id).stream().map(event -> event.path("detail")).toList();
    assertThat(told)
        .extracting(detail -> detail.path("action").asText())
        .containsExactly("ENROLL_SPEAKER", "ENROLL_SPEAKER", "OPT_OUT_SPEAKER", "DELETE_SPEAKER");
    assertThat(told.get(0).at("/data/enrollmentSource").asText()).isEqualTo("UPLOAD");
    assertThat(told.get(1).at("/data/enrollmentStatus").asText()).isEqualTo("ENROLLMENT_OVERWRITE");
    assertThat(told.get(2).get("data").isNull()).isTrue();
    assertAllWellFormed();
  }
}
