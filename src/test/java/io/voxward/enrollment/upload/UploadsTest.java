package io.voxward.enrollment.upload;

import static io.voxward.enrollment.upload.UploadCalls.audio;
import static io.voxward.enrollment.upload.UploadCalls.files;
import static io.voxward.wire.rest.JobWatch.fraudster;
import static io.voxward.wire.rest.JobWatch.fraudsters;
import static io.voxward.wire.rest.JobWatch.speaker;
import static io.voxward.wire.rest.JobWatch.speakers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.TenantId;
import io.voxward.domain.Domains;
import io.voxward.domain.PurgeStep;
import io.voxward.enrollment.batch.BatchFiles;
import io.voxward.enrollment.batch.BatchJobs;
import io.voxward.enrollment.batch.BatchKeeping;
import io.voxward.enrollment.batch.EnrollmentPlan;
import io.voxward.keys.DomainKeys;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.DemoVoices;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * D3: recordings uploaded for a job are sealed under a key of their upload; key and files go when
 * the job is over, however it ends, and the job says when.
 */
@QuarkusTest
class UploadsTest {
  private static final TenantId TENANT = new TenantId("uploads-test");
  private static final String FLAC = "audio/flac";
  private static final String ENROLMENT = "SPEAKER_ENROLLMENT";

  private final RestCalls rest;
  private final UploadCalls calls;
  private final Domains domains;
  private final BatchJobs batches;
  private final UploadKeysRenewal renewal;
  private final UploadsPurge purge;
  private final DomainKeys keys;
  private final EntityManager database;
  private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private String token = "";
  private DomainId domain = DomainId.random();

  @Inject
  UploadsTest(
      RestCalls rest,
      UploadCalls calls,
      Domains domains,
      BatchJobs batches,
      UploadKeysRenewal renewal,
      UploadsPurge purge,
      DomainKeys keys,
      EntityManager database) {
    this.rest = rest;
    this.calls = calls;
    this.domains = domains;
    this.batches = batches;
    this.renewal = renewal;
    this.purge = purge;
    this.keys = keys;
    this.database = database;
  }

  @BeforeEach
  void makeDomainAndHoldTheClock() {
    QuarkusMock.installMockForType(clock, Clock.class);
    token = rest.token(TENANT, Role.ADMIN);
    use("");
  }

  private void use(String settings) {
    domain =
        new DomainId(
            rest.send(
                    "POST",
                    "/api/v1/domains",
                    token,
                    "{\"name\": \"d\", \"enrollmentSpeechSeconds\": 5" + settings + "}")
                .text("domainId"));
  }

  private RestCalls.Answer put(String upload, String name, String clip) {
    return calls.put(domain, token, upload, name, FLAC, DemoVoices.flac(clip));
  }

  /** An upload of Allison's voice and a manifest that enrols her; its id. */
  private String allison() {
    String upload = calls.create(domain, token);
    assertThat(put(upload, "a-1", "allison/enrol-2").status()).isEqualTo(200);
    assertThat(
            calls
                .putManifest(
                    domain, token, upload, speakers(speaker("r-1", "allison", audio("a-1"))))
                .status())
        .isEqualTo(200);
    return upload;
  }

  private String started(String upload) {
    RestCalls.Answer started = calls.start(domain, token, ENROLMENT, upload);
    assertThat(started.status()).as(started.whole().body()).isEqualTo(201);
    return started.text("jobId");
  }

  private JsonNode get(String path) {
    return rest.send("GET", "/api/v1/domains/" + domain + path, token, null).body();
  }

  private long keysOf(String upload) {
    return (Long)
        database
            .createNativeQuery(
                "select count(*) from uploads where upload_id = ?1 and wrapped is not null",
                Long.class)
            .setParameter(1, upload)
            .getSingleResult();
  }

  private void assertErased(String upload) {
    assertThat(files(upload)).as("sealed files").isEmpty();
    assertThat(keysOf(upload)).as("keys").isZero();
    assertThat(
            database
                .createNativeQuery(
                    "select count(*) from upload_contents where upload_id = ?1", Long.class)
                .setParameter(1, upload)
                .getSingleResult())
        .as("names of recordings")
        .isEqualTo(0L);
  }

  private String receipts() {
    return database
        .createNativeQuery("select body from receipts where domain_id = ?1", String.class)
        .setParameter(1, domain.value())
        .getResultList()
        .toString();
  }

  private Map<String, String> failures(String job) {
    Map<String, String> failures = new TreeMap<>();
    get("/jobs/" + job + "/entries")
        .path("items")
        .forEach(one ->
            failures.put(
                one.path("requestId").asText(), one.at("/failure/message").asText("none")));
    return failures;
  }

  @Test
  void uploaded_voices_are_enrolled_and_key_and_files_are_gone_when_the_job_is_over()
      throws Exception {
    // Given
    String upload = calls.create(domain, token);
    byte[] wav = wav(DemoVoices.l16("armelle", "enrol", 2));
    assertThat(put(upload, "a-1", "allison/enrol-1").status()).isEqualTo(200);
    assertThat(put(upload, "a-2", "allison/enrol-2").status()).isEqualTo(200);
    assertThat(calls.put(domain, token, upload, "b", "audio/wav", wav).status()).isEqualTo(200);
    assertThat(
            calls
                .put(
                    domain,
                    token,
                    upload,
                    "raw",
                    "audio/L16;rate=8000",
                    swapped(DemoVoices.l16("june", "enrol", 2)))
                .status())
        .isEqualTo(200);
    RestCalls.Answer manifest =
        calls.putManifest(
            domain,
            token,
            upload,
            speakers(
                speaker("r-1", "allison", audio("a-1", "a-2")),
                speaker("r-2", "armelle", audio("b")),
                speaker("r-3", "june", audio("raw")),
                speaker("r-4", "nobody", audio("nowhere")),
                speaker("r-5", "twice", audio("../a-1"))));
    JsonNode open = get("/uploads/" + upload);
    List<Path> sealed = files(upload);

    // When
    String job = started(upload);
    JsonNode over = calls.deleted(domain, token, job);

    // Then
    assertThat(manifest.body().has("name")).isFalse();
    assertThat(open.path("status").asText()).isEqualTo("OPEN");
    assertThat(open.path("recordings").asInt()).isEqualTo(4);
    assertThat(open.path("input").asText()).isEqualTo("upload:" + upload);
    assertThat(sealed).hasSize(5).allMatch(file -> file.getFileName().toString().length() == 22);
    assertThat(over.path("status").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
    assertThat(over.path("audioDeletedAt").asText()).isNotEmpty();
    assertThat(over.has("output")).isFalse();
    assertThat(failures(job))
        .containsEntry("r-1", "none")
        .containsEntry("r-2", "none")
        .containsEntry("r-3", "none")
        .containsEntry("r-4", "AudioSpecifications[0]: the upload has no such recording");
    assertThat(failures(job).get("r-5")).contains("AudioSpecifications[0].S3Uri: must be 1 to 128");
    JsonNode first = get("/jobs/" + job + "/entries?maxResults=1");
    assertThat(first.at("/items/0/status").asText()).isEqualTo("DONE");
    assertThat(first.at("/items/0/enrollmentStatus").asText()).isEqualTo("NEW_ENROLLMENT");
    assertThat(first.at("/items/0/customerSpeakerId").asText()).isEqualTo("allison");
    assertThat(
            get("/jobs/"
                    + job
                    + "/entries?maxResults=1&nextToken="
                    + first.path("nextToken").asText())
                .at("/items/0/requestId")
                .asText())
        .isEqualTo("r-2");
    assertThat(get("/speakers/allison").path("status").asText())
        .isEqualTo(SpeakerStatus.ENROLLED.name());
    assertErased(upload);
    assertThat(get("/uploads/" + upload).path("status").asText()).isEqualTo("ERASED");
    assertThat(get("/uploads/" + upload).path("audioDeletedAt"))
        .isEqualTo(over.path("audioDeletedAt"));
    assertThat(get("/jobs").at("/items/0/audioDeletedAt")).isEqualTo(over.path("audioDeletedAt"));
    assertThat(receipts()).contains("\"uploadedRecordings\":4", "\"rule\":\"TIME_TO_LIVE\"", job);
  }

  private static byte[] wav(byte[] samples) {
    return ByteBuffer.allocate(44 + samples.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + samples.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(8000)
        .putInt(16000)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(samples.length)
        .put(samples)
        .array();
  }

  private static byte[] swapped(byte[] samples) {
    byte[] swapped = new byte[samples.length];
    for (int i = 0; i + 1 < samples.length; i += 2) {
      swapped[i] = samples[i + 1];
      swapped[i + 1] = samples[i];
    }
    return swapped;
  }

  @Test
  void fraudsters_are_registered_from_an_upload_too() throws Exception {
    // Given
    String upload = calls.create(domain, token);
    assertThat(put(upload, "c-1", "carlo/enrol-1").status()).isEqualTo(200);
    assertThat(put(upload, "c-2", "carlo/enrol-2").status()).isEqualTo(200);
    assertThat(put(upload, "c-3", "carlo/enrol-3").status()).isEqualTo(200);
    RestCalls.Answer _ =
        calls.putManifest(
            domain, token, upload, fraudsters(fraudster("f-1", audio("c-1", "c-2", "c-3"))));

    // When
    String job = calls.start(domain, token, "FRAUDSTER_REGISTRATION", upload).text("jobId");
    JsonNode over = calls.deleted(domain, token, job);

    // Then
    assertThat(over.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(get("/jobs/" + job + "/entries").at("/items/0/registrationStatus").asText())
        .isEqualTo("NEW_REGISTRATION");
    assertErased(upload);
  }

  @Test
  void a_job_that_fails_as_a_whole_leaves_nothing_either() throws Exception {
    // Given
    String upload = calls.create(domain, token);
    assertThat(put(upload, "a-1", "allison/enrol-2").status()).isEqualTo(200);
    RestCalls.Answer _ = calls.putManifest(domain, token, upload, "{\"Version\": \"2.0\"}");

    // When
    JsonNode over = calls.deleted(domain, token, started(upload));

    // Then
    assertThat(over.path("status").asText()).isEqualTo("FAILED");
    assertThat(over.at("/failure/code").asInt()).isEqualTo(400);
    assertErased(upload);
  }

  @Test
  void a_deleted_domain_ends_the_uploads_of_its_jobs() throws Exception {
    // Given
    String upload = allison();
    String job =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              // The job is seen by no worker before this transaction ends.
              String id = startInThisTransaction(upload);
              domains.delete(TENANT, domain);
              return id;
            });

    // When
    domains.restore(TENANT, domain);
    JsonNode over = calls.deleted(domain, token, job);

    // Then
    assertThat(over.path("status").asText()).isEqualTo("FAILED");
    assertThat(over.at("/failure/code").asInt()).isEqualTo(409);
    assertErased(upload);
  }

  private String startInThisTransaction(String upload) {
    return batches
        .start(
            TENANT,
            domain,
            null,
            new BatchFiles("upload:" + upload, null, null, null),
            EnrollmentPlan.DEFAULT,
            BatchKeeping.DEFAULT)
        .job()
        .id()
        .value();
  }

  @Test
  void an_upload_is_one_jobs_and_takes_nothing_more_once_it_is_used() throws Exception {
    // Given
    String upload = allison();
    String without = calls.create(domain, token);

    // When
    RestCalls.Answer noManifest = calls.start(domain, token, ENROLMENT, without);
    String job = started(upload);
    RestCalls.Answer again = calls.start(domain, token, ENROLMENT, upload);
    RestCalls.Answer late = put(upload, "late", "june/enrol-1");
    JsonNode _ = calls.deleted(domain, token, job);
    RestCalls.Answer after = calls.start(domain, token, ENROLMENT, upload);

    // Then
    assertThat(noManifest.status()).isEqualTo(400);
    assertThat(noManifest.text("field")).isEqualTo("input");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("type")).endsWith(":upload-closed");
    assertThat(late.text("type")).endsWith(":upload-closed");
    assertThat(after.text("type")).endsWith(":upload-closed");
    assertErased(upload);
  }

  @Test
  void another_tenants_or_domains_upload_does_not_exist() {
    // Given
    String upload = allison();
    String stranger = rest.token(new TenantId("uploads-stranger"), Role.ADMIN);
    String path = UploadCalls.path(domain) + "/" + upload;
    DomainId first = domain;

    // When
    List<RestCalls.Answer> answers = new ArrayList<>();
    answers.add(rest.send("GET", path, stranger, null));
    answers.add(rest.send("GET", path + "/recordings", stranger, null));
    answers.add(rest.send("DELETE", path, stranger, null));
    answers.add(calls.put(first, stranger, upload, "x", FLAC, DemoVoices.flac("allison/short-1")));
    answers.add(calls.start(first, stranger, ENROLMENT, upload));
    use("");
    answers.add(calls.start(domain, token, ENROLMENT, upload));
    answers.add(rest.send("GET", UploadCalls.path(domain) + "/" + upload, token, null));

    // Then
    assertThat(answers).extracting(RestCalls.Answer::status).containsOnly(404);
    assertThat(answers.getLast().text("type")).endsWith(":upload-not-found");
    assertThat(files(upload)).hasSize(2);
  }

  @Test
  void an_upload_that_no_job_uses_ends_by_itself() throws Exception {
    // Given
    String upload = allison();
    clock.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(put(upload, "in-time", "june/enrol-1").status()).isEqualTo(200);

    // When
    clock.advance(Duration.ofSeconds(1));
    RestCalls.Answer late = put(upload, "late", "june/enrol-1");
    RestCalls.Answer run = rest.send("POST", "/api/v1/schedules/uploads/runs", token, null);
    JsonNode erased = calls.erased(domain, token, upload);

    // Then
    assertThat(late.text("type")).endsWith(":upload-closed");
    assertThat(run.status()).isEqualTo(202);
    assertThat(erased.has("jobId")).isFalse();
    assertErased(upload);
    assertThat(receipts()).contains("\"uploadedRecordings\":2", upload);
  }

  @Test
  void an_erased_upload_is_forgotten_after_the_longest_life_of_a_job() throws Exception {
    // Given
    String upload = calls.create(domain, token);
    String path = UploadCalls.path(domain) + "/" + upload;
    RestCalls.Answer gone = rest.send("DELETE", path, token, null);
    JsonNode _ = calls.erased(domain, token, upload);
    RestCalls.Answer again = rest.send("DELETE", path, token, null);

    // When
    clock.advance(Duration.ofDays(31));
    int status = 200;
    for (int look = 0; look < 600 && status == 200; look++) {
      // The job that erased it may not have ended yet, and keeps another from beginning.
      RestCalls.Answer run = rest.send("POST", "/api/v1/schedules/uploads/runs", token, null);
      assertThat(run.status()).isEqualTo(202);
      status = rest.send("GET", path, token, null).status();
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }

    // Then
    assertThat(gone.status()).isEqualTo(204);
    assertThat(again.status()).isEqualTo(204);
    assertThat(status).isEqualTo(404);
  }

  @Test
  void what_is_sent_again_takes_the_place_of_what_was_there() {
    // Given
    String upload = calls.create(domain, token);

    // When
    RestCalls.Answer first = put(upload, "a", "allison/enrol-1");
    RestCalls.Answer again = put(upload, "a", "allison/short-1");

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(again.body().path("bytes").asInt())
        .isEqualTo(DemoVoices.flac("allison/short-1").length);
    assertThat(files(upload)).hasSize(1);
    JsonNode shown = get("/uploads/" + upload);
    assertThat(shown.path("recordings").asInt()).isEqualTo(1);
    assertThat(shown.path("bytes")).isEqualTo(again.body().path("bytes"));
    assertThat(get("/uploads/" + upload + "/recordings").at("/items/0/name").asText())
        .isEqualTo("a");
  }

  @Test
  void an_upload_is_begun_once_for_a_token() {
    // When
    RestCalls.Answer one =
        rest.send("POST", UploadCalls.path(domain) + "?clientToken=once", token, null);
    RestCalls.Answer two =
        rest.send("POST", UploadCalls.path(domain) + "?clientToken=once", token, null);

    // Then
    assertThat(two.text("uploadId")).isNotEmpty().isEqualTo(one.text("uploadId"));
  }

  @Test
  void what_breaks_a_rule_is_refused_by_member_and_nothing_of_it_lies_on_the_disk() {
    // Given
    String upload = calls.create(domain, token);
    String path = UploadCalls.path(domain) + "/" + upload + "/recordings/";
    byte[] flac = DemoVoices.flac("allison/short-1");

    // When
    RestCalls.Answer name = calls.put(domain, token, upload, "-a", FLAC, flac);
    RestCalls.Answer empty = calls.put(domain, token, upload, "a", FLAC, new byte[0]);
    RestCalls.Answer other = calls.put(domain, token, upload, "a", "audio/wav", flac);
    RestCalls.Answer type = calls.put(domain, token, upload, "a", "audio/mpeg", flac);
    RestCalls.Answer large = calls.put(domain, token, upload, "a", FLAC, new byte[20_000_001]);
    RestCalls.Answer noLength =
        rest.send(
            rest.request(path + "a", token)
                .header("Content-Type", FLAC)
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(flac)))
                .build());

    // Then
    assertThat(name.text("field")).isEqualTo("name");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body().at("/reasons/0/code").asText()).isEqualTo("MALFORMED");
    assertThat(type.status()).isEqualTo(415);
    assertThat(large.status()).isEqualTo(413);
    assertThat(noLength.status()).isEqualTo(400);
    assertThat(noLength.text("field")).isEqualTo("Content-Length");
    assertThat(files(upload)).isEmpty();
    assertThat(get("/uploads/" + upload).path("recordings").asInt()).isZero();
    assertThat(get("/uploads/" + upload).path("bytes").asInt()).isZero();
  }

  private void set(String upload, String column, long value) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          int _ =
              database
                  .createNativeQuery("update uploads set " + column + " = ?1 where upload_id = ?2")
                  .setParameter(1, value)
                  .setParameter(2, upload)
                  .executeUpdate();
        });
  }

  @Test
  void an_upload_and_a_domain_hold_so_much_and_no_more() {
    // Given
    List<String> uploads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      uploads.add(calls.create(domain, token));
    }
    String first = uploads.getFirst();

    // When
    RestCalls.Answer more = rest.send("POST", UploadCalls.path(domain), token, null);
    set(first, "bytes", 9_999_999_999L);
    RestCalls.Answer bytes = put(first, "a", "allison/short-1");
    set(first, "bytes", 0);
    set(first, "recordings", 100_000);
    RestCalls.Answer recordings = put(first, "a", "allison/short-1");
    set(first, "recordings", 0);
    set(uploads.getLast(), "bytes", 49_999_999_999L);
    RestCalls.Answer all = put(first, "a", "allison/short-1");

    // Then
    assertThat(List.of(more, bytes, recordings, all))
        .allSatisfy(answer -> assertThat(answer.text("type")).endsWith(":quota-exceeded"));
    assertThat(more.text("detail")).contains("20 uploads of a domain");
    assertThat(bytes.text("detail")).contains("10000000000 bytes of an upload");
    assertThat(recordings.text("detail")).contains("100000 recordings of an upload");
    assertThat(all.text("detail")).contains("50000000000 bytes of all uploads");
    assertThat(files(first)).isEmpty();
  }

  @Test
  void sealed_files_that_were_changed_moved_cut_short_or_lost_fail_their_entries_alone()
      throws Exception {
    // Given
    String upload = calls.create(domain, token);
    List<String> entries = new ArrayList<>();
    for (String name : List.of("changed", "cut", "moved", "lost", "whole")) {
      List<Path> before = files(upload);
      assertThat(put(upload, name, "allison/enrol-2").status()).isEqualTo(200);
      Path file =
          files(upload).stream().filter(it -> !before.contains(it)).findFirst().orElseThrow();
      byte[] sealed = Files.readAllBytes(file);
      switch (name) {
        case "changed" -> {
          sealed[sealed.length / 2] ^= (byte) 1;
          Files.write(file, sealed);
        }
        case "cut" -> Files.write(file, Arrays.copyOf(sealed, sealed.length - 1));
        case "moved" -> Files.write(file, Files.readAllBytes(before.getFirst()));
        case "lost" -> Files.delete(file);
        default -> assertThat(sealed).isNotEmpty();
      }
      entries.add(speaker(name, name, audio(name)));
    }
    RestCalls.Answer _ =
        calls.putManifest(domain, token, upload, speakers(entries.toArray(String[]::new)));

    // When
    String job = started(upload);
    JsonNode over = calls.deleted(domain, token, job);

    // Then
    String changed = "AudioSpecifications[0]: the sealed recording was changed or cut short";
    assertThat(failures(job))
        .containsEntry("changed", changed)
        .containsEntry("cut", changed)
        .containsEntry("moved", changed)
        .containsEntry("whole", "none");
    assertThat(failures(job).get("lost")).contains("nodes need a shared one");
    assertThat(over.path("status").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
    assertErased(upload);
  }

  @Test
  void a_new_data_key_of_the_domain_opens_what_was_uploaded_before() throws Exception {
    // Given
    String upload = allison();
    QuarkusTransaction.requiringNew()
        .run(() -> {
          DomainKeys.Generations _ = keys.renew(TENANT, domain, null, false);
        });
    long left = renewal.left(TENANT, domain);

    // When
    int lost =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              int stay =
                  renewal.renew(TENANT, domain, renewal.ranges(TENANT, domain, 1).getFirst());
              keys.lockOlder(TENANT, domain);
              int _ = keys.destroyOlder(TENANT, domain);
              return stay;
            });
    String job = started(upload);
    JsonNode over = calls.deleted(domain, token, job);

    // Then
    assertThat(left).isEqualTo(1);
    assertThat(lost).isZero();
    assertThat(renewal.left(TENANT, domain)).isZero();
    assertThat(over.path("status").asText()).isEqualTo("COMPLETED");
  }

  @Test
  void a_purge_removes_uploads_with_their_files() {
    // Given
    String upload = allison();
    PurgeStep.Part part = purge.parts().getFirst();

    // When
    int removed =
        QuarkusTransaction.requiringNew().call(() -> part.removal().some(TENANT, domain, 10));

    // Then
    assertThat(removed).isEqualTo(1);
    assertThat(part.count().of(TENANT, domain)).isZero();
    assertErased(upload);
  }
}
