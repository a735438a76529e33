package io.voxward.main;

import static io.voxward.enrollment.upload.UploadCalls.audio;
import static io.voxward.wire.rest.JobWatch.speaker;
import static io.voxward.wire.rest.JobWatch.speakers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.engine.audio.Encoding;
import io.voxward.enrollment.upload.UploadCalls;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * D3: a marked voice is uploaded for a job, and while the job is held in its middle every file that
 * the service or its database could have written is searched for it; and again when it is over.
 */
@QuarkusTest
class UploadedAudioTest {
  private static final TenantId TENANT = new TenantId("uploaded-audio-test");
  private static final double SECONDS = 8;
  private static final int LOOKS = 600;

  private final RestCalls rest;
  private final UploadCalls calls;
  private final Speakers speakers;
  private final DataSource database;
  private final FileTime began = FileTime.from(Clock.systemUTC().instant().minusSeconds(2));
  private String token = "";
  private DomainId domain = DomainId.random();

  @Inject
  UploadedAudioTest(RestCalls rest, UploadCalls calls, Speakers speakers, DataSource database) {
    this.rest = rest;
    this.calls = calls;
    this.speakers = speakers;
    this.database = database;
  }

  /**
   * What is found in the data directory (the database is in it), in temporary and in open files.
   */
  private Set<String> search(MarkerTrace trace) throws IOException, SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement checkpoint = connection.prepareStatement("checkpoint")) {
      boolean _ = checkpoint.execute();
    }
    Set<String> found = new TreeSet<>();
    found.addAll(trace.findUnder(folder("voxward.node.data-dir"), began));
    found.addAll(trace.findInOpenFiles(ProcessHandle.current().pid()));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    for (String uploads : List.of("uploads", "file-uploads")) {
      for (Path place : List.of(temporary.resolve(uploads), Path.of(uploads))) {
        if (Files.exists(place)) {
          found.addAll(trace.findUnder(place, began));
        }
      }
    }
    try (var files = Files.newDirectoryStream(temporary, Files::isRegularFile)) {
      for (Path file : files) {
        found.addAll(trace.findUnder(file, began));
      }
    }
    return found;
  }

  private static Path folder(String property) {
    return Path.of(ConfigProvider.getConfig().getValue(property, String.class));
  }

  private JsonNode job(String id) {
    return rest.send("GET", "/api/v1/domains/" + domain + "/jobs/" + id, token, null).body();
  }

  private void awaitDone(String job, int entries) throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      if (job(job).at("/progress/done").asInt() >= entries) {
        return;
      }
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the job does not go on: " + job(job));
  }

  @Test
  void while_a_job_runs_its_audio_lies_sealed_and_nowhere_else_and_then_not_at_all()
      throws Exception {
    // Given
    Marked voice =
        Marked.voice(
            Voices.speech("allison/enrol-1", "allison/enrol-2"), SECONDS, Encoding.L16_BIG_ENDIAN);
    MarkerTrace trace = new MarkerTrace(List.of(voice));
    token = rest.token(TENANT, Role.ADMIN);
    domain =
        new DomainId(
            rest.send(
                    "POST",
                    "/api/v1/domains",
                    token,
                    "{\"name\": \"d\", \"enrollmentSpeechSeconds\": 1}")
                .text("domainId"));
    String upload = calls.create(domain, token);
    RestCalls.Answer sent =
        calls.put(domain, token, upload, "marked", "audio/L16;rate=8000", voice.streamed());
    RestCalls.Answer manifest =
        calls.putManifest(
            domain,
            token,
            upload,
            speakers(
                speaker("r-1", "quick", audio("marked")), speaker("r-2", "held", audio("marked"))));
    Speaker held = speakers.ensure(TENANT, domain, SpeakerRef.parse("held"));
    Path plain = Files.createTempFile(folder("voxward.node.data-dir"), "plain", ".raw");
    Files.write(plain, voice.streamed());
    Set<String> proofOfTheSearch = search(trace);
    Files.delete(plain);

    // When
    String job;
    Set<String> during;
    JsonNode middle;
    int files;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      lock(connection, held);
      job = calls.start(domain, token, "SPEAKER_ENROLLMENT", upload).text("jobId");
      awaitDone(job, 1);
      during = search(trace);
      files = UploadCalls.files(upload).size();
      middle = job(job);
      connection.rollback();
    }
    JsonNode over = calls.deleted(domain, token, job);

    // Then
    assertThat(sent.status()).isEqualTo(200);
    assertThat(manifest.status()).isEqualTo(200);
    assertThat(proofOfTheSearch).isNotEmpty().allMatch(place -> place.contains("plain"));
    assertThat(middle.path("status").asText()).isEqualTo("IN_PROGRESS");
    assertThat(middle.has("audioDeletedAt")).isFalse();
    assertThat(files).isEqualTo(2);
    assertThat(during).isEmpty();
    assertThat(over.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(UploadCalls.files(upload)).isEmpty();
    assertThat(search(trace)).isEmpty();
  }

  private static void lock(Connection connection, Speaker held) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select 1 from speakers where domain_id = ? and generated_speaker_id = ? for update")) {
      select.setString(1, held.domain().value());
      select.setString(2, held.id().value());
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).isTrue();
      }
    }
  }
}
