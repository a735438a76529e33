package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decisions that need no speech, in both languages; those that do are in the journey. */
@QuarkusTest
class DecisionWordsTest {
  private static final TenantId TENANT = new TenantId("decision-words-test");
  private static final String SPEAKER = "customer-7";

  private final RestCalls rest;
  private final DataSource database;
  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";

  @Inject
  DecisionWordsTest(RestCalls rest, DataSource database) {
    this.rest = rest;
    this.database = database;
  }

  @BeforeEach
  void enrol() {
    line = new Line(Line.testAddress(), rest.token(TENANT, Role.ADMIN));
    ObjectNode body = Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 5);
    domain = "/domains/" + line.call("POST", "/domains", body).text("/domainId");
    Answer enrolled =
        line.upload(
            domain + "/speakers/" + SPEAKER + "/enrollments",
            "audio/flac",
            DemoVoices.flac("allison/enrol-2"));
    assertThat(enrolled.status()).isEqualTo(201);
  }

  private String session(String speaker) {
    ObjectNode body = Line.object();
    if (!speaker.isEmpty()) {
      body.put("speakerId", speaker);
    }
    body.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    Answer made = line.call("POST", domain + "/sessions", body);
    return domain + "/sessions/" + made.text("/sessionName");
  }

  private void setStatus(String status) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update speakers set status = ? where tenant_id = ? and customer_speaker_id = ?")) {
      update.setString(1, status);
      update.setString(2, TENANT.value());
      update.setString(3, SPEAKER);
      assertThat(update.executeUpdate()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ENROLLED, NOT_ENOUGH_SPEECH, Enrolled, Inconclusive",
    "PENDING, SPEAKER_NOT_ENROLLED, Not enrolled, Not enrolled",
    "OPTED_OUT, SPEAKER_OPTED_OUT, Opted out, Opted out",
    "EXPIRED, SPEAKER_EXPIRED, Expired, Expired"
  })
  void the_status_of_the_speaker_is_answered_at_once(
      String status, String decision, String enrollment, String authentication)
      throws SQLException {
    // Given
    String session = session(SPEAKER);
    setStatus(status);

    // When
    Answer evaluation = line.call("GET", session + "/evaluation", null);

    // Then
    assertThat(evaluation.text("/authentication/decision")).isEqualTo(decision);
    assertThat(evaluation.body().at("/authentication/score").isMissingNode()).isTrue();
    Answer check = line.call("GET", session + "/check", null);
    assertThat(check.text("/enrollment")).isEqualTo(enrollment);
    assertThat(check.text("/authentication")).isEqualTo(authentication);
    assertThat(check.text("/fraud")).isEqualTo("Inconclusive");
  }

  @Test
  void a_session_without_a_speaker_says_so() {
    // Given
    String session = session("");

    // When
    Answer evaluation = line.call("GET", session + "/evaluation", null);

    // Then
    assertThat(evaluation.text("/authentication/decision")).isEqualTo("SPEAKER_ID_NOT_PROVIDED");
  }

  @Test
  void a_session_may_ask_for_less_speech_than_its_domain() {
    // Given
    String session = session(SPEAKER);
    ObjectNode change = Line.object();
    change.putObject("settings").put("authenticationSpeechSeconds", 5);

    // When
    Answer changed = line.call("PATCH", session, change);

    // Then
    assertThat(changed.body().at("/settings/authenticationSpeechSeconds").asDouble()).isEqualTo(5);
    Answer evaluation = line.call("GET", session + "/evaluation", null);
    assertThat(evaluation.body().path("secondsStillNeeded").asDouble()).isEqualTo(5);
  }

  @Test
  void each_decision_that_changes_something_is_shown_with_the_session() throws SQLException {
    // Given
    String session = session(SPEAKER);
    line.call("GET", session + "/evaluation", null);
    line.call("GET", session + "/evaluation", null);
    setStatus("OPTED_OUT");

    // When
    line.call("GET", session + "/evaluation", null);

    // Then
    Answer shown = line.call("GET", session, null);
    assertThat(shown.body().path("decisions")).hasSize(2);
    assertThat(shown.text("/decisions/0/authentication")).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(shown.text("/decisions/1/authentication")).isEqualTo("SPEAKER_OPTED_OUT");
  }
}
