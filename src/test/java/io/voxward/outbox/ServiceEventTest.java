package io.voxward.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.ArnConfig;
import io.voxward.common.Arns;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.outbox.ServiceEvent.About;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The events of Voice ID, against the types of the EventBridge schema registry. */
class ServiceEventTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final String CONTACT =
      "arn:aws:connect:us-east-1:111122223333:instance/i/contact/c";
  private static final TenantId TENANT = new TenantId("events-test");
  private static final DomainId DOMAIN = DomainId.random();
  private static final About WORKED = About.success(TENANT, DOMAIN);
  private static final SessionId SESSION = SessionId.random();
  private static final SessionName NAME = new SessionName("contact-1");
  private static final GeneratedSpeakerId SPEAKER = GeneratedSpeakerId.random();
  private static final WatchlistId WATCHLIST = WatchlistId.random();
  private static final @Nullable SystemAttributes ATTRIBUTES = SystemAttributes.of(CONTACT);

  private final EventSchema schema = EventSchema.read();
  private final Envelope envelope = new Envelope(new Arns(new Configured("eu-west-2")));

  private record Configured(String region) implements ArnConfig {
    @Override
    public Optional<String> account() {
      return Optional.of("111122223333");
    }
  }

  private static List<ServiceEvent> full(About about) {
    var authentication = new SessionConfiguration.Authentication(90);
    var fraud = new SessionConfiguration.FraudDetection(50, WATCHLIST);
    var progress = new StartSessionAction.AudioProgress(TIME, TIME);
    var input = new BatchData.Input("s3://bucket/in.json");
    var output = new BatchData.Output("s3://bucket/out", "alias/key");
    return List.of(
        new StartSessionAction(
            about,
            new StartSessionAction.Session(
                SESSION,
                NAME,
                SPEAKER,
                authentication,
                fraud,
                new SessionConfiguration.Streaming(10),
                new StartSessionAction.EnrollmentAudioProgress("IN_PROGRESS", TIME, TIME),
                progress,
                progress),
            ATTRIBUTES),
        new UpdateSessionAction(
            about, new UpdateSessionAction.Session(SESSION, NAME, SPEAKER, authentication, fraud)),
        new EvaluateSessionAction(
            about,
            new EvaluateSessionAction.Session(
                SESSION,
                NAME,
                SPEAKER,
                "ONGOING",
                new EvaluateSessionAction.AuthenticationResult(
                    "CCCCCCCCCCCCCCCCCCCCCC", "ACCEPT", 96, TIME, TIME, authentication),
                new EvaluateSessionAction.FraudDetectionResult(
                    "DDDDDDDDDDDDDDDDDDDDDD",
                    "HIGH_RISK",
                    List.of("KNOWN_FRAUDSTER"),
                    TIME,
                    TIME,
                    fraud,
                    new EvaluateSessionAction.RiskDetails(
                        new EvaluateSessionAction.KnownFraudsterRisk(
                            GeneratedFraudsterId.random(), 91),
                        new EvaluateSessionAction.VoiceSpoofingRisk(7)))),
            ATTRIBUTES),
        new SessionSpeakerEnrollmentAction(about, SESSION, NAME, ATTRIBUTES),
        new SpeakerAction(
            about,
            SpeakerAction.Act.ENROLL_SPEAKER,
            SPEAKER,
            new SpeakerAction.Data(
                SpeakerAction.Source.SESSION,
                SESSION.value(),
                SpeakerAction.EnrollmentStatus.NEW_ENROLLMENT),
            ATTRIBUTES),
        new FraudsterAction(
            about,
            FraudsterAction.Act.REGISTER_FRAUDSTER,
            GeneratedFraudsterId.random(),
            List.of(WATCHLIST),
            new FraudsterAction.Data(
                SpeakerAction.Source.BATCH_JOB,
                "job",
                FraudsterAction.RegistrationStatus.NEW_REGISTRATION)),
        new BatchSpeakerEnrollmentAction(
            about,
            "job",
            new BatchSpeakerEnrollmentAction.Data(
                "arn:aws:iam::111122223333:role/r",
                new BatchSpeakerEnrollmentAction.EnrollmentConfig(
                    "SKIP",
                    new BatchSpeakerEnrollmentAction.FraudDetectionConfig(
                        "FAIL", 50, List.of(WATCHLIST))),
                input,
                output)),
        new BatchFraudsterRegistrationAction(
            about,
            "job",
            new BatchFraudsterRegistrationAction.Data(
                "arn:aws:iam::111122223333:role/r",
                new BatchFraudsterRegistrationAction.RegistrationConfig(
                    "SKIP", 60, List.of(WATCHLIST)),
                input,
                output)));
  }

  private static List<ServiceEvent> sparse() {
    return List.of(
        new StartSessionAction(
            WORKED,
            new StartSessionAction.Session(
                SESSION,
                NAME,
                null,
                null,
                null,
                new SessionConfiguration.Streaming(10),
                null,
                null,
                null),
            null),
        new EvaluateSessionAction(
            WORKED,
            new EvaluateSessionAction.Session(SESSION, NAME, null, "ENDED", null, null),
            null),
        new SpeakerAction(WORKED, SpeakerAction.Act.DELETE_SPEAKER, SPEAKER, null, null),
        new FraudsterAction(WORKED, FraudsterAction.Act.REGISTER_FRAUDSTER, null, List.of(), null));
  }

  private JsonNode written(ServiceEvent event) {
    try {
      return new ObjectMapper().readTree(envelope.write("an-id", event, TIME));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void there_is_an_event_for_every_type_of_the_registry() {
    assertThat(full(WORKED).stream().map(ServiceEvent::detailType).collect(Collectors.toSet()))
        .isEqualTo(schema.detailTypes())
        .hasSize(ServiceEvent.class.getPermittedSubclasses().length);
  }

  @Test
  void every_member_of_every_event_is_that_of_the_registry() {
    // Given
    About failed = About.failure(TENANT, DOMAIN, new Failure.NotFound(Failure.Resource.SESSION));
    List<ServiceEvent> events =
        Stream.of(full(WORKED), full(failed), sparse()).flatMap(List::stream).toList();

    // When
    List<String> violations =
        events.stream()
            .flatMap(event -> schema.violations(envelope.write("an-id", event, TIME)).stream())
            .toList();

    // Then
    assertThat(violations).isEmpty();
  }

  @Test
  void the_check_itself_sees_what_is_missing_added_and_of_another_type() {
    // Given
    String right = envelope.write("an-id", full(WORKED).getFirst(), TIME);

    // When / Then
    assertThat(schema.violations(right.replace("\"sessionName\"", "\"name\""))).hasSize(1);
    assertThat(schema.violations(right.replace("\"contact-1\"", "1"))).hasSize(1);
    assertThat(schema.violations(right.replace("\"source\"", "\"origin\""))).hasSize(2);
    assertThat(schema.violations(right.replace("Start Session", "Stop Session"))).hasSize(1);
  }

  @Test
  void the_envelope_names_the_domain_as_its_resource() {
    // When
    JsonNode event = written(full(WORKED).getFirst());

    // Then
    assertThat(event.at("/id").asText()).isEqualTo("an-id");
    assertThat(event.at("/time").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(event.at("/resources/0").asText())
        .isEqualTo("arn:aws:voiceid:eu-west-2:111122223333:domain/" + DOMAIN);
    assertThat(event.at("/detail/domainId").asText()).isEqualTo(DOMAIN.value());
    assertThat(event.at("/detail/status").asText()).isEqualTo("SUCCESS");
    assertThat(event.at("/detail/errorInfo").isNull()).isTrue();
    assertThat(event.at("/detail/session/authenticationAudioProgress/audioAggregationEndedAt"))
        .hasToString("\"2026-01-02T03:04:05.678Z\"");
    assertThat(event.at("/detail/systemAttributes").path("aws:connect:OriginalContactArn").asText())
        .isEqualTo(CONTACT);
  }

  @Test
  void what_is_unknown_is_null_and_not_left_out() {
    // When
    JsonNode detail = written(sparse().getFirst()).path("detail");

    // Then
    assertThat(detail.get("systemAttributes").isNull()).isTrue();
    assertThat(detail.path("session").get("generatedSpeakerId").isNull()).isTrue();
    assertThat(detail.path("session").get("enrollmentAudioProgress").isNull()).isTrue();
  }

  @Test
  void a_failure_carries_the_error_of_the_dialect() {
    // Given
    About failed =
        About.failure(
            TENANT,
            DOMAIN,
            new Failure.Conflict(
                Failure.ConflictKind.SPEAKER_OPTED_OUT, "the speaker has opted out"));

    // When
    JsonNode detail = written(full(failed).get(3)).path("detail");

    // Then
    assertThat(detail.path("status").asText()).isEqualTo("FAILURE");
    assertThat(detail.at("/errorInfo/errorType").asText()).isEqualTo("ConflictException");
    assertThat(detail.at("/errorInfo/errorCode").asInt()).isEqualTo(409);
    assertThat(detail.at("/errorInfo/errorMessage").asText())
        .isEqualTo("SPEAKER_OPTED_OUT: the speaker has opted out");
  }

  @Test
  void an_account_or_region_that_no_name_may_have_is_refused() {
    assertThatThrownBy(() -> new Arns(new Configured("Europe")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("voxward.arn.region");
  }
}
