package io.voxward.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.job.Job;
import io.voxward.job.JobDraft;
import io.voxward.job.JobId;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind;
import io.voxward.job.JobProgress;
import io.voxward.job.JobStatus;
import io.voxward.job.Jobs;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeysException;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6.3: what becomes of a deleted domain, by the clock, which the tests move. */
@QuarkusTest
class DomainLifeTest {
  private static final TenantId TENANT = new TenantId("domain-life-test");

  /** Tables that keep something of a purged domain on purpose: proof, and no personal data. */
  private static final List<String> PROOF = List.of("audit_entries", "receipts", "outbox_events");

  private final Domains domains;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final EnrolledVoices enrolled;
  private final OptOuts optOuts;
  private final Jobs jobs;
  private final DomainKeys keys;
  private final DomainPurgeKind kind;
  private final DomainPurge purge;
  private final Receipts receipts;
  private final RestCalls rest;
  private final EntityManager database;
  private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private String token = "";
  private DomainId domain = DomainId.random();

  @Inject
  DomainLifeTest(
      Domains domains,
      Speakers speakers,
      Voiceprints voiceprints,
      EnrolledVoices enrolled,
      OptOuts optOuts,
      Jobs jobs,
      DomainKeys keys,
      DomainPurgeKind kind,
      DomainPurge purge,
      Receipts receipts,
      RestCalls rest,
      EntityManager database) {
    this.domains = domains;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.enrolled = enrolled;
    this.optOuts = optOuts;
    this.jobs = jobs;
    this.keys = keys;
    this.kind = kind;
    this.purge = purge;
    this.receipts = receipts;
    this.rest = rest;
    this.database = database;
  }

  @BeforeEach
  void fillADomainAndHoldTheClock() {
    token = rest.token(TENANT, Role.ADMIN);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
    for (int i = 0; i < 3; i++) {
      enroll("customer-" + i);
    }
    Speaker _ = optOuts.optOut(TENANT, domain, SpeakerRef.parse("customer-2"));
    String where = "/api/v1/domains/" + domain;
    assertThat(
            rest.send("PUT", where + "/tags", token, "{\"tags\": {\"team\": \"fraud\"}}").status())
        .isEqualTo(200);
    assertThat(
            rest.send(
                    "POST",
                    where + "/sessions",
                    token,
                    """
                    {"sessionName": "call-1", "speakerId": "customer-1",
                     "audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}}
                    """)
                .status())
        .isEqualTo(201);
    assertThat(
            rest.send("POST", where + "/profiles", token, "{\"name\": \"vip\", \"channel\": 1}")
                .status())
        .isEqualTo(201);
    QuarkusTransaction.requiringNew()
        .run(() -> {
          Job _ = jobs.submit(new JobDraft(TENANT, domain, "NOBODY_DOES_THIS", null, "{}"));
        });
    QuarkusMock.installMockForType(clock, Clock.class);
  }

  private Speaker enroll(String customer) {
    return enrolled.enroll(TENANT, domain, customer);
  }

  private RestCalls.Answer delete() {
    return rest.send("DELETE", "/api/v1/domains/" + domain, token, null);
  }

  private RestCalls.Answer restore(String by) {
    return rest.send("POST", "/api/v1/domains/" + domain + "/restore", by, null);
  }

  /** How many rows each table has that name the domain. */
  private Map<String, Long> rows() {
    @SuppressWarnings("unchecked")
    List<String> tables =
        database
            .createNativeQuery(
                "select table_name from information_schema.columns"
                    + " where table_schema = 'public' and column_name = 'domain_id'",
                String.class)
            .getResultList();
    Map<String, Long> rows = new TreeMap<>();
    for (String table : tables) {
      long count =
          (Long)
              database
                  .createNativeQuery(
                      "select count(*) from " + table + " where domain_id = ?1", Long.class)
                  .setParameter(1, domain.value())
                  .getSingleResult();
      if (count > 0 && !PROOF.contains(table)) {
        rows.put(table, count);
      }
    }
    return rows;
  }

  private Job purgeJob(JobStatus status) {
    Instant now = clock.instant();
    return new Job(
        TENANT,
        domain,
        JobId.random(),
        DomainPurgeKind.NAME,
        null,
        status,
        "{}",
        null,
        JobProgress.NONE,
        1,
        now,
        now,
        null);
  }

  private List<Runnable> purgeSteps() {
    Job running = purgeJob(JobStatus.IN_PROGRESS);
    List<Runnable> steps = new ArrayList<>();
    ((JobKind.Expansion.Items) kind.expand(running))
        .items()
        .forEach(item -> {
          JobKind.Prepared.Effect effect =
              (JobKind.Prepared.Effect)
                  kind.prepare(running, new JobItem(0, item.input(), null, null, 1));
          steps.add(() -> {
            JobKind.ItemResult _ = effect.change().get();
          });
        });
    steps.add(() -> kind.ended(purgeJob(JobStatus.COMPLETED)));
    return steps;
  }

  @Test
  void a_deleted_domain_refuses_everything_and_comes_back_by_a_permission_of_its_own_as_it_was() {
    // Given
    String privacy = rest.token(TENANT, Role.PRIVACY);
    RestCalls.Answer deleted = delete();
    String speaker = "/api/v1/domains/" + domain + "/speakers/customer-0";
    String session = "/api/v1/domains/" + domain + "/sessions/call-1";
    List<String> refused =
        List.of(
            rest.send("GET", speaker, token, null).text("type"),
            rest.send("POST", speaker + "/opt-out", token, null).text("type"),
            rest.send("DELETE", speaker, token, null).text("type"),
            rest.send("GET", session, token, null).text("type"),
            rest.send("GET", session + "/evaluation", token, null).text("type"));
    clock.advance(Duration.ofDays(30).minusSeconds(1));

    // When
    RestCalls.Answer without = restore(privacy);
    RestCalls.Answer with = restore(token);

    // Then
    assertThat(deleted.text("status")).isEqualTo("SUSPENDED");
    assertThat(refused).allMatch(type -> type.endsWith(":domain-not-active"));
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.text("detail")).contains("RESTORE_DOMAINS");
    assertThat(with.text("status")).isEqualTo("ACTIVE");
    Speaker back = speakers.require(TENANT, domain, SpeakerRef.parse("customer-0"));
    assertThat(voiceprints.find(back)).isPresent();
    assertThat(rest.send("GET", session, token, null).text("endReason"))
        .isEqualTo("DOMAIN_SUSPENDED");
    assertThat(
            rest.send("GET", "/api/v1/domains/" + domain + "/tags", token, null).body().toString())
        .contains("fraud");
  }

  @Test
  void after_thirty_days_it_can_neither_be_restored_nor_is_anything_of_it_left_after_a_run()
      throws InterruptedException {
    // Given
    RestCalls.Answer _ = delete();
    clock.advance(Duration.ofDays(30));

    // When
    RestCalls.Answer late = restore(token);
    RestCalls.Answer begun = rest.send("POST", "/api/v1/schedules/domain-purge/runs", token, null);
    String run = begun.body().at("/items/0/jobId").asText();
    String ended = endOf(run);

    // Then
    assertThat(late.status()).isEqualTo(404);
    assertThat(begun.status()).isEqualTo(202);
    assertThat(ended).isEqualTo("COMPLETED");
    assertThat(rest.send("GET", "/api/v1/domains/" + domain, token, null).status()).isEqualTo(404);
    assertThat(rows().keySet()).containsExactlyInAnyOrder("job_items", "jobs", "tombstones");
    assertThat(rows()).containsEntry("jobs", 1L).containsEntry("tombstones", 1L);
    Receipt receipt =
        receipts
            .list(TENANT, new Receipts.Filter(null, domain, domain.value()), 10, null)
            .items()
            .getFirst();
    assertThat(receipt.body())
        .contains(
            "\"rule\":\"DOMAIN_PURGE\"",
            "\"domains\":1",
            "\"speakers\":3",
            "\"voiceprints\":2",
            "\"sessions\":1",
            "\"profiles\":1",
            "\"jobs\":1")
        .doesNotContain("customer");
  }

  private String endOf(String run) throws InterruptedException {
    String path = "/api/v1/schedules/domain-purge/runs/" + run;
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
  void the_secrets_go_first_and_what_they_sealed_opens_no_more_though_its_rows_are_there() {
    // Given
    Speaker speaker = speakers.require(TENANT, domain, SpeakerRef.parse("customer-0"));
    RestCalls.Answer _ = delete();
    clock.advance(Duration.ofDays(30));

    // When
    List<Runnable> _ = purgeSteps();

    // Then
    assertThat(rows()).containsKeys("voiceprints", "speakers").doesNotContainKey("domain_keys");
    assertThatThrownBy(() -> voiceprints.find(speaker)).isInstanceOf(KeysException.class);
    assertThatThrownBy(() -> keys.dataKey(TENANT, domain)).isInstanceOf(KeysException.class);
    assertThat(restore(token).status()).isEqualTo(404);
  }

  @Test
  void killed_at_any_step_it_finishes_afterwards_and_its_counts_are_right() {
    // Given
    RestCalls.Answer _ = delete();
    clock.advance(Duration.ofDays(30));

    // When
    while (rows().containsKey("domains")) {
      Runnable step = purgeSteps().getFirst();
      assertThatThrownBy(() ->
              QuarkusTransaction.requiringNew()
                  .run(() -> {
                    step.run();
                    throw new IllegalStateException("killed before the commit");
                  }))
          .hasMessageContaining("killed");
      QuarkusTransaction.requiringNew().run(step);
    }

    // Then
    assertThat(rows().keySet()).containsExactly("tombstones");
    assertThat(
            receipts
                .list(TENANT, new Receipts.Filter(null, domain, domain.value()), 10, null)
                .items())
        .singleElement()
        .satisfies(receipt ->
            assertThat(receipt.body())
                .contains("\"speakers\":3", "\"voiceprints\":2", "\"sessions\":1"));
  }

  @Test
  void a_domain_in_use_or_suspended_for_less_is_not_purged() {
    // Given / When / Then
    assertThatThrownBy(() -> purge.begin(TENANT, domain))
        .hasMessageContaining("not suspended long enough");
    RestCalls.Answer _ = delete();
    clock.advance(Duration.ofDays(30).minusSeconds(1));
    assertThatThrownBy(() -> purge.begin(TENANT, domain))
        .hasMessageContaining("not suspended long enough");
    assertThat(
            rest.send("POST", "/api/v1/schedules/domain-purge/runs", token, null)
                .body()
                .at("/items"))
        .noneMatch(run -> run.path("domainId").asText().equals(domain.value()));
  }
}
