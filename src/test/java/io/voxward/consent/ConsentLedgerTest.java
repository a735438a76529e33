package io.voxward.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.Domains;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.enrollment.BatchEnrolled;
import io.voxward.enrollment.EnrollmentRecords;
import io.voxward.enrollment.EnrollmentRecords.Sound;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.enrollment.batch.BatchFiles;
import io.voxward.enrollment.batch.BatchJobs;
import io.voxward.enrollment.batch.EnrollmentPlan;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6.5: who consented to what, when, how and to which text; and what follows. */
@QuarkusTest
class ConsentLedgerTest {
  private static final TenantId TENANT = new TenantId("consent-ledger-test");
  private static final String JOB = "0123456789012345678901";
  private static final String GIVEN =
      """
      {"purpose": "ENROLLMENT", "channel": "paper", "givenAt": "2026-01-02T03:04:05Z",
       "reference": "form-17", "policyVersion": "v1"}
      """;
  private static final String WITHDRAWN =
      GIVEN.replace("\"channel\"", "\"action\": \"WITHDRAWN\", \"channel\"");

  private final RestCalls rest;
  private final Domains domains;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final EnrollmentRecords records;
  private final BatchJobs batches;
  private final EntityManager database;
  private String token = "";
  private DomainId domain = DomainId.random();
  private String path = "";

  @Inject
  ConsentLedgerTest(
      RestCalls rest,
      Domains domains,
      Speakers speakers,
      Voiceprints voiceprints,
      EnrollmentRecords records,
      BatchJobs batches,
      EntityManager database) {
    this.rest = rest;
    this.domains = domains;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.records = records;
    this.batches = batches;
    this.database = database;
  }

  @BeforeEach
  void makeADomainThatAsksForConsent() {
    token = rest.token(TENANT, Role.ADMIN);
    domain =
        new DomainId(
            rest.send(
                    "POST",
                    "/api/v1/domains",
                    token,
                    """
                    {"name": "bank", "consentRequired": true, "enrollmentSpeechSeconds": 5}
                    """)
                .text("domainId"));
    path = "/api/v1/domains/" + domain;
  }

  private RestCalls.Answer record(String body) {
    return rest.send("POST", path + "/speakers/allison/consents", token, body);
  }

  private Line.Answer upload() {
    return new Line(Line.testAddress(), token)
        .upload(
            "/domains/" + domain + "/speakers/allison/enrollments",
            "audio/flac",
            DemoVoices.flac("allison/enrol-2"));
  }

  /** What an item of a batch job does when its voice is made. */
  private BatchEnrolled batchItem(String customer) {
    float[] direction = new float[192];
    direction[0] = 1;
    VoiceMaker.Made.Voice voice =
        new VoiceMaker.Made.Voice(
            Embedding.ofDirection(direction, new ModelId("test-model")),
            new NetSpeech(12.5),
            new VoiceMaker.Quality(20, 0, 3400));
    return QuarkusTransaction.requiringNew()
        .call(() ->
            records.keepBatch(
                TENANT, domain, new CustomerSpeakerId(customer), voice, Sound.NONE, true, JOB));
  }

  private static void assertConsentRequired(Throwable refused) {
    assertThat(refused)
        .isInstanceOfSatisfying(
            FailureException.class,
            failure ->
                assertThat(failure.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind())
                                .isEqualTo(Failure.ConflictKind.CONSENT_REQUIRED)));
  }

  @Test
  void an_upload_needs_a_consent_that_stands_and_a_withdrawal_erases_and_opts_out() {
    // Given
    Line.Answer without = upload();
    RestCalls.Answer given = record(GIVEN);
    Line.Answer with = upload();
    Speaker enrolled = speakers.require(TENANT, domain, SpeakerRef.parse("allison"));
    boolean had = voiceprints.find(enrolled).isPresent();

    // When
    RestCalls.Answer withdrawn = record(WITHDRAWN);

    // Then
    assertThat(without.status()).isEqualTo(409);
    assertThat(without.text("/type")).endsWith(":consent-required");
    assertThat(given.status()).isEqualTo(201);
    assertThat(with.status()).isEqualTo(201);
    assertThat(had).isTrue();
    assertThat(withdrawn.text("action")).isEqualTo("WITHDRAWN");
    assertThat(voiceprints.find(enrolled)).isEmpty();
    assertThat(rest.send("GET", path + "/speakers/allison", token, null).text("status"))
        .isEqualTo("OPTED_OUT");
    assertThat(upload().text("/type")).endsWith(":speaker-opted-out");
    assertThat(record(GIVEN).text("type")).endsWith(":speaker-opted-out");
  }

  @Test
  void a_session_a_batch_item_and_a_batch_job_need_it_too() {
    // Given
    RestCalls.Answer session =
        rest.send(
            "POST",
            path + "/sessions",
            token,
            """
            {"sessionName": "call-1", "speakerId": "allison",
             "audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}}
            """);
    BatchFiles files = new BatchFiles("s3://voices/in.json", "s3://voices/out", null, null);
    String enrollment = path + "/sessions/call-1/enrollment";

    // When
    RestCalls.Answer without = rest.send("POST", enrollment, token, null);
    Throwable item = catchThrowable(() -> batchItem("allison"));
    Throwable job =
        catchThrowable(() ->
            batches.startOnce(TENANT, domain, "token-1", null, files, EnrollmentPlan.DEFAULT));
    RestCalls.Answer _ = record(GIVEN);
    RestCalls.Answer with = rest.send("POST", enrollment, token, null);

    // Then
    assertThat(session.status()).isEqualTo(201);
    assertThat(without.status()).isEqualTo(409);
    assertThat(without.text("type")).endsWith(":consent-required");
    assertConsentRequired(item);
    assertConsentRequired(job);
    assertThat(with.status()).isEqualTo(202);
    assertThat(batchItem("allison").speaker().customerId()).isNotNull();
    assertThatThrownBy(() -> batchItem("june")).satisfies(ConsentLedgerTest::assertConsentRequired);
    assertThat(batches.startOnce(TENANT, domain, null, null, files, EnrollmentPlan.DEFAULT).job())
        .isNotNull();
  }

  @Test
  void the_ledger_says_who_when_how_and_to_which_text_and_reading_it_is_audited() {
    // Given
    RestCalls.Answer _ = record(GIVEN);
    RestCalls.Answer _ = record(WITHDRAWN);
    RestCalls.Answer _ =
        rest.send(
            "DELETE",
            path + "/speakers/allison/opt-out",
            token,
            GIVEN.replace("\"purpose\": \"ENROLLMENT\", ", ""));

    // When
    RestCalls.Answer read =
        rest.send("GET", path + "/speakers/allison/consents?maxResults=2", token, null);
    RestCalls.Answer more =
        rest.send(
            "GET",
            path + "/speakers/allison/consents?nextToken=" + read.text("nextToken"),
            token,
            null);

    // Then
    JsonNode first = read.body().at("/items/0");
    assertThat(first.path("purpose").asText()).isEqualTo("ENROLLMENT");
    assertThat(first.path("action").asText()).isEqualTo("GIVEN");
    assertThat(first.path("channel").asText()).isEqualTo("paper");
    assertThat(first.path("givenAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(first.path("reference").asText()).isEqualTo("form-17");
    assertThat(first.path("policyVersion").asText()).isEqualTo("v1");
    assertThat(first.path("actor").asText()).isNotEmpty();
    assertThat(read.body().at("/items/1/action").asText()).isEqualTo("WITHDRAWN");
    assertThat(more.body().at("/items/0/purpose").asText()).isEqualTo("OPT_OUT_WITHDRAWAL");
    assertThat(more.body().path("items")).hasSize(1);
    assertThat(actions()).contains("consent.recorded", "consent.withdrawn", "consents.read");
  }

  private String actions() {
    return database
        .createNativeQuery("select action from audit_entries where domain_id = ?1", String.class)
        .setParameter(1, domain.value())
        .getResultList()
        .toString();
  }

  @Test
  void an_opt_out_ends_every_consent_so_that_its_withdrawal_alone_does_not_enrol_again() {
    // Given
    RestCalls.Answer _ = record(GIVEN);
    RestCalls.Answer _ = rest.send("POST", path + "/speakers/allison/opt-out", token, null);
    RestCalls.Answer back =
        rest.send(
            "DELETE",
            path + "/speakers/allison/opt-out",
            token,
            GIVEN.replace("\"purpose\": \"ENROLLMENT\", ", ""));

    // When / Then
    assertThat(back.text("status")).isEqualTo("PENDING");
    assertThatThrownBy(() -> batchItem("allison"))
        .satisfies(ConsentLedgerTest::assertConsentRequired);
    RestCalls.Answer _ = record(GIVEN);
    assertThat(batchItem("allison").speaker().id()).isNotNull();
  }

  @Test
  void records_and_texts_are_never_changed_and_never_removed_but_with_their_domain() {
    // Given
    RestCalls.Answer _ = record(GIVEN);
    RestCalls.Answer _ = publish("v1", "We keep your voice.");

    // When / Then
    for (String table : List.of("consents", "policies")) {
      for (String attempt :
          List.of(
              "update " + table + " set domain_id = domain_id",
              "delete from " + table,
              "truncate " + table)) {
        assertThatThrownBy(() ->
                QuarkusTransaction.requiringNew()
                    .run(() -> {
                      int _ = database.createNativeQuery(attempt).executeUpdate();
                    }))
            .as(attempt)
            .rootCause()
            .hasMessageMatching("(?s).*(only ever added|only with their domain).*");
      }
    }
  }

  @Test
  void what_breaks_a_rule_is_refused_by_member() {
    List<String> fields = new ArrayList<>();
    for (String body :
        List.of(
            GIVEN.replace("ENROLLMENT", "MARKETING"),
            GIVEN.replace("ENROLLMENT", "OPT_OUT_WITHDRAWAL"),
            GIVEN.replace("paper", "Pa per"),
            GIVEN.replace("2026-01-02", "2999-01-02"),
            WITHDRAWN.replace("WITHDRAWN", "LOST"))) {
      fields.add(record(body).text("field"));
    }
    assertThat(fields).containsExactly("purpose", "purpose", "channel", "givenAt", "action");
    assertThat(record(WITHDRAWN).status()).isEqualTo(404);
  }

  private RestCalls.Answer publish(String version, String text) {
    return rest.send(
        "POST",
        path + "/policies",
        token,
        "{\"version\": \"%s\", \"text\": \"%s\"}".formatted(version, text));
  }

  @Test
  void anybody_reads_the_text_in_force_and_every_older_one_without_a_credential() throws Exception {
    // Given
    RestCalls.Answer first = publish("v1", "We keep your voice.");
    RestCalls.Answer _ = publish("v2", "We keep your voice for a year.");
    RestCalls.Answer _ =
        rest.send("PATCH", path, token, "{\"retentionClocks\": [{\"law\": \"CUBI\"}]}");

    // When
    RestCalls.Answer now = rest.send("GET", "/policies/" + domain, null, null);
    RestCalls.Answer then = rest.send("GET", "/policies/" + domain + "/v1", null, null);
    HttpResponse<String> plain =
        HttpClient.newHttpClient()
            .send(
                rest.request("/policies/" + domain + ".txt", null)
                    .header("Accept", "text/plain")
                    .build(),
                BodyHandlers.ofString());

    // Then
    assertThat(first.status()).isEqualTo(201);
    assertThat(now.status()).isEqualTo(200);
    assertThat(now.text("version")).isEqualTo("v2");
    assertThat(now.text("text")).isEqualTo("We keep your voice for a year.");
    assertThat(now.body().path("retentionDays").asInt()).isEqualTo(365);
    assertThat(now.body().has("publishedBy")).isFalse();
    assertThat(now.whole().headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    assertThat(then.text("text")).isEqualTo("We keep your voice.");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.body()).isEqualTo("We keep your voice for a year.");
    assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
  }

  @Test
  void a_published_text_never_changes_and_a_consent_names_one_that_exists() {
    // Given
    RestCalls.Answer _ = publish("v1", "We keep your voice.");

    // When
    RestCalls.Answer same = publish("v1", "We keep your voice.");
    RestCalls.Answer other = publish("v1", "We sell your voice.");
    RestCalls.Answer unknown = record(GIVEN.replace("v1", "v9"));

    // Then
    assertThat(same.status()).isEqualTo(201);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("type")).endsWith(":name-in-use");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("field")).isEqualTo("policyVersion");
    assertThat(record(GIVEN).status()).isEqualTo(201);
  }

  @Test
  void an_unknown_domain_and_one_without_a_text_look_alike_to_the_public() {
    // When
    RestCalls.Answer none = rest.send("GET", "/policies/" + domain, null, null);
    RestCalls.Answer unknown = rest.send("GET", "/policies/" + DomainId.random(), null, null);

    // Then
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.text("type")).endsWith(":policy-not-found");
    assertThat(unknown.body()).isEqualTo(none.body());
    assertThat(publish("bad version", "x").text("field")).isEqualTo("version");
    assertThat(publish("v1", " ").text("field")).isEqualTo("text");
    assertThat(domains.get(TENANT, domain).settings().consentRequired()).isTrue();
  }
}
