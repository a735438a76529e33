package io.voxward.wire.rest;

import static io.voxward.wire.rest.JobWatch.fraudster;
import static io.voxward.wire.rest.JobWatch.fraudsters;
import static io.voxward.wire.rest.JobWatch.speaker;
import static io.voxward.wire.rest.JobWatch.speakers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.OptOuts;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.enrollment.batch.BatchFiles;
import io.voxward.enrollment.batch.BatchJob;
import io.voxward.enrollment.batch.BatchJobs;
import io.voxward.enrollment.batch.BatchKeeping;
import io.voxward.enrollment.batch.EnrollmentPlan;
import io.voxward.outbox.OutboxRows;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batch jobs from manifest to output, with demo voices. */
@QuarkusTest
class JobResourceTest {
  private static final TenantId TENANT = new TenantId("job-resource-test");

  private final RestCalls rest;
  private final JobWatch watch;
  private final Domains domains;
  private final Speakers speakers;
  private final OptOuts optOuts;
  private final BatchJobs jobs;
  private final OutboxRows events;
  private String token = "";
  private DomainId domain = DomainId.random();

  @Inject
  JobResourceTest(
      RestCalls rest,
      JobWatch watch,
      Domains domains,
      Speakers speakers,
      OptOuts optOuts,
      BatchJobs jobs,
      OutboxRows events) {
    this.rest = rest;
    this.watch = watch;
    this.domains = domains;
    this.speakers = speakers;
    this.optOuts = optOuts;
    this.jobs = jobs;
    this.events = events;
  }

  @BeforeEach
  void makeDomain() {
    token = rest.token(TENANT, Role.ADMIN);
    domain = newDomain(false);
  }

  private DomainId newDomain(boolean consentRequired) {
    DomainSettings settings = new DomainSettings(90, 50, 15, 10, consentRequired, 365);
    return domains.create(TENANT, new DomainDraft("d", null, settings)).id();
  }

  private RestCalls.Answer start(String kind, String input, String more) {
    return rest.send(
        "POST",
        "/api/v1/domains/" + domain + "/jobs",
        token,
        "{\"kind\": \"%s\", \"name\": \"nightly\", \"input\": \"%s\", \"output\": {\"uri\": \"s3://voices/out\"}%s}"
            .formatted(kind, input, more));
  }

  private String run(String kind, String input, String more) throws InterruptedException {
    RestCalls.Answer started = start(kind, input, more);
    assertThat(started.status()).as(started.whole().body()).isEqualTo(201);
    String id = started.text("jobId");
    JsonNode _ = watch.end(domain, id, token);
    return id;
  }

  private JsonNode job(String id) {
    return rest.send("GET", "/api/v1/domains/" + domain + "/jobs/" + id, token, null).body();
  }

  private static Map<String, String> by(JsonNode list, String member) {
    Map<String, String> found = new TreeMap<>();
    list.forEach(one -> found.put(one.path("RequestId").asText(), one.path(member).asText()));
    return found;
  }

  @Test
  void a_manifest_of_demo_voices_is_enrolled_and_each_entry_says_what_came_of_it()
      throws Exception {
    // Given
    String allison = watch.audio("allison", "enrol", 4);
    optOuts.optOut(TENANT, domain, SpeakerRef.parse("june"));
    String manifest =
        watch.put(
            "in/first.json",
            speakers(
                speaker("r-1", "allison", allison),
                speaker("r-2", "armelle", watch.audio("armelle", "enrol", 4)),
                speaker("r-3", "june", watch.audio("june", "enrol", 3)),
                speaker("r-4", "short", watch.audio("allison", "short", 1)),
                speaker(
                    "r-5", "missing", "[{\"S3Uri\":\"s3://voices/nowhere.wav\",\"ChannelId\":0}]"),
                speaker("r-6", "channel", allison.replace("\"ChannelId\": 0", "\"ChannelId\": 1")),
                speaker("r-1", "again", allison),
                speaker("r-7", "id#0123456789012345678901", allison)));

    // When
    String id = run("SPEAKER_ENROLLMENT", manifest, "");

    // Then
    JsonNode job = job(id);
    assertThat(job.path("status").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
    assertThat(job.path("progress").toString())
        .isEqualTo("{\"percentComplete\":100,\"total\":8,\"done\":2,\"failed\":6}");
    JsonNode output = watch.output(id, "first.json");
    assertThat(output.path("Version").asText()).isEqualTo("1.0");
    assertThat(by(output.path("SuccessfulEnrollments"), "EnrollmentStatus"))
        .containsExactly(Map.entry("r-1", "NEW_ENROLLMENT"), Map.entry("r-2", "NEW_ENROLLMENT"));
    assertThat(by(output.path("SuccessfulEnrollments"), "CustomerSpeakerId"))
        .containsExactly(Map.entry("r-1", "allison"), Map.entry("r-2", "armelle"));
    assertThat(by(output.path("Errors"), "ErrorCode"))
        .containsExactly(
            Map.entry("r-1", "400"),
            Map.entry("r-3", "409"),
            Map.entry("r-4", "400"),
            Map.entry("r-5", "400"),
            Map.entry("r-6", "400"),
            Map.entry("r-7", "400"));
    Map<String, String> messages = by(output.path("Errors"), "ErrorMessage");
    assertThat(messages.get("r-4")).contains("NOT_ENOUGH_SPEECH");
    assertThat(messages.get("r-5")).isEqualTo("AudioSpecifications[0]: there is no such object");
    assertThat(messages.get("r-6")).contains("NO_SUCH_CHANNEL");
    assertThat(speakers.require(TENANT, domain, SpeakerRef.parse("allison")).status())
        .isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(events.serviceEvents(id))
        .extracting(event -> event.path("detail").path("status").asText())
        .hasSize(2);
  }

  @Test
  void an_enrolled_speaker_is_skipped_or_overwritten_as_the_job_says() throws Exception {
    // Given
    String manifest =
        watch.put(
            "in/again.json", speakers(speaker("r", "allison", watch.audio("allison", "enrol", 4))));
    String _ = run("SPEAKER_ENROLLMENT", manifest, "");

    // When
    String skipped = run("SPEAKER_ENROLLMENT", manifest, "");
    String overwritten =
        run(
            "SPEAKER_ENROLLMENT",
            manifest,
            ", \"enrollment\": {\"existingEnrollmentAction\": \"OVERWRITE\"}");

    // Then
    assertThat(job(skipped).path("status").asText()).isEqualTo("COMPLETED");
    assertThat(
            by(
                watch.output(skipped, "again.json").path("SuccessfulEnrollments"),
                "EnrollmentStatus"))
        .containsEntry("r", "DUPLICATE_SKIPPED");
    assertThat(
            by(
                watch.output(overwritten, "again.json").path("SuccessfulEnrollments"),
                "EnrollmentStatus"))
        .containsEntry("r", "ENROLLMENT_OVERWRITE");
    String speaker = speakers.require(TENANT, domain, SpeakerRef.parse("allison")).id().value();
    assertThat(events.serviceEvents(speaker))
        .extracting(event -> event.path("detail").path("data").path("enrollmentStatus").asText())
        .containsExactly("NEW_ENROLLMENT", "DUPLICATE_SKIPPED", "ENROLLMENT_OVERWRITE");
    assertThat(events.serviceEvents(speaker).getLast().path("detail").path("data"))
        .hasToString(
            "{\"enrollmentSource\":\"BATCH_JOB\",\"enrollmentSourceId\":\"%s\",\"enrollmentStatus\":\"ENROLLMENT_OVERWRITE\"}"
                .formatted(overwritten));
    assertThat(job(overwritten).path("enrollment").path("existingEnrollmentAction").asText())
        .isEqualTo("OVERWRITE");
  }

  @Test
  void fraudsters_are_registered_known_ones_are_skipped_and_none_is_enrolled_as_a_speaker()
      throws Exception {
    // Given
    String first =
        watch.put("in/f1.json", fraudsters(fraudster("f-1", watch.audio("carlo", "enrol", 3))));
    String again =
        watch.put(
            "in/f2.json",
            fraudsters(
                fraudster("f-1", watch.audio("carlo", "call", 4)),
                fraudster("f-2", watch.audio("june", "enrol", 3))));
    String enrol =
        watch.put("in/e.json", speakers(speaker("e-1", "carlo", watch.audio("carlo", "enrol", 3))));

    // When
    String one = run("FRAUDSTER_REGISTRATION", first, "");
    String two =
        run(
            "FRAUDSTER_REGISTRATION",
            again,
            ", \"registration\": {\"fraudsterSimilarityThreshold\": 50}");
    String anew =
        run(
            "FRAUDSTER_REGISTRATION",
            first,
            ", \"registration\": {\"duplicateRegistrationAction\": \"REGISTER_AS_NEW\"}");
    String refused = run("SPEAKER_ENROLLMENT", enrol, ", \"enrollment\": {\"fraudDetection\": {}}");
    String ignored =
        run(
            "SPEAKER_ENROLLMENT",
            enrol,
            ", \"enrollment\": {\"fraudDetection\": {\"action\": \"IGNORE\"}}");

    // Then
    JsonNode registered = watch.output(one, "f1.json").path("SuccessfulRegistrations").get(0);
    assertThat(registered.path("RegistrationStatus").asText()).isEqualTo("NEW_REGISTRATION");
    assertThat(registered.has("FraudsterSimilarityScore")).isFalse();
    JsonNode known = watch.output(two, "f2.json").path("SuccessfulRegistrations").get(0);
    assertThat(known.path("RegistrationStatus").asText()).isEqualTo("DUPLICATE_SKIPPED");
    assertThat(known.path("GeneratedFraudsterId"))
        .isEqualTo(registered.path("GeneratedFraudsterId"));
    assertThat(known.path("FraudsterSimilarityScore").asInt()).isBetween(50, 100);
    assertThat(
            by(watch.output(two, "f2.json").path("SuccessfulRegistrations"), "RegistrationStatus"))
        .containsEntry("f-2", "NEW_REGISTRATION");
    assertThat(
            by(watch.output(anew, "f1.json").path("SuccessfulRegistrations"), "RegistrationStatus"))
        .containsEntry("f-1", "NEW_REGISTRATION");
    assertThat(by(watch.output(refused, "e.json").path("Errors"), "ErrorMessage").get("e-1"))
        .contains("fraud check failed");
    assertThat(
            by(watch.output(ignored, "e.json").path("SuccessfulEnrollments"), "EnrollmentStatus"))
        .containsEntry("e-1", "NEW_ENROLLMENT");
  }

  @Test
  void a_missing_or_wrong_manifest_fails_the_job_and_says_why() throws Exception {
    // Given
    String wrong =
        watch.put("in/wrong.json", "{\"Version\": \"2\", \"SpeakerEnrollmentRequests\": []}");

    // When
    JsonNode missing = job(run("SPEAKER_ENROLLMENT", "s3://voices/in/nowhere.json", ""));
    JsonNode bucket = job(run("SPEAKER_ENROLLMENT", "s3://no-such-bucket/in.json", ""));
    String unreadable = run("SPEAKER_ENROLLMENT", wrong, "");

    // Then
    assertThat(missing.path("status").asText()).isEqualTo("FAILED");
    assertThat(missing.path("failure").toString())
        .isEqualTo(
            "{\"code\":404,\"message\":\"the manifest cannot be read: there is no such object\"}");
    assertThat(bucket.path("failure").path("message").asText()).contains("no such bucket");
    assertThat(job(unreadable).path("failure").path("code").asInt()).isEqualTo(400);
    assertThat(
            events
                .serviceEvents(unreadable)
                .getLast()
                .path("detail")
                .path("errorInfo")
                .path("errorCode")
                .asInt())
        .isEqualTo(400);
  }

  @Test
  void a_domain_that_is_deleted_fails_its_jobs() {
    // Given
    BatchFiles files = new BatchFiles("s3://voices/in/first.json", "s3://voices/out", null, null);

    // When
    BatchJob started =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              BatchJob job =
                  jobs.start(
                      TENANT, domain, null, files, EnrollmentPlan.DEFAULT, BatchKeeping.DEFAULT);
              domains.delete(TENANT, domain);
              return job;
            });

    // Then
    domains.restore(TENANT, domain);
    JsonNode job = job(started.job().id().value());
    assertThat(job.path("status").asText()).isEqualTo("FAILED");
    assertThat(job.path("failure").toString())
        .isEqualTo("{\"code\":409,\"message\":\"the domain is SUSPENDED, not ACTIVE\"}");
  }

  @Test
  void a_domain_that_asks_for_consent_records_takes_no_enrollment_jobs() {
    // Given
    domain = newDomain(true);

    // When
    RestCalls.Answer refused = start("SPEAKER_ENROLLMENT", "s3://voices/in.json", "");

    // Then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("type")).endsWith("consent-required");
  }

  private RestCalls.Answer consent(String speaker) {
    return rest.send(
        "POST",
        "/api/v1/domains/" + domain + "/speakers/" + speaker + "/consents",
        token,
        """
        {"purpose": "ENROLLMENT", "channel": "paper", "givenAt": "2026-01-02T03:04:05Z",
         "reference": "form-17"}
        """);
  }

  @Test
  void of_a_manifest_those_are_enrolled_who_have_consented() throws Exception {
    // Given
    domain = newDomain(true);
    assertThat(consent("allison").status()).isEqualTo(201);
    assertThat(consent("armelle").status()).isEqualTo(201);
    String manifest =
        watch.put(
            "in/consents.json",
            speakers(
                speaker("r-1", "allison", watch.audio("allison", "enrol", 4)),
                speaker("r-2", "june", watch.audio("june", "enrol", 3)),
                speaker("r-3", "armelle", watch.audio("armelle", "enrol", 4))));

    // When
    String id = run("SPEAKER_ENROLLMENT", manifest, "");

    // Then
    JsonNode output = watch.output(id, "consents.json");
    assertThat(by(output.path("SuccessfulEnrollments"), "EnrollmentStatus").keySet())
        .containsExactly("r-1", "r-3");
    assertThat(by(output.path("Errors"), "ErrorCode")).containsExactly(Map.entry("r-2", "409"));
    assertThat(by(output.path("Errors"), "ErrorMessage").get("r-2")).contains("consent");
    assertThat(speakers.find(TENANT, domain, SpeakerRef.parse("june"))).isEmpty();
    assertThat(job(id).path("status").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
  }

  private JsonNode kept(String speaker) {
    return rest.send(
            "GET",
            "/api/v1/domains/" + domain + "/speakers/" + speaker + "/export?audio=true",
            token,
            null)
        .body()
        .path("keptRecordings");
  }

  @Test
  void a_job_keeps_the_audio_where_the_domain_does_and_with_retention_none_keeps_nothing()
      throws Exception {
    // Given
    RestCalls.Answer _ =
        rest.send("PATCH", "/api/v1/domains/" + domain, token, "{\"keepEnrollmentAudio\": true}");
    String manifest =
        watch.put(
            "in/kept.json",
            speakers(
                speaker("r-1", "allison", watch.audio("allison", "enrol", 4)),
                speaker("r-2", "armelle", watch.audio("armelle", "enrol", 4))));
    String first = run("SPEAKER_ENROLLMENT", manifest, "");
    JsonNode allison = kept("allison");
    JsonNode armelle = kept("armelle");

    // When
    String nothing =
        run(
            "SPEAKER_ENROLLMENT",
            watch.put(
                "in/keep-nothing.json",
                speakers(speaker("r-2", "armelle", watch.audio("armelle", "enrol", 4)))),
            ", \"retention\": \"none\","
                + " \"enrollment\": {\"existingEnrollmentAction\": \"OVERWRITE\"}");
    JsonNode armelleAfter = kept("armelle");
    RestCalls.Answer out =
        rest.send("POST", "/api/v1/domains/" + domain + "/speakers/allison/opt-out", token, null);

    // Then
    assertThat(job(first).has("retention")).isFalse();
    assertThat(allison).hasSize(4);
    assertThat(armelle).hasSize(4);
    allison.forEach(one -> {
      assertThat(one.path("purpose").asText()).isEqualTo("ENROLLMENT");
      assertThat(one.path("wav").asText()).startsWith("UklGR");
    });
    assertThat(job(nothing).path("retention").asText()).isEqualTo("none");
    assertThat(job(nothing).path("status").asText()).isEqualTo("COMPLETED");
    assertThat(armelleAfter).as("the audio of the print that was replaced").isEmpty();
    assertThat(out.text("status")).isEqualTo("OPTED_OUT");
    assertThat(kept("allison")).isEmpty();
  }

  @Test
  void as_many_jobs_as_allowed_are_active_in_a_domain() {
    // Given
    BatchFiles files = new BatchFiles("s3://voices/in/first.json", "s3://voices/out", null, null);

    // Then
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  for (int i = 0; i <= 10; i++) {
                    BatchJob _ =
                        jobs.start(
                            TENANT,
                            domain,
                            null,
                            files,
                            EnrollmentPlan.DEFAULT,
                            BatchKeeping.DEFAULT);
                  }
                }))
        .hasMessageContaining("limit of 10 active speaker enrollment jobs");
  }

  @Test
  void jobs_are_listed_by_kind_and_status_newest_first() throws Exception {
    // Given
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      failed.addFirst(run("SPEAKER_ENROLLMENT", "s3://voices/in/nowhere.json", ""));
    }
    String other = run("FRAUDSTER_REGISTRATION", "s3://voices/in/nowhere.json", "");
    String path = "/api/v1/domains/" + domain + "/jobs?kind=SPEAKER_ENROLLMENT&status=FAILED";

    // When
    RestCalls.Answer page = rest.send("GET", path + "&maxResults=2", token, null);
    RestCalls.Answer rest2 =
        rest.send("GET", path + "&nextToken=" + page.text("nextToken"), token, null);
    RestCalls.Answer all = rest.send("GET", "/api/v1/domains/" + domain + "/jobs", token, null);

    // Then
    List<String> listed = new ArrayList<>();
    page.body().path("items").forEach(job -> listed.add(job.path("jobId").asText()));
    rest2.body().path("items").forEach(job -> listed.add(job.path("jobId").asText()));
    assertThat(listed).isEqualTo(failed);
    assertThat(all.body().path("items").get(0).path("jobId").asText()).isEqualTo(other);
    assertThat(rest.send("GET", path.replace("FAILED", "LOST"), token, null).status())
        .isEqualTo(400);
  }

  @Test
  void another_tenants_jobs_do_not_exist() throws Exception {
    // Given
    String id = run("SPEAKER_ENROLLMENT", "s3://voices/in/nowhere.json", "");
    String stranger = rest.token(new TenantId("job-stranger"), Role.ADMIN);

    // When
    RestCalls.Answer answer =
        rest.send("GET", "/api/v1/domains/" + domain + "/jobs/" + id, stranger, null);

    // Then
    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void a_request_that_breaks_a_rule_is_refused_by_member() {
    assertThat(start("OTHER", "s3://voices/a.json", "").text("field")).isEqualTo("kind");
    assertThat(start("SPEAKER_ENROLLMENT", "voices/a.json", "").text("field")).isEqualTo("input");
    assertThat(start("SPEAKER_ENROLLMENT", "s3://voices", "").text("field")).isEqualTo("input");
    assertThat(
            start("SPEAKER_ENROLLMENT", "s3://voices/a.json", ", \"registration\": {}")
                .text("field"))
        .isEqualTo("registration");
    assertThat(
            start(
                    "SPEAKER_ENROLLMENT",
                    "s3://voices/a.json",
                    ", \"enrollment\": {\"fraudDetection\": {\"riskThreshold\": 101}}")
                .text("field"))
        .isEqualTo("riskThreshold");
    assertThat(
            start(
                    "FRAUDSTER_REGISTRATION",
                    "s3://voices/a.json",
                    ", \"registration\": {\"watchlistId\": \"0123456789012345678901\"}")
                .status())
        .isEqualTo(404);
  }
}
