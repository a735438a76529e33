package io.voxward.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.audit.Audit;
import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.store.ExpiryWarningRepository;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.job.Job;
import io.voxward.job.JobId;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind;
import io.voxward.job.JobProgress;
import io.voxward.job.JobStatus;
import io.voxward.job.Schedules;
import io.voxward.outbox.Outbox;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6.2 (rule D16): speakers expire by the clock, which the tests move. */
@QuarkusTest
class ExpiryTest {
  private static final TenantId TENANT = new TenantId("expiry-test");
  private static final Duration RETENTION = DomainSettings.DEFAULT.retention();
  private static final Duration HOUR = Duration.ofHours(1);

  private final Domains domains;
  private final Speakers speakers;
  private final EnrolledVoices enrolled;
  private final SpeakerExpiryKind kind;
  private final Erasures erasures;
  private final ExpiryWarningRepository warnings;
  private final Receipts receipts;
  private final Outbox outbox;
  private final Audit audit;
  private final Schedules schedules;
  private final RestCalls rest;
  private final EntityManager database;
  private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private String token = "";
  private DomainId domain = DomainId.random();

  @Inject
  ExpiryTest(
      Domains domains,
      Speakers speakers,
      EnrolledVoices enrolled,
      SpeakerExpiryKind kind,
      Erasures erasures,
      ExpiryWarningRepository warnings,
      Receipts receipts,
      Outbox outbox,
      Audit audit,
      Schedules schedules,
      RestCalls rest,
      EntityManager database) {
    this.domains = domains;
    this.speakers = speakers;
    this.enrolled = enrolled;
    this.kind = kind;
    this.erasures = erasures;
    this.warnings = warnings;
    this.receipts = receipts;
    this.outbox = outbox;
    this.audit = audit;
    this.schedules = schedules;
    this.rest = rest;
    this.database = database;
  }

  @BeforeEach
  void makeDomainAndHoldTheClock() {
    token = rest.token(TENANT, Role.ADMIN);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
    QuarkusMock.installMockForType(clock, Clock.class);
  }

  private Speaker enroll(String customer) {
    return enrolled.enroll(TENANT, domain, customer);
  }

  private SpeakerStatus status(Speaker speaker) {
    return now(speaker).status();
  }

  private Speaker now(Speaker speaker) {
    return speakers.require(TENANT, domain, new SpeakerRef.Generated(speaker.id()));
  }

  /** Does all that a job would do, one batch after another; its id. */
  private String run(SpeakerExpiryKind by) {
    Job job =
        new Job(
            TENANT,
            domain,
            JobId.random(),
            by.name(),
            null,
            JobStatus.IN_PROGRESS,
            "{}",
            null,
            JobProgress.NONE,
            1,
            clock.instant(),
            clock.instant(),
            null);
    JobKind.Expansion.Items items = (JobKind.Expansion.Items) by.expand(job);
    items
        .items()
        .forEach(item -> {
          JobKind.Prepared.Effect effect =
              (JobKind.Prepared.Effect)
                  by.prepare(job, new JobItem(0, item.input(), null, null, 1));
          QuarkusTransaction.requiringNew().call(() -> effect.change().get());
        });
    return job.id().value();
  }

  private long events(Speaker speaker, String type) {
    return count(
        "select count(*) from outbox_events where aggregate_id = ?1 and type = ?2",
        speaker.id().value(),
        type);
  }

  private long count(String query, Object... values) {
    var asked = database.createNativeQuery(query, Long.class);
    for (int i = 0; i < values.length; i++) {
      asked.setParameter(i + 1, values[i]);
    }
    return (Long) asked.getSingleResult();
  }

  private long prints(Speaker speaker) {
    return count("select count(*) from voiceprints where owner_id = ?1", speaker.id().value());
  }

  @Test
  void a_speaker_expires_when_the_retention_time_is_over_and_not_an_hour_before() {
    // Given
    Speaker speaker = enroll("c");
    clock.advance(RETENTION.minus(HOUR));
    run(kind);
    SpeakerStatus before = status(speaker);

    // When
    clock.advance(HOUR);
    String job = run(kind);

    // Then
    assertThat(before).isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(status(speaker)).isEqualTo(SpeakerStatus.EXPIRED);
    assertThat(prints(speaker)).isZero();
    assertThat(events(speaker, "speaker.expired")).isEqualTo(1);
    assertThat(
            count(
                "select count(*) from tombstones where subject_id = ?1 and reason = 'EXPIRY'",
                speaker.id().value()))
        .isEqualTo(1);
    assertThat(receipts.list(TENANT, new Receipts.Filter(null, domain, job), 10, null).items())
        .singleElement()
        .satisfies(receipt ->
            assertThat(receipt.body())
                .contains("\"rule\":\"EXPIRY\"", "\"voiceprints\":1", "\"by\":\"service\""));
  }

  @Test
  void an_authentication_begins_the_time_again_and_writes_at_most_once_an_hour() {
    // Given
    Speaker speaker = enroll("c");
    clock.advance(Duration.ofDays(1000));
    speakers.recordAccess(now(speaker));
    var first = now(speaker).lastAccessedAt();

    // When
    clock.advance(Duration.ofMinutes(59));
    speakers.recordAccess(now(speaker));
    speakers.recordAccess(speaker);
    var within = now(speaker).lastAccessedAt();
    clock.advance(Duration.ofMinutes(1));
    speakers.recordAccess(now(speaker));
    var after = now(speaker).lastAccessedAt();

    // Then
    assertThat(within).isEqualTo(first);
    assertThat(after).isEqualTo(clock.instant());
    clock.advance(RETENTION.minusSeconds(1));
    run(kind);
    assertThat(status(speaker)).isEqualTo(SpeakerStatus.ENROLLED);
    clock.advance(Duration.ofSeconds(1));
    run(kind);
    assertThat(status(speaker)).isEqualTo(SpeakerStatus.EXPIRED);
  }

  @Test
  void each_distance_warns_once_and_an_access_calls_the_expiry_off() {
    // Given
    Speaker lost = enroll("lost");
    Speaker heard = enroll("heard");

    // When
    clock.advance(RETENTION.minus(Duration.ofDays(30)).minus(HOUR));
    run(kind);
    long early = events(lost, "speaker.expires-soon");
    clock.advance(HOUR);
    run(kind);
    run(kind);
    long first = events(lost, "speaker.expires-soon");
    speakers.recordAccess(now(heard));
    clock.advance(Duration.ofDays(23));
    run(kind);

    // Then
    assertThat(early).isZero();
    assertThat(first).isEqualTo(1);
    assertThat(events(lost, "speaker.expires-soon")).isEqualTo(2);
    assertThat(events(heard, "speaker.expires-soon")).isEqualTo(1);
    assertThat(
            (String)
                database
                    .createNativeQuery(
                        "select payload from outbox_events where aggregate_id = ?1"
                            + " and type = 'speaker.expires-soon' order by position desc limit 1",
                        String.class)
                    .setParameter(1, lost.id().value())
                    .getSingleResult())
        .contains("\"daysLeft\":\"7\"")
        .doesNotContain("lost");
  }

  @Test
  void batches_go_on_until_nobody_is_left_and_one_undone_changed_nothing() {
    // Given
    SpeakerExpiryKind small = kind(Duration.ZERO, 2);
    List<Speaker> all = List.of(enroll("a"), enroll("b"), enroll("c"), enroll("d"), enroll("e"));
    clock.advance(RETENTION);
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  expiry(Duration.ZERO, 2).expireSome(TENANT, domain, JobId.random().value());
                  throw new IllegalStateException("killed before the commit");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(all).allMatch(speaker -> status(speaker) == SpeakerStatus.ENROLLED);

    // When
    String job = run(small);

    // Then
    assertThat(all).allMatch(speaker -> status(speaker) == SpeakerStatus.EXPIRED);
    assertThat(all).allMatch(speaker -> events(speaker, "speaker.expired") == 1);
    assertThat(receipts.list(TENANT, new Receipts.Filter(null, null, job), 10, null).items())
        .hasSize(3);
  }

  @Test
  void where_it_is_configured_the_voice_is_erased_a_while_after_the_expiry() {
    // Given
    SpeakerExpiryKind late = kind(Duration.ofDays(7), 10);
    Speaker speaker = enroll("c");
    Speaker back = enroll("back");
    clock.advance(RETENTION);
    run(late);
    long kept = prints(speaker);
    clock.advance(Duration.ofDays(1));
    enroll("back");

    // When
    clock.advance(Duration.ofDays(6));
    run(late);

    // Then
    assertThat(kept).isEqualTo(1);
    assertThat(status(speaker)).isEqualTo(SpeakerStatus.EXPIRED);
    assertThat(prints(speaker)).isZero();
    assertThat(status(back)).isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(prints(back)).isEqualTo(1);
  }

  private SpeakerExpiryKind kind(Duration eraseAfter, int batch) {
    return new SpeakerExpiryKind(
        domains, expiry(eraseAfter, batch), new Config(eraseAfter, batch), audit);
  }

  private SpeakerExpiry expiry(Duration eraseAfter, int batch) {
    return new SpeakerExpiry(
        domains, speakers, erasures, warnings, outbox, new Config(eraseAfter, batch), clock);
  }

  private record Config(Duration eraseVoiceAfter, int batch) implements ExpiryConfig {
    @Override
    public Duration lookEvery() {
      return Duration.ofMinutes(10);
    }

    @Override
    public List<Duration> warnBefore() {
      return List.of();
    }
  }

  @Test
  void a_run_begun_by_hand_expires_and_the_expired_is_refused_until_enrolled_anew()
      throws InterruptedException {
    // Given
    Line line = new Line(Line.testAddress(), token);
    String where =
        "/domains/"
            + line.call(
                    "POST",
                    "/domains",
                    Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 5))
                .text("/domainId");
    String speaker = where + "/speakers/allison-7";
    byte[] call = DemoVoices.flac("allison/call-1");
    line.upload(speaker + "/enrollments", "audio/flac", DemoVoices.flac("allison/enrol-2"));
    clock.advance(RETENTION);

    // When
    RestCalls.Answer begun =
        rest.send("POST", "/api/v1/schedules/speaker-expiry/runs", token, null);
    String run = begun.body().at("/items/0/jobId").asText();
    String ended = endOf(run);
    String status = line.call("GET", speaker, null).text("/status");
    String decision = line.upload(speaker + "/verifications", "audio/flac", call).text("/decision");
    line.upload(speaker + "/enrollments", "audio/flac", DemoVoices.flac("allison/enrol-2"));
    String again = line.upload(speaker + "/verifications", "audio/flac", call).text("/decision");

    // Then
    assertThat(begun.status()).isEqualTo(202);
    assertThat(ended).isEqualTo("COMPLETED");
    assertThat(status).isEqualTo("EXPIRED");
    assertThat(decision).isEqualTo("SPEAKER_EXPIRED");
    assertThat(again).isEqualTo("ACCEPT");
    assertThat(
            count(
                "select count(*) from audit_entries where subject_id = ?1"
                    + " and action in ('schedule.begun', 'job.ended', 'speakers.erased')",
                run))
        .isEqualTo(3);
  }

  private String endOf(String run) throws InterruptedException {
    String path = "/api/v1/schedules/speaker-expiry/runs/" + run;
    for (int look = 0; look < 600; look++) {
      String status = rest.send("GET", path, token, null).text("status");
      if (!status.equals("SUBMITTED") && !status.equals("IN_PROGRESS")) {
        return status;
      }
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the run does not end");
  }

  @Test
  void two_that_begin_at_the_same_time_begin_one_job() {
    // Given
    enroll("c");
    clock.advance(RETENTION);

    // When
    List<Job> begun =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              List<Job> first =
                  schedules.run(schedules.named("speaker-expiry"), TENANT, domain::equals);
              List<Job> second =
                  schedules.run(schedules.named("speaker-expiry"), TENANT, domain::equals);
              assertThat(second).isEmpty();
              return first;
            });

    // Then
    assertThat(begun).hasSize(1);
  }

  @Test
  void an_unknown_schedule_is_not_found_and_a_narrowed_key_begins_only_its_own() {
    // Given
    Domain other = domains.create(TENANT, new DomainDraft("o", null, DomainSettings.DEFAULT));
    enroll("c");
    clock.advance(RETENTION);
    String narrow =
        rest.token(
            TENANT,
            Role.ADMIN,
            new io.voxward.access.DomainScope.Only(java.util.Set.of(other.id())));

    // When
    RestCalls.Answer unknown = rest.send("POST", "/api/v1/schedules/nothing/runs", token, null);
    RestCalls.Answer begun =
        rest.send("POST", "/api/v1/schedules/speaker-expiry/runs", narrow, null);

    // Then
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text("type")).endsWith(":schedule-not-found");
    assertThat(begun.body().at("/items")).isEmpty();
  }
}
