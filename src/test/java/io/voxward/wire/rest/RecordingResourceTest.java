package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.client.Audio;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Enrolments and verifications from real recordings. */
@QuarkusTest
class RecordingResourceTest {
  private static final TenantId TENANT = new TenantId("recording-test");
  private static final String L16 = "audio/L16;rate=8000;channels=1";

  private final RestCalls rest;
  private String token = "";
  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";
  private String speaker = "";

  @Inject
  RecordingResourceTest(RestCalls rest) {
    this.rest = rest;
  }

  @BeforeEach
  void makeDomain() {
    token = rest.token(TENANT, Role.ADMIN);
    line = new Line(Line.testAddress(), token);
    useDomain(Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 5));
  }

  private void useDomain(ObjectNode body) {
    domain = "/domains/" + line.call("POST", "/domains", body).text("/domainId");
    speaker = domain + "/speakers/allison-7";
  }

  private Answer enrollAllison() {
    return line.upload(speaker + "/enrollments", "audio/flac", DemoVoices.flac("allison/enrol-2"));
  }

  @Test
  void a_recording_enrols_a_speaker_nobody_knew_and_tells_what_was_measured() {
    // When
    Answer enrolled = enrollAllison();

    // Then
    assertThat(enrolled.status()).isEqualTo(201);
    assertThat(enrolled.text("/status")).isEqualTo("COMPLETED");
    assertThat(enrolled.text("/speaker/customerSpeakerId")).isEqualTo("allison-7");
    assertThat(enrolled.body().at("/netSpeechSeconds").asDouble()).isGreaterThan(5);
    assertThat(enrolled.body().at("/quality/snrDb").asDouble()).isGreaterThan(3);
    Answer shown = line.call("GET", speaker, null);
    assertThat(shown.text("/status")).isEqualTo("ENROLLED");
    assertThat(shown.text("/lastAccessedAt")).isNotEmpty();
  }

  @Test
  void the_same_voice_in_another_form_is_accepted_and_another_voice_is_rejected() {
    // Given
    enrollAllison();
    byte[] bigEndian = Audio.l16BigEndian(DemoVoices.samples("allison/call-1"));

    // When
    Answer own = line.upload(speaker + "/verifications", L16, bigEndian);
    Answer other =
        line.upload(speaker + "/verifications", "audio/flac", DemoVoices.flac("june/call-1"));

    // Then
    assertThat(own.text("/decision")).isEqualTo("ACCEPT");
    assertThat(own.body().at("/score").asInt()).isGreaterThanOrEqualTo(90);
    assertThat(own.text("/calibrationData")).isNotEmpty();
    assertThat(own.body().at("/secondsStillNeeded").asDouble()).isZero();
    assertThat(other.text("/decision")).isEqualTo("REJECT");
  }

  @Test
  void a_verification_before_enrolment_says_so_and_of_nobody_is_not_found() {
    // Given
    ObjectNode session = Line.object().put("speakerId", "pending-1");
    session.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    line.call("POST", domain + "/sessions", session);
    byte[] recording = DemoVoices.flac("allison/call-1");

    // When
    Answer pending =
        line.upload(domain + "/speakers/pending-1/verifications", "audio/flac", recording);
    Answer nobody =
        line.upload(domain + "/speakers/nobody-1/verifications", "audio/flac", recording);

    // Then
    assertThat(pending.text("/decision")).isEqualTo("SPEAKER_NOT_ENROLLED");
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.text("/type")).endsWith(":speaker-not-found");
  }

  @Test
  void two_voices_in_one_recording_are_refused_with_the_times() {
    // Given
    byte[] both = Audio.l16BigEndian(joined("allison/enrol-2", "menardi/enrol-2"));

    // When
    Answer refused = line.upload(speaker + "/enrollments", L16, both);

    // Then
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/reasons/0/code")).isEqualTo("MULTIPLE_SPEAKERS");
    assertThat(refused.text("/reasons/0/detail")).contains("another voice from");
    assertThat(line.call("GET", speaker, null).status()).isEqualTo(404);
  }

  private static float[] joined(String first, String second) {
    float[] one = DemoVoices.samples(first);
    float[] two = DemoVoices.samples(second);
    float[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  @Test
  void too_little_speech_is_refused_with_the_figures() {
    // When
    Answer refused =
        line.upload(speaker + "/enrollments", "audio/flac", DemoVoices.flac("june/short-1"));

    // Then
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/reasons/0/code")).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(refused.text("/reasons/0/detail")).contains("5.0 s are needed");
  }

  @Test
  void what_is_not_speech_is_refused_as_that() {
    // When
    Answer refused =
        line.upload(speaker + "/enrollments", "audio/flac", DemoVoices.flac("nobody/noise-1"));

    // Then
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/reasons/0/code")).isEqualTo("NOT_SPEECH");
  }

  @Test
  void whoever_opted_out_is_not_enrolled() {
    // Given
    line.call("POST", speaker + "/opt-out", null);

    // When
    Answer refused = enrollAllison();

    // Then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/type")).endsWith(":speaker-opted-out");
  }

  @Test
  void a_domain_that_asks_for_consent_gets_a_consent_or_no_voiceprint() {
    // Given
    useDomain(
        Line.object()
            .put("name", "bank")
            .put("enrollmentSpeechSeconds", 5)
            .put("consentRequired", true));
    byte[] recording = DemoVoices.flac("allison/enrol-2");

    // When
    Answer without = line.upload(speaker + "/enrollments", "audio/flac", recording);
    Answer with =
        line.upload(
            speaker
                + "/enrollments?consentChannel=phone&consentGivenAt=2026-11-20T10:00:00Z"
                + "&consentReference=call-17",
            "audio/flac",
            recording);

    // Then
    assertThat(without.status()).isEqualTo(409);
    assertThat(without.text("/type")).endsWith(":consent-required");
    assertThat(with.status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          audio/L16                   | 400 | invalid
          audio/L16;rate=4000         | 400 | invalid
          audio/L16;rate=x            | 400 | invalid
          audio/L16;rate=8000;channels=9 | 400 | invalid
          audio/L16;rate=8000;channels=2 | 400 | invalid
          audio/mpeg                  | 415 | unsupported-media-type
          audio/wav                   | 422 | unusable-audio
          audio/flac                  | 422 | unusable-audio
          """)
  void bytes_that_are_not_what_their_type_says_are_refused(String type, int status, String kind) {
    // When
    Answer refused = line.upload(speaker + "/enrollments", type, new byte[4000]);

    // Then
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.text("/type")).endsWith(":" + kind);
  }

  @ParameterizedTest
  @CsvSource({"channel=9,channel", "channel=x,channel", "consentChannel=phone,consentGivenAt"})
  void a_query_that_breaks_a_rule_is_refused_naming_the_parameter(String query, String field) {
    // When
    Answer refused = line.upload(speaker + "/enrollments?" + query, L16, new byte[4000]);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/field")).isEqualTo(field);
  }

  @Test
  void a_recording_over_the_limit_is_refused_by_its_announced_length() {
    // When
    Answer refused =
        line.upload(
            speaker + "/enrollments", L16, new byte[(int) RecordingResource.LARGEST_BYTES + 1]);

    // Then
    assertThat(refused.status()).isEqualTo(413);
  }

  @Test
  void a_recording_over_the_limit_without_an_announced_length_is_refused_too() {
    // Given
    byte[] large = new byte[(int) RecordingResource.LARGEST_BYTES + 100_000];
    HttpRequest request =
        HttpRequest.newBuilder(Line.testAddress().resolve("/api/v1" + speaker + "/enrollments"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", L16)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();

    // When
    Answer refused = line.exchange(request);

    // Then
    assertThat(refused.status()).isEqualTo(413);
  }
}
