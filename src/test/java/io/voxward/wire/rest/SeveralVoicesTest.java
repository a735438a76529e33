package io.voxward.wire.rest;

import static io.voxward.wire.rest.JobWatch.speaker;
import static io.voxward.wire.rest.JobWatch.speakers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.client.Audio;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.KeptRecordings;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 6.12 (D9): recordings in which several people speak, over REST and in a batch. */
@QuarkusTest
class SeveralVoicesTest {
  private static final TenantId TENANT = new TenantId("several-voices-test");
  private static final String L16 = "audio/L16;rate=8000;channels=1";
  private static final int RATE = 8000;

  private final RestCalls rest;
  private final JobWatch watch;
  private final Speakers speakers;
  private final KeptRecordings recordings;
  private String token = "";
  private Line line = new Line(Line.testAddress(), "");
  private DomainId domain = DomainId.random();
  private String path = "";

  @Inject
  SeveralVoicesTest(RestCalls rest, JobWatch watch, Speakers speakers, KeptRecordings recordings) {
    this.rest = rest;
    this.watch = watch;
    this.speakers = speakers;
    this.recordings = recordings;
  }

  @BeforeEach
  void makeDomain() {
    token = rest.token(TENANT, Role.ADMIN);
    line = new Line(Line.testAddress(), token);
    domain =
        new DomainId(
            line.call(
                    "POST",
                    "/domains",
                    Line.object()
                        .put("name", "bank")
                        .put("enrollmentSpeechSeconds", 8)
                        .put("keepEnrollmentAudio", true))
                .text("/domainId"));
    path = "/domains/" + domain + "/speakers/";
  }

  /** The clips one after the other. */
  private static float[] joined(String... clips) {
    float[] all = new float[0];
    for (String clip : clips) {
      float[] next = DemoVoices.samples(clip);
      int at = all.length;
      all = Arrays.copyOf(all, at + next.length);
      System.arraycopy(next, 0, all, at, next.length);
    }
    return all;
  }

  /** Allison speaks longest, Menardi in between. */
  private static float[] twoVoices() {
    return joined("allison/enrol-1", "allison/enrol-2", "menardi/enrol-2", "allison/enrol-3");
  }

  private Answer enroll(String customer, String query, float[] sound) {
    return line.upload(path + customer + "/enrollments" + query, L16, Audio.l16BigEndian(sound));
  }

  private String verified(String customer, String clip) {
    return line.upload(path + customer + "/verifications", "audio/flac", DemoVoices.flac(clip))
        .text("/decision");
  }

  @Test
  void two_voices_are_refused_with_the_times_unless_the_request_says_otherwise() {
    // When
    Answer refused = enroll("allison", "", twoVoices());
    Answer one = enroll("allison", "?maxSpeakers=1", twoVoices());

    // Then
    for (Answer answer : new Answer[] {refused, one}) {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text("/reasons/0/code")).isEqualTo("MULTIPLE_SPEAKERS");
      assertThat(answer.text("/reasons/0/detail")).contains("another voice from");
    }
  }

  @Test
  void of_two_voices_the_longest_is_enrolled_and_the_answer_says_who_spoke_when() {
    // Given
    double before = joined("allison/enrol-1", "allison/enrol-2").length / (double) RATE;
    double after = before + DemoVoices.samples("menardi/enrol-2").length / (double) RATE;

    // When
    Answer enrolled = enroll("allison", "?maxSpeakers=2&speakers=longest", twoVoices());

    // Then
    assertThat(enrolled.status()).as(enrolled.body().toString()).isEqualTo(201);
    JsonNode voices = enrolled.body().at("/speakers/voices");
    assertThat(enrolled.text("/speakers/found")).isEqualTo("2");
    assertThat(voices.findValuesAsText("used")).containsExactly("true", "false");
    assertThat(voices.at("/0/seconds").asDouble())
        .isGreaterThan(voices.at("/1/seconds").asDouble());
    assertThat(voices.at("/1/times/0/from").asDouble()).isBetween(before - 1.5, before + 1.5);
    assertThat(voices.at("/1/times/0/to").asDouble()).isBetween(after - 1.5, after + 1.5);
    assertThat(verified("allison", "allison/call-1")).isEqualTo("ACCEPT");
    assertThat(verified("allison", "menardi/call-1")).isEqualTo("REJECT");
  }

  @Test
  void of_the_others_nothing_is_kept_where_the_domain_keeps_enrolment_audio() {
    // When
    Answer enrolled = enroll("allison", "?maxSpeakers=2", twoVoices());

    // Then
    assertThat(enrolled.text("/retention")).isEqualTo("audio");
    double kept =
        recordings
            .enrollmentAudio(speakers.require(TENANT, domain, SpeakerRef.parse("allison")))
            .stream()
            .mapToDouble(PcmAudio::seconds)
            .sum();
    double own = joined("allison/enrol-1", "allison/enrol-2", "allison/enrol-3").length;
    assertThat(kept).isGreaterThan(5).isLessThanOrEqualTo(own / RATE + 0.5);
  }

  @Test
  void more_voices_than_allowed_and_fewer_than_expected_are_refused() {
    // Given
    float[] three =
        joined(
            "allison/enrol-1",
            "allison/enrol-2",
            "menardi/enrol-2",
            "carlo/enrol-2",
            "allison/enrol-3");

    // When
    Answer tooMany = enroll("allison", "?maxSpeakers=2", three);
    Answer tooFew =
        enroll(
            "allison",
            "?minSpeakers=2&maxSpeakers=3",
            joined("allison/enrol-1", "allison/enrol-2", "allison/enrol-3"));

    // Then
    assertThat(tooMany.status()).isEqualTo(422);
    assertThat(tooMany.text("/reasons/0/code")).isEqualTo("MULTIPLE_SPEAKERS");
    assertThat(tooMany.text("/reasons/0/detail"))
        .contains("3 voices, at most 2 may be", "another voice from");
    assertThat(tooFew.text("/reasons/0/code")).isEqualTo("TOO_FEW_SPEAKERS");
    assertThat(line.call("GET", path + "allison", null).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "maxSpeakers=5,maxSpeakers",
    "maxSpeakers=0,maxSpeakers",
    "maxSpeakers=x,maxSpeakers",
    "minSpeakers=2,maxSpeakers",
    "speakers=longest,maxSpeakers",
    "minSpeakers=3&maxSpeakers=2,minSpeakers",
    "maxSpeakers=2&speakers=loudest,speakers"
  })
  void a_query_that_breaks_a_rule_is_refused_naming_the_parameter(String query, String field) {
    // When
    Answer refused = line.upload(path + "allison/enrollments?" + query, L16, new byte[4000]);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/field")).isEqualTo(field);
  }

  /** A wave file of 16-bit samples. */
  private static byte[] wav(float[] samples) {
    byte[] sound = Audio.l16(samples);
    return ByteBuffer.allocate(44 + sound.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + sound.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(RATE)
        .putInt(2 * RATE)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(sound.length)
        .put(sound)
        .array();
  }

  private String run(String manifest, String enrollment) throws InterruptedException {
    RestCalls.Answer started =
        rest.send(
            "POST",
            "/api/v1/domains/" + domain + "/jobs",
            token,
            "{\"kind\": \"SPEAKER_ENROLLMENT\", \"input\": \"%s\", \"output\": {\"uri\": \"s3://voices/out\"}%s}"
                .formatted(manifest, enrollment));
    assertThat(started.status()).as(started.whole().body()).isEqualTo(201);
    String id = started.text("jobId");
    JsonNode _ = watch.end(domain, id, token);
    return id;
  }

  @Test
  void a_batch_refuses_two_voices_with_the_times_and_takes_the_longest_if_it_says_so()
      throws InterruptedException {
    // Given
    String uri = watch.put("two/voices.wav", wav(twoVoices()));
    String manifest =
        watch.put(
            "in/two.json",
            speakers(
                speaker("r-1", "allison", "[{\"S3Uri\": \"" + uri + "\", \"ChannelId\": 0}]")));

    // When
    String plain = run(manifest, "");
    String separated =
        run(
            manifest,
            ", \"enrollment\": {\"speakerDiarization\":"
                + " {\"minSpeakers\": 1, \"maxSpeakers\": 2, \"speakers\": \"longest\"}}");

    // Then
    assertThat(watch.output(plain, "two.json").at("/Errors/0/ErrorMessage").asText())
        .contains("MULTIPLE_SPEAKERS", "another voice from");
    JsonNode enrolled = watch.output(separated, "two.json").at("/SuccessfulEnrollments/0");
    assertThat(enrolled.path("EnrollmentStatus").asText()).isEqualTo("NEW_ENROLLMENT");
    assertThat(enrolled.path("Speakers").findValuesAsText("Used")).containsExactly("true", "false");
    assertThat(enrolled.at("/Speakers/1/Times/0/From").asDouble()).isGreaterThan(5);
    RestCalls.Answer shown =
        rest.send("GET", "/api/v1/domains/" + domain + "/jobs/" + separated, token, null);
    assertThat(shown.body().at("/enrollment/speakerDiarization/maxSpeakers").asInt()).isEqualTo(2);
    assertThat(verified("allison", "allison/call-1")).isEqualTo("ACCEPT");
    assertThat(verified("allison", "menardi/call-1")).isEqualTo("REJECT");
  }

  @Test
  void a_batch_goes_by_the_version_of_a_profile_that_was_the_newest_when_it_began()
      throws InterruptedException {
    // Given
    String manifest =
        watch.put(
            "in/profile.json",
            speakers(speaker("r-1", "allison", watch.audio("allison", "enrol", 2))));
    String profiles = "/domains/" + domain + "/profiles";
    line.call(
        "POST", profiles, Line.object().put("name", "long").put("enrollmentSpeechSeconds", 290));

    // When
    String id = run(manifest, ", \"enrollment\": {\"profile\": \"long\"}");

    // Then
    assertThat(watch.output(id, "profile.json").at("/Errors/0/ErrorMessage").asText())
        .contains("290.0 s are needed");
    RestCalls.Answer shown =
        rest.send("GET", "/api/v1/domains/" + domain + "/jobs/" + id, token, null);
    assertThat(shown.body().at("/enrollment/profile").asText()).isEqualTo("long@1");
    RestCalls.Answer unknown =
        rest.send(
            "POST",
            "/api/v1/domains/" + domain + "/jobs",
            token,
            "{\"kind\": \"SPEAKER_ENROLLMENT\", \"input\": \""
                + manifest
                + "\", \"output\": {\"uri\": \"s3://voices/out\"},"
                + " \"enrollment\": {\"profile\": \"nobody\"}}");
    assertThat(unknown.status()).isEqualTo(404);
  }
}
