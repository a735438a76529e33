package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.client.DomainSettings;
import io.voxward.client.VoxwardClient;
import io.voxward.engine.audio.Encoding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built application works on a job of a thousand items and is killed in its middle; nodes share
 * a job and one of them is killed. Each item is done exactly once and none is lost: an enrolment
 * done twice would show as a re-enrolment in the audit trail. The first job's audio is uploaded
 * (D3): it lies sealed while the node is dead, and is gone with its key when the job is over.
 */
class JobIT {
  /** Items of the job whose node is killed, and of the one that two nodes share. */
  private static final int MANY = 1000;

  private static final int SOME = 400;

  /** Every tenth item has audio; the others name an object that is not there. */
  private static final int AUDIBLE_EVERY = 10;

  private static final double CLIP_SECONDS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long BETWEEN_LOOKS_MILLIS = 30;
  private static final Pattern DONE =
      Pattern.compile("voxward_job_items_total\\{[^}]*outcome=\"(?:done|failed)\"[^}]*} ([0-9.]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  @TempDir Path folder;
  @TempDir Path objects;

  private Map<String, String> environment() {
    return Map.of("VOXWARD_JOB_LEASE", "PT3S", "VOXWARD_S3_ROOT", objects.toString());
  }

  private void putAudio() throws IOException {
    Marked voice =
        Marked.voice(Voices.speech("allison/call-2"), CLIP_SECONDS, Encoding.L16_LITTLE_ENDIAN);
    put("voice.wav", wav(voice.streamed()));
  }

  private void put(String key, byte[] content) throws IOException {
    Path file = objects.resolve("voices").resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
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

  private void putManifest(int items) throws IOException {
    put("thousand.json", manifest(items, "s3://voices/%s.wav").getBytes(StandardCharsets.UTF_8));
  }

  /** A manifest whose recordings are where {@code place} says. */
  private static String manifest(int items, String place) {
    StringBuilder manifest =
        new StringBuilder("{\"Version\":\"1.0\",\"SpeakerEnrollmentRequests\":[");
    for (int i = 0; i < items; i++) {
      manifest.append(
          """
          %s{"RequestId":"r-%d","SpeakerId":"c-%d","AudioSpecifications":[{"S3Uri":"%s","ChannelId":0}]}
          """
              .formatted(
                  i == 0 ? "" : ",",
                  i,
                  i,
                  place.formatted(i % AUDIBLE_EVERY == 0 ? "voice" : "nowhere")));
    }
    return manifest.append("]}").toString();
  }

  /** Uploads the voice and a manifest of that many items; the upload's id. */
  private String upload(BuiltService service, Marked voice, int items)
      throws IOException, InterruptedException {
    String uploads = "/domains/" + domain + "/uploads";
    String id = call(service, "POST", uploads, "").path("uploadId").asText();
    JsonNode _ =
        call(
            service,
            "PUT",
            uploads + "/" + id + "/recordings/voice",
            "audio/wav",
            wav(voice.streamed()));
    JsonNode _ =
        call(
            service,
            "PUT",
            uploads + "/" + id + "/manifest",
            "application/json",
            manifest(items, "upload:%s").getBytes(StandardCharsets.UTF_8));
    return id;
  }

  private JsonNode call(BuiltService service, String method, String path, String body)
      throws IOException, InterruptedException {
    return call(service, method, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode call(BuiltService service, String method, String path, String type, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.address().resolve("/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return json.readTree(answer.body());
  }

  private String token = "";
  private String domain = "";

  private void makeDomain(BuiltService service) throws IOException {
    token = service.token();
    try (VoxwardClient client = service.client()) {
      domain = client.createDomain(DomainSettings.named("bank").enrollingFrom(1)).domainId();
    }
  }

  /** Starts the job; its id. */
  private String start(BuiltService service, String input)
      throws IOException, InterruptedException {
    return call(
            service,
            "POST",
            "/domains/" + domain + "/jobs",
            """
            {"kind": "SPEAKER_ENROLLMENT", "input": "%s",
             "output": {"uri": "s3://voices/out"},
             "enrollment": {"existingEnrollmentAction": "OVERWRITE"}}
            """
                .formatted(input))
        .path("jobId")
        .asText();
  }

  /** Waits until so many items were worked on, or the job is over; the job. */
  private JsonNode await(BuiltService service, String job, long worked)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      JsonNode now = call(service, "GET", "/domains/" + domain + "/jobs/" + job, "");
      JsonNode progress = now.path("progress");
      boolean over = !Set.of("SUBMITTED", "IN_PROGRESS").contains(now.path("status").asText());
      if (over || progress.path("done").asLong() + progress.path("failed").asLong() >= worked) {
        return now;
      }
      boolean _ = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the job does not go on");
  }

  /** Waits until the audio of a job that is over is deleted. */
  private void awaitAudioDeleted(BuiltService service, String job)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!call(service, "GET", "/domains/" + domain + "/jobs/" + job, "").has("audioDeletedAt")) {
      assertThat(System.nanoTime()).as("the audio is not deleted").isLessThan(end);
      boolean _ = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static List<Path> filesBelow(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void assertEachDoneOnce(BuiltService service, String job, String manifest, int items)
      throws IOException, SQLException {
    JsonNode output =
        json.readTree(objects.resolve("voices/out/" + job + "/" + manifest + ".out").toFile());
    assertThat(output.path("SuccessfulEnrollments")).hasSize(items / AUDIBLE_EVERY);
    assertThat(output.path("Errors")).hasSize(items - items / AUDIBLE_EVERY);
    assertThat(output.findValuesAsText("RequestId")).doesNotHaveDuplicates().hasSize(items);
    assertThat(output.findValuesAsText("EnrollmentStatus")).containsOnly("NEW_ENROLLMENT");
    try (Connection database = EmbeddedDatabase.connect(service.data())) {
      assertThat(
              count(database, "audit_entries where domain_id = ? and action = 'speaker.enrolled'"))
          .isEqualTo(items / AUDIBLE_EVERY);
      assertThat(
              count(
                  database, "audit_entries where domain_id = ? and action = 'speaker.re-enrolled'"))
          .isZero();
      assertThat(count(database, "voiceprints where domain_id = ?"))
          .isEqualTo(items / AUDIBLE_EVERY);
      assertThat(count(database, "job_items where domain_id = ? and status = 'DONE'"))
          .isEqualTo(items / AUDIBLE_EVERY);
      assertThat(count(database, "job_items where domain_id = ? and status = 'FAILED'"))
          .isEqualTo(items - items / AUDIBLE_EVERY);
    }
  }

  private long count(Connection database, String what) throws SQLException {
    try (PreparedStatement select = database.prepareStatement("select count(*) from " + what)) {
      select.setString(1, domain);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Items whose results this node wrote. */
  private double worked(BuiltService service) throws IOException, InterruptedException {
    URI metrics = service.address().resolve("/q/metrics");
    String text =
        http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    double sum = 0;
    for (Matcher line = DONE.matcher(text); line.find(); ) {
      sum += Double.parseDouble(line.group(1));
    }
    return sum;
  }

  @Test
  void a_thousand_items_survive_a_kill_in_their_middle_and_no_plain_audio_lies_on_the_disk()
      throws Exception {
    Marked voice =
        Marked.voice(Voices.speech("allison/call-2"), CLIP_SECONDS, Encoding.L16_LITTLE_ENDIAN);
    MarkerTrace trace = new MarkerTrace(List.of(voice));
    String job;
    long before;
    Path sealed;
    try (BuiltService killed = BuiltService.start(folder, environment())) {
      sealed = killed.data().resolve("uploads");
      makeDomain(killed);
      job = start(killed, "upload:" + upload(killed, voice, MANY));
      JsonNode at = await(killed, job, MANY / 3);
      before =
          at.path("progress").path("done").asLong() + at.path("progress").path("failed").asLong();
      killed.kill9();
    }
    assertThat(before).isBetween(1L, MANY - 1L);
    assertThat(filesBelow(sealed)).as("the voice and the manifest").hasSize(2);
    assertThat(trace.findUnder(folder, FileTime.fromMillis(0))).isEmpty();
    try (BuiltService again = BuiltService.start(folder, environment())) {
      long began = System.nanoTime();
      JsonNode end = await(again, job, MANY + 1L);
      System.out.printf(
          "%d of %d items before kill -9; the others %d ms after the next start%n",
          before, MANY, Duration.ofNanos(System.nanoTime() - began).toMillis());
      assertThat(end.path("status").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
      assertThat(end.path("progress").toString())
          .isEqualTo(
              "{\"percentComplete\":100,\"total\":1000,\"done\":%d,\"failed\":%d}"
                  .formatted(MANY / AUDIBLE_EVERY, MANY - MANY / AUDIBLE_EVERY));
      assertEachDoneOnce(again, job, "manifest.json", MANY);
      awaitAudioDeleted(again, job);
      try (Connection database = EmbeddedDatabase.connect(again.data())) {
        assertThat(count(database, "uploads where domain_id = ? and status = 'ERASED'")).isOne();
        assertThat(count(database, "uploads where domain_id = ? and wrapped is not null")).isZero();
      }
      again.stop();
    }
    assertThat(filesBelow(sealed)).isEmpty();
    put("plain.wav", wav(voice.streamed()));
    assertThat(trace.findUnder(objects, FileTime.fromMillis(0))).as("a plain file").isNotEmpty();
    assertThat(trace.findUnder(folder, FileTime.fromMillis(0))).isEmpty();
  }

  /** A node that must be missed soon, and listens for AudioSocket at {@code port}. */
  private Map<String, String> node(String name, int port) {
    Map<String, String> node = new TreeMap<>(environment());
    node.put("VOXWARD_SESSION_NODE_ID", name);
    node.put("VOXWARD_SESSION_BEAT_EVERY", "PT0.5S");
    node.put("VOXWARD_SESSION_LOST_AFTER", "PT3S");
    node.put("VOXWARD_AUDIOSOCKET_PORT", Integer.toString(port));
    return node;
  }

  @Test
  void two_nodes_share_a_job_and_calls_and_the_death_of_one_loses_nothing() throws Exception {
    putAudio();
    putManifest(SOME);
    List<Integer> ports = List.of(BuiltService.freePort(), BuiltService.freePort());
    try (BuiltService first =
        BuiltService.start(folder.resolve("a"), node("first", ports.getFirst()))) {
      Map<String, String> joined = node("second", ports.getLast());
      joined.putAll(EmbeddedDatabase.shared(first.data()));
      double workedBySecond;
      String job;
      try (BuiltService second = BuiltService.start(folder.resolve("b"), joined);
          CallsOnTwoNodes calls = new CallsOnTwoNodes(first, second, ports)) {
        calls.begin();
        makeDomain(first);
        job = start(first, "s3://voices/thousand.json");
        JsonNode _ = await(first, job, SOME / 2);
        workedBySecond = worked(second);
        second.kill9();
        System.out.printf(
            "the calls of the node that was killed go on after %d ms%n",
            calls.callAgain().toMillis());
        calls.assertDecided();
      }
      JsonNode end = await(first, job, SOME + 1L);
      double workedByFirst = worked(first);
      System.out.printf(
          "items worked on by the node that lived: %.0f, by the one killed (at least): %.0f%n",
          workedByFirst, workedBySecond);
      assertThat(end.path("status").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
      assertThat(workedBySecond).isPositive();
      assertThat(workedByFirst).isBetween(1.0, SOME - workedBySecond);
      assertEachDoneOnce(first, job, "thousand.json", SOME);
    }
  }
}
