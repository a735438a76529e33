package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.outbox.OutboxRows;
import io.voxward.wire.kinesis.FakeKinesis;
import io.voxward.wire.kinesis.StagedMedia;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Stream;
import io.voxward.wire.voiceid.VoiceIdCalls.Answer;
import jakarta.inject.Inject;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions in the Voice ID dialect, with real recorded voices where speech is needed. */
@QuarkusTest
class SessionOperationsTest {
  private static final TenantId TENANT = new TenantId("voice-id-sessions");
  private static final int BYTES_PER_SECOND = 16_000;
  private static final double PACE = 7;
  private static final String ALLISON = "allison-7";

  private final VoiceIdCalls calls;
  private final Domains domains;
  private final OutboxRows outbox;
  private final StagedMedia stage;
  private IssuedAccessKey admin;
  private String domain = "";

  @Inject
  SessionOperationsTest(VoiceIdCalls calls, Domains domains, OutboxRows outbox, StagedMedia stage) {
    this.calls = calls;
    this.domains = domains;
    this.outbox = outbox;
    this.stage = stage;
  }

  @BeforeEach
  void makeDomain() {
    admin = calls.key(TENANT, Role.ADMIN);
    DomainSettings settings = new DomainSettings(90, 50, 5.0, 10.0, false, 365);
    domain = domains.create(TENANT, new DomainDraft("bank", null, settings)).id().value();
  }

  private ObjectNode body() {
    return Line.object().put("DomainId", domain);
  }

  private Answer call(String operation, ObjectNode body) {
    return calls.call(admin, operation, body.toString());
  }

  private Answer start(ObjectNode body) {
    Answer started = call("StartSession", body);
    assertThat(started.status()).as(started.whole().body()).isEqualTo(200);
    return started;
  }

  private Answer on(String operation, String session) {
    return call(operation, body().put("SessionNameOrId", session));
  }

  private Stream open(Answer started) {
    Line line = new Line(Line.testAddress(), "");
    return line.stream(started.text("StreamUrl"), started.text("StreamToken"));
  }

  private void hear(Answer started, String role, int clips) {
    Stream stream = open(started);
    stream.play(DemoVoices.l16("allison", role, clips), BYTES_PER_SECOND, PACE);
    stream.say("{\"type\":\"end\"}");
    stream.awaitClosing();
  }

  private void enrollAllison() {
    Answer started = start(body().put("SpeakerId", ALLISON));
    String session = started.text("SessionId");
    assertThat(on("EnrollBySession", session).text("Status")).isEqualTo("NOT_ENOUGH_SPEECH");
    Stream stream = open(started);
    stream.play(DemoVoices.l16("allison", "enrol", 3), BYTES_PER_SECOND, PACE);
    stream.await("enrollment", m -> m.path("status").asText().equals("COMPLETED"));
    stream.hangUp();
    JsonNode described = on("DescribeSession", session).body().path("Session");
    assertThat(described.at("/EnrollmentRequestDetails/Status").asText()).isEqualTo("COMPLETED");
    assertThat(described.at("/EnrollmentRequestDetails/Message").isMissingNode()).isTrue();
  }

  @Test
  void a_session_that_never_was_is_not_found() {
    // When
    Answer answer = on("EvaluateSession", "contact-0");

    // Then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.exception()).isEqualTo("ResourceNotFoundException");
    assertThat(answer.text("ResourceType")).isEqualTo("SESSION");
  }

  @Test
  void before_any_speech_a_session_answers_by_name_and_by_id_what_is_known_at_once() {
    // Given
    Answer started = start(body().put("SessionName", "contact-1").put("SpeakerId", ALLISON));
    String id = started.text("SessionId");

    // When
    Answer byName = on("EvaluateSession", "contact-1");
    Answer byId = on("EvaluateSession", id);

    // Then
    assertThat(byName.text("SessionId")).isEqualTo(id).matches("id#[a-zA-Z0-9]{22}");
    assertThat(byName.text("SessionName")).isEqualTo("contact-1");
    assertThat(byName.text("DomainId")).isEqualTo(domain);
    assertThat(byName.text("StreamingStatus")).isEqualTo("PENDING_CONFIGURATION");
    JsonNode authentication = byName.body().path("AuthenticationResult");
    assertThat(authentication.path("Decision").asText()).isEqualTo("SPEAKER_NOT_ENROLLED");
    assertThat(authentication.path("CustomerSpeakerId").asText()).isEqualTo(ALLISON);
    assertThat(authentication.path("GeneratedSpeakerId").asText()).startsWith("id#");
    assertThat(authentication.at("/Configuration/AcceptanceThreshold").asInt()).isEqualTo(90);
    assertThat(authentication.has("Score")).isFalse();
    assertThat(authentication.has("AudioAggregationStartedAt")).isFalse();
    JsonNode fraud = byName.body().path("FraudDetectionResult");
    assertThat(fraud.path("Decision").asText()).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(fraud.at("/Configuration/RiskThreshold").asInt()).isEqualTo(50);
    assertThat(fraud.at("/Configuration/WatchlistId").asText()).hasSize(22);
    assertThat(fraud.has("RiskDetails")).isFalse();
    assertThat(fraud.has("Reasons")).isFalse();
    assertThat(byId.body()).isEqualTo(byName.body());
  }

  @Test
  void without_a_speaker_the_decision_says_so_and_names_none() {
    // Given
    Answer started = start(body());

    // When
    JsonNode result =
        on("EvaluateSession", started.text("SessionId")).body().path("AuthenticationResult");

    // Then
    assertThat(result.path("Decision").asText()).isEqualTo("SPEAKER_ID_NOT_PROVIDED");
    assertThat(result.has("CustomerSpeakerId")).isFalse();
    assertThat(result.has("GeneratedSpeakerId")).isFalse();
  }

  @Test
  void a_feature_that_is_off_has_no_result() {
    // Given
    String noFraud = start(body().put("FraudDetectionEnabled", false)).text("SessionId");
    String noAuthentication = start(body().put("AuthenticationEnabled", false)).text("SessionId");

    // When
    Answer one = on("EvaluateSession", noFraud);
    Answer other = on("EvaluateSession", noAuthentication);

    // Then
    assertThat(one.body().has("FraudDetectionResult")).isFalse();
    assertThat(one.body().has("AuthenticationResult")).isTrue();
    assertThat(other.body().has("FraudDetectionResult")).isTrue();
    assertThat(other.body().has("AuthenticationResult")).isFalse();
  }

  @Test
  void a_call_is_authenticated_and_its_result_stands_until_something_changes() {
    // Given
    enrollAllison();
    Answer started = start(body().put("SpeakerId", ALLISON));
    String session = started.text("SessionId");
    hear(started, "call", 4);

    // When
    Answer first = on("EvaluateSession", session);
    Answer again = on("EvaluateSession", session);

    // Then
    JsonNode authentication = first.body().path("AuthenticationResult");
    assertThat(first.text("StreamingStatus")).isEqualTo("ENDED");
    assertThat(authentication.path("Decision").asText()).isEqualTo("ACCEPT");
    assertThat(authentication.path("Score").asInt()).isBetween(90, 100);
    assertThat(authentication.path("AudioAggregationStartedAt").isNumber()).isTrue();
    assertThat(authentication.path("AudioAggregationEndedAt").asDouble())
        .isGreaterThanOrEqualTo(authentication.path("AudioAggregationStartedAt").asDouble());
    JsonNode fraud = first.body().path("FraudDetectionResult");
    assertThat(fraud.path("Decision").asText()).isEqualTo("LOW_RISK");
    assertThat(fraud.at("/RiskDetails/KnownFraudsterRisk/RiskScore").isInt()).isTrue();
    assertThat(fraud.at("/RiskDetails/VoiceSpoofingRisk/RiskScore").asInt()).isZero();
    assertThat(fraud.has("Reasons")).isFalse();
    assertThat(again.body()).isEqualTo(first.body());

    // And another threshold makes another result, of the same fraud result
    ObjectNode change = body().put("SessionNameOrId", session);
    change.putObject("AuthenticationConfiguration").put("AcceptanceThreshold", 80);
    assertThat(
            call("UpdateSession", change)
                .body()
                .at("/Session/AuthenticationConfiguration/AcceptanceThreshold")
                .asInt())
        .isEqualTo(80);
    Answer changed = on("EvaluateSession", session);
    assertThat(changed.body().at("/AuthenticationResult/AuthenticationResultId"))
        .isNotEqualTo(authentication.path("AuthenticationResultId"));
    assertThat(changed.body().at("/AuthenticationResult/Decision").asText()).isEqualTo("ACCEPT");
    assertThat(changed.body().at("/FraudDetectionResult/FraudDetectionResultId"))
        .isEqualTo(fraud.path("FraudDetectionResultId"));

    // And another speaker is judged on what was heard before
    call("UpdateSession", body().put("SessionNameOrId", session).put("SpeakerId", "somebody-else"));
    assertThat(on("EvaluateSession", session).body().at("/AuthenticationResult/Decision").asText())
        .isEqualTo("SPEAKER_NOT_ENROLLED");

    // And opting out shows at once
    call("UpdateSession", body().put("SessionNameOrId", session).put("SpeakerId", ALLISON));
    call("OptOutSpeaker", body().put("SpeakerId", ALLISON));
    assertThat(on("EvaluateSession", session).body().at("/AuthenticationResult/Decision").asText())
        .isEqualTo("SPEAKER_OPTED_OUT");
  }

  @Test
  void a_contact_that_goes_on_keeps_its_session_unless_it_is_streaming() {
    // Given
    Answer first = start(body().put("ContactId", "contact-7"));
    Answer transferred = start(body().put("ContactId", "contact-7").put("SpeakerId", ALLISON));
    Stream stream = open(transferred);
    stream.await("progress", m -> true);

    // When
    Answer second = call("StartSession", body().put("ContactId", "contact-7"));

    // Then
    assertThat(transferred.text("SessionId")).isEqualTo(first.text("SessionId"));
    assertThat(transferred.body().at("/Session/GeneratedSpeakerId").asText()).startsWith("id#");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.exception()).isEqualTo("ConflictException");
    assertThat(second.text("ConflictType")).isEqualTo("ANOTHER_ACTIVE_STREAM");
    assertThat(on("DescribeSession", "contact-7").body().at("/Session/StreamingStatus").asText())
        .isEqualTo("ONGOING");
    stream.hangUp();
  }

  @Test
  void a_repeated_start_gets_the_same_session_and_one_with_another_body_is_refused() {
    // Given
    Answer first = start(body().put("ClientToken", "t-1"));

    // When
    Answer again = start(body().put("ClientToken", "t-1"));
    Answer other = call("StartSession", body().put("ClientToken", "t-1").put("SpeakerId", "x"));

    // Then
    assertThat(again.text("SessionId")).isEqualTo(first.text("SessionId"));
    assertThat(again.text("StreamToken")).isNotEqualTo(first.text("StreamToken"));
    assertThat(other.exception()).isEqualTo("ConflictException");
  }

  @Test
  void the_contact_is_told_in_the_events_of_its_session() {
    // Given
    Answer started =
        start(
            body()
                .put("ContactId", "c-1")
                .put("InstanceId", "i-1")
                .put("CustomerAccountId", "111122223333"));

    // When
    on("EvaluateSession", "c-1");

    // Then
    assertThat(
            outbox
                .serviceEvents(started.text("SessionId"))
                .getLast()
                .at("/detail/systemAttributes")
                .path("aws:connect:OriginalContactArn")
                .asText())
        .isEqualTo("arn:aws:connect:us-east-1:111122223333:instance/i-1/contact/c-1");
  }

  @Test
  void a_session_hears_the_contacts_own_stream_where_one_is_named() {
    // Given
    enrollAllison();
    try (FakeKinesis kinesis = FakeKinesis.start()) {
      stage.plays(kinesis);
      kinesis
          .holdsCall(101, "c-1", DemoVoices.l16("allison", "call", 4))
          .holdsCall(201, "c-2", new byte[BYTES_PER_SECOND]);
      ObjectNode start = body().put("ContactId", "c-1").put("SpeakerId", ALLISON);
      start
          .putObject("MediaStream")
          .put(
              "StreamArn",
              "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/bank-contact/1764066000")
          .put("StartFragmentNumber", "100");

      // When
      Answer started = start(start);
      JsonNode result = new ObjectMapper().missingNode();
      for (int i = 0; i < 200 && !result.at("/Decision").asText().equals("ACCEPT"); i++) {
        LockSupport.parkNanos(100_000_000);
        result = on("EvaluateSession", "c-1").body().path("AuthenticationResult");
      }

      // Then
      assertThat(started.text("StreamUrl")).isNotEmpty();
      assertThat(result.path("Decision").asText()).isEqualTo("ACCEPT");
      on("StopSession", "c-1");
    }
  }

  @Test
  void what_the_state_forbids_is_a_conflict_with_its_type() {
    // Given
    String session = start(body()).text("SessionId");

    // When
    Answer noSpeaker = on("EnrollBySession", session);
    call("UpdateSession", body().put("SessionNameOrId", session).put("SpeakerId", ALLISON));
    on("EnrollBySession", session);
    Answer twice = on("EnrollBySession", session);
    Answer changed =
        call("UpdateSession", body().put("SessionNameOrId", session).put("SpeakerId", "other"));

    // Then
    assertThat(noSpeaker.status()).isEqualTo(409);
    assertThat(noSpeaker.text("ConflictType")).isEqualTo("SPEAKER_NOT_SET");
    assertThat(twice.text("ConflictType")).isEqualTo("ENROLLMENT_ALREADY_EXISTS");
    assertThat(changed.text("ConflictType")).isEqualTo("CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT");
  }

  @Test
  void a_stopped_session_is_described_and_no_longer_evaluated() {
    // Given
    start(body().put("SessionName", "contact-1"));

    // When
    Answer stopped = on("StopSession", "contact-1");

    // Then
    assertThat(stopped.body().at("/Session/StreamingStatus").asText()).isEqualTo("ENDED");
    assertThat(stopped.body().at("/Session/EndedAt").isNumber()).isTrue();
    assertThat(on("EvaluateSession", "contact-1").text("ResourceType")).isEqualTo("SESSION");
    assertThat(on("DescribeSession", "contact-1").status()).isEqualTo(200);
    assertThat(on("StopSession", "contact-1").status()).isEqualTo(200);
  }

  @Test
  void sessions_of_a_deleted_domain_are_refused_as_the_domain_is() {
    // Given
    start(body().put("SessionName", "contact-1"));
    call("DeleteDomain", body());

    // When
    Answer answer = on("EvaluateSession", "contact-1");

    // Then
    assertThat(answer.text("ConflictType")).isEqualTo("DOMAIN_NOT_ACTIVE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 4}} | streamingConfiguration.authenticationMinimumSpeechInSeconds
          {"StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 10.5}} | streamingConfiguration.authenticationMinimumSpeechInSeconds
          {"AuthenticationConfiguration": {"AcceptanceThreshold": 101}} | authenticationConfiguration.acceptanceThreshold
          {"FraudDetectionConfiguration": {"WatchlistId": "x"}} | fraudDetectionConfiguration.watchlistId
          {"AudioConfiguration": {"Encoding": "OPUS"}} | audioConfiguration.encoding
          {"AudioConfiguration": {"SampleRate": 11025}} | audioConfiguration.sampleRate
          {"AudioConfiguration": {"Channels": 2}} | audioConfiguration.callerChannel
          {"SessionName": "a b"} | sessionName
          {"MediaStream": {"StreamArn": "arn:aws:s3:::x", "StartFragmentNumber": "1"}} | mediaStream.streamArn
          {"MediaStream": {"StreamArn": "arn:aws:kinesisvideo:eu-west-1:123456789012:stream/x/1"}} | mediaStream.startFragmentNumber
          {"CustomerAccountId": "12"} | customerAccountId
          """)
  void a_start_of_a_wrong_form_is_refused_naming_the_member(String members, String place)
      throws Exception {
    // Given
    ObjectNode body = body();
    body.setAll((ObjectNode) new ObjectMapper().readTree(members));

    // When
    Answer refused = call("StartSession", body);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.exception()).isEqualTo("ValidationException");
    assertThat(refused.message()).contains("'" + place + "'");
  }

  @Test
  void a_key_without_the_permission_is_refused() {
    // Given
    IssuedAccessKey privacy = calls.key(TENANT, Role.PRIVACY);
    String session = start(body()).text("SessionId");
    String body = body().put("SessionNameOrId", session).toString();

    // When / Then
    for (String operation :
        new String[] {
          "EvaluateSession", "DescribeSession", "UpdateSession", "StopSession", "EnrollBySession"
        }) {
      assertThat(calls.call(privacy, operation, body).exception())
          .as(operation)
          .isEqualTo("AccessDeniedException");
    }
    assertThat(calls.call(privacy, "StartSession", body().toString()).exception())
        .isEqualTo("AccessDeniedException");
  }
}
