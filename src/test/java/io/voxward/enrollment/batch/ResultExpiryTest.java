package io.voxward.enrollment.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.TenantId;
import io.voxward.wire.rest.JobWatch;
import io.voxward.wire.rest.RestCalls;
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

/**
 * Issue 6.6 (D4): results of jobs live as long as was said, and are gone within an hour of that.
 */
@QuarkusTest
class ResultExpiryTest {
  private static final TenantId TENANT = new TenantId("result-expiry-test");

  private final RestCalls rest;
  private final JobWatch watch;
  private final EntityManager database;
  private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private String token = "";
  private DomainId domain = DomainId.random();

  @Inject
  ResultExpiryTest(RestCalls rest, JobWatch watch, EntityManager database) {
    this.rest = rest;
    this.watch = watch;
    this.database = database;
  }

  @BeforeEach
  void makeDomainAndHoldTheClock() {
    token = rest.token(TENANT, Role.ADMIN);
    domain =
        new DomainId(
            rest.send(
                    "POST",
                    "/api/v1/domains",
                    token,
                    "{\"name\": \"d\", \"enrollmentSpeechSeconds\": 5}")
                .text("domainId"));
    QuarkusMock.installMockForType(clock, Clock.class);
  }

  private String jobs() {
    return "/api/v1/domains/" + domain + "/jobs";
  }

  private RestCalls.Answer start(String manifest, String more) {
    return rest.send(
        "POST",
        jobs(),
        token,
        "{\"kind\": \"SPEAKER_ENROLLMENT\", \"input\": \"%s\", \"output\": {\"uri\": \"s3://voices/out\"}%s}"
            .formatted(manifest, more));
  }

  private String done(String more) throws InterruptedException {
    String manifest =
        watch.put(
            "in/ttl.json",
            JobWatch.speakers(
                JobWatch.speaker("r-1", "allison", watch.audio("allison", "enrol", 2)),
                JobWatch.speaker("r-2", "june", watch.audio("june", "enrol", 2))));
    String id = start(manifest, more).text("jobId");
    JsonNode _ = watch.end(domain, id, token);
    return id;
  }

  private long rows(String table) {
    return (Long)
        database
            .createNativeQuery(
                "select count(*) from "
                    + table
                    + " where domain_id = ?1 and (job_id) in (select job_id from jobs where kind ="
                    + " 'SPEAKER_ENROLLMENT' and domain_id = ?1)",
                Long.class)
            .setParameter(1, domain.value())
            .getSingleResult();
  }

  @Test
  void less_than_six_hours_and_more_than_thirty_one_days_are_refused() {
    assertThat(start("s3://voices/a.json", ", \"timeToLiveHours\": 5").status()).isEqualTo(400);
    RestCalls.Answer long32 = start("s3://voices/a.json", ", \"timeToLiveHours\": 768");
    assertThat(long32.status()).isEqualTo(400);
    assertThat(long32.text("field")).isEqualTo("timeToLiveHours");
    assertThat(long32.text("rule")).isEqualTo("must be from 6 to 744");
  }

  @Test
  void results_are_not_found_once_their_time_is_over_and_a_run_removes_them() throws Exception {
    // Given
    String six = done(", \"timeToLiveHours\": 6");
    String usual = done("");
    JsonNode shown = rest.send("GET", jobs() + "/" + six, token, null).body();

    // When
    clock.advance(Duration.ofHours(6).minusMinutes(1));
    int before = rest.send("GET", jobs() + "/" + six, token, null).status();
    clock.advance(Duration.ofMinutes(2));
    int after = rest.send("GET", jobs() + "/" + six, token, null).status();
    RestCalls.Answer list = rest.send("GET", jobs(), token, null);
    long kept = rows("job_items");
    sweep();

    // Then
    assertThat(shown.path("timeToLiveHours").asInt()).isEqualTo(6);
    assertThat(Instant.parse(shown.path("resultsUntil").asText()))
        .isEqualTo(Instant.parse(shown.path("endedAt").asText()).plus(Duration.ofHours(6)));
    assertThat(before).isEqualTo(200);
    assertThat(after).isEqualTo(404);
    assertThat(list.body().path("items")).hasSize(1);
    assertThat(list.body().at("/items/0/timeToLiveHours").asInt()).isEqualTo(168);
    assertThat(kept).isEqualTo(4);
    assertThat(rows("job_items")).isEqualTo(2);
    assertThat(rows("jobs")).isEqualTo(1);
    assertThat(rest.send("GET", jobs() + "/" + usual, token, null).status()).isEqualTo(200);
    assertThat(
            database
                .createNativeQuery("select body from receipts where domain_id = ?1", String.class)
                .setParameter(1, domain.value())
                .getResultList()
                .toString())
        .contains("\"rule\":\"TIME_TO_LIVE\"", "\"jobEntries\":2", "\"jobs\":1");
  }

  private void sweep() throws InterruptedException {
    String runs = "/api/v1/schedules/job-results/runs";
    RestCalls.Answer begun = rest.send("POST", runs, token, null);
    assertThat(begun.status()).isEqualTo(202);
    String own = "";
    for (JsonNode run : begun.body().path("items")) {
      own = run.path("domainId").asText().equals(domain.value()) ? run.path("jobId").asText() : own;
    }
    for (int look = 0; look < 600; look++) {
      if (rest.send("GET", runs + "/" + own, token, null).text("status").equals("COMPLETED")) {
        return;
      }
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the run does not end");
  }

  @Test
  void a_deleted_person_is_in_no_entry_and_an_export_shows_theirs_before() throws Exception {
    // Given
    String job = done("");
    String speaker = "/api/v1/domains/" + domain + "/speakers/allison";
    JsonNode exported = rest.send("GET", speaker + "/export", token, null).body();

    // When
    RestCalls.Answer deleted = rest.send("DELETE", speaker, token, null);

    // Then
    assertThat(exported.at("/jobEntries")).hasSize(1);
    assertThat(exported.at("/jobEntries/0/jobId").asText()).isEqualTo(job);
    assertThat(exported.at("/jobEntries/0/entry/speakerId").asText()).isEqualTo("allison");
    assertThat(deleted.status()).isEqualTo(204);
    List<?> inputs =
        database
            .createNativeQuery(
                "select input || coalesce(result, '') from job_items where domain_id = ?1",
                String.class)
            .setParameter(1, domain.value())
            .getResultList();
    assertThat(inputs).hasSize(1);
    assertThat(inputs.toString()).contains("june").doesNotContain("\"allison\"");
  }
}
