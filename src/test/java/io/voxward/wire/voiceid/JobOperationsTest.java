package io.voxward.wire.voiceid;

import static io.voxward.wire.rest.JobWatch.fraudster;
import static io.voxward.wire.rest.JobWatch.fraudsters;
import static io.voxward.wire.rest.JobWatch.speaker;
import static io.voxward.wire.rest.JobWatch.speakers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.wire.rest.JobWatch;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobOperationsTest {
  private static final TenantId TENANT = new TenantId("voice-id-jobs");
  private static final String ROLE = "arn:aws:iam::123456789012:role/VoiceIdAccess";

  private final VoiceIdCalls calls;
  private final JobWatch watch;
  private final Domains domains;
  private IssuedAccessKey admin;
  private DomainId domain = DomainId.random();

  @Inject
  JobOperationsTest(VoiceIdCalls calls, JobWatch watch, Domains domains) {
    this.calls = calls;
    this.watch = watch;
    this.domains = domains;
  }

  @BeforeEach
  void signIn() {
    admin = calls.key(TENANT, Role.ADMIN);
    domain =
        domains
            .create(
                TENANT,
                new DomainDraft("bank", null, new DomainSettings(90, 50, 15, 10, false, 365)))
            .id();
  }

  private VoiceIdCalls.Answer start(String operation, String input, String more) {
    return calls.call(
        admin,
        operation,
        """
        {"DomainId": "%s", "DataAccessRoleArn": "%s", "InputDataConfig": {"S3Uri": "%s"},
         "OutputDataConfig": {"S3Uri": "s3://voices/out/", "KmsKeyId": "alias/results"}%s}
        """
            .formatted(domain, ROLE, input, more));
  }

  private VoiceIdCalls.Answer describe(String operation, String jobId) {
    return calls.call(
        admin, operation, "{\"DomainId\": \"%s\", \"JobId\": \"%s\"}".formatted(domain, jobId));
  }

  private static String jobId(VoiceIdCalls.Answer started) {
    assertThat(started.status()).as(started.whole().body()).isEqualTo(200);
    return started.body().path("Job").path("JobId").asText();
  }

  @Test
  void an_enrollment_job_is_started_described_and_listed() throws Exception {
    // Given
    String manifest =
        watch.put(
            "in/wire.json", speakers(speaker("r", "allison", watch.audio("allison", "enrol", 4))));

    // When
    VoiceIdCalls.Answer started =
        start(
            "StartSpeakerEnrollmentJob",
            manifest,
            ", \"JobName\": \"nightly\", \"EnrollmentConfig\": {\"ExistingEnrollmentAction\":"
                + " \"SKIP\", \"FraudDetectionConfig\": {\"RiskThreshold\": 60}}");

    // Then
    String id = jobId(started);
    JsonNode job = started.body().path("Job");
    assertThat(job.path("JobStatus").asText()).isEqualTo("SUBMITTED");
    assertThat(job.path("JobProgress").toString()).isEqualTo("{\"PercentComplete\":0}");
    assertThat(job.path("DataAccessRoleArn").asText()).isEqualTo(ROLE);
    assertThat(job.path("EnrollmentConfig").path("FraudDetectionConfig").toString())
        .isEqualTo("{\"RiskThreshold\":60}");
    assertThat(job.path("CreatedAt").isNumber()).isTrue();
    JsonNode _ = watch.end(domain, id, admin.token());
    JsonNode described = describe("DescribeSpeakerEnrollmentJob", id).body().path("Job");
    assertThat(described.path("JobStatus").asText()).isEqualTo("COMPLETED");
    assertThat(described.path("JobProgress").path("PercentComplete").asInt()).isEqualTo(100);
    assertThat(described.path("JobName").asText()).isEqualTo("nightly");
    assertThat(described.path("OutputDataConfig").path("KmsKeyId").asText())
        .isEqualTo("alias/results");
    assertThat(described.path("EndedAt").isNumber()).isTrue();
    assertThat(watch.output(id, "wire.json").path("SuccessfulEnrollments")).hasSize(1);
    VoiceIdCalls.Answer listed =
        calls.call(
            admin,
            "ListSpeakerEnrollmentJobs",
            "{\"DomainId\": \"%s\", \"JobStatus\": \"COMPLETED\"}".formatted(domain));
    assertThat(listed.body().path("JobSummaries").get(0).path("JobId").asText()).isEqualTo(id);
    assertThat(describe("DescribeFraudsterRegistrationJob", id).text("ResourceType"))
        .isEqualTo("BATCH_JOB");
  }

  @Test
  void a_registration_job_is_started_described_and_listed() throws Exception {
    // Given
    String manifest =
        watch.put("in/wire-f.json", fraudsters(fraudster("f", watch.audio("carlo", "enrol", 3))));

    // When
    VoiceIdCalls.Answer started =
        start(
            "StartFraudsterRegistrationJob",
            manifest,
            ", \"RegistrationConfig\": {\"DuplicateRegistrationAction\": \"SKIP\","
                + " \"FraudsterSimilarityThreshold\": 80}");

    // Then
    String id = jobId(started);
    JsonNode _ = watch.end(domain, id, admin.token());
    JsonNode described = describe("DescribeFraudsterRegistrationJob", id).body().path("Job");
    assertThat(described.path("JobStatus").asText()).isEqualTo("COMPLETED");
    assertThat(described.path("RegistrationConfig").path("FraudsterSimilarityThreshold").asInt())
        .isEqualTo(80);
    assertThat(watch.output(id, "wire-f.json").path("SuccessfulRegistrations")).hasSize(1);
    VoiceIdCalls.Answer listed =
        calls.call(
            admin, "ListFraudsterRegistrationJobs", "{\"DomainId\": \"%s\"}".formatted(domain));
    assertThat(listed.body().path("JobSummaries")).hasSize(1);
  }

  @Test
  void a_missing_manifest_shows_in_the_failure_details() throws Exception {
    // When
    String id = jobId(start("StartSpeakerEnrollmentJob", "s3://voices/in/none.json", ""));

    // Then
    JsonNode _ = watch.end(domain, id, admin.token());
    JsonNode job = describe("DescribeSpeakerEnrollmentJob", id).body().path("Job");
    assertThat(job.path("JobStatus").asText()).isEqualTo("FAILED");
    assertThat(job.path("FailureDetails").path("StatusCode").asInt()).isEqualTo(404);
    assertThat(job.path("FailureDetails").path("Message").asText()).contains("no such object");
  }

  @Test
  void a_repeated_client_token_starts_one_job_and_another_body_with_it_is_a_conflict() {
    // Given
    String token = ", \"ClientToken\": \"once-" + domain + "\"";

    // When
    String first = jobId(start("StartSpeakerEnrollmentJob", "s3://voices/in/none.json", token));
    String again = jobId(start("StartSpeakerEnrollmentJob", "s3://voices/in/none.json", token));
    VoiceIdCalls.Answer other =
        start("StartSpeakerEnrollmentJob", "s3://voices/in/other.json", token);

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.exception()).isEqualTo("ConflictException");
  }

  @Test
  void a_role_that_is_none_and_an_unknown_watchlist_are_refused() {
    // When
    VoiceIdCalls.Answer role =
        calls.call(
            admin,
            "StartSpeakerEnrollmentJob",
            """
            {"DomainId": "%s", "DataAccessRoleArn": "me", "InputDataConfig": {"S3Uri": "s3://abc/d"},
             "OutputDataConfig": {"S3Uri": "s3://abc"}}
            """
                .formatted(domain));
    VoiceIdCalls.Answer watchlist =
        start(
            "StartFraudsterRegistrationJob",
            "s3://voices/in/none.json",
            ", \"RegistrationConfig\": {\"WatchlistIds\": [\"0123456789012345678901\"]}");

    // Then
    assertThat(role.exception()).isEqualTo("ValidationException");
    assertThat(watchlist.status()).isEqualTo(404);
    assertThat(watchlist.text("ResourceType")).isEqualTo("WATCHLIST");
  }
}
