package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.Line.Stream;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SessionResourceTest {
  private static final TenantId TENANT = new TenantId("session-resource-test");

  private final RestCalls rest;
  private String token = "";
  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";
  private String sessions = "";

  @Inject
  SessionResourceTest(RestCalls rest) {
    this.rest = rest;
  }

  @BeforeEach
  void makeDomain() {
    token = rest.token(TENANT, Role.ADMIN);
    line = new Line(Line.testAddress(), token);
    domain =
        "/domains/"
            + line.call("POST", "/domains", Line.object().put("name", "bank")).text("/domainId");
    sessions = domain + "/sessions";
  }

  private static ObjectNode named(String name) {
    ObjectNode body = Line.object().put("sessionName", name);
    body.putObject("audio").put("encoding", "PCMU").put("sampleRate", 8000).put("channels", 1);
    return body;
  }

  @Test
  void a_new_session_tells_where_and_how_to_stream_and_until_when() {
    // When
    Answer made = line.call("POST", sessions, named("contact-1"));

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/sessionId")).matches("id#[a-zA-Z0-9]{22}");
    assertThat(made.text("/sessionName")).isEqualTo("contact-1");
    assertThat(URI.create(made.text("/streamUrl")))
        .hasScheme("ws")
        .hasPort(Line.testAddress().getPort());
    assertThat(made.text("/streamToken")).isNotEmpty();
    assertThat(made.text("/expiresAt")).endsWith("Z");
  }

  @Test
  void a_session_is_found_by_its_name_too() {
    // Given
    Answer made = line.call("POST", sessions, named("contact-1"));

    // When
    Answer found = line.call("GET", sessions + "/contact-1", null);

    // Then
    assertThat(found.text("/sessionId")).isEqualTo(made.text("/sessionId"));
    assertThat(found.text("/streaming")).isEqualTo("PENDING_CONFIGURATION");
    assertThat(found.text("/audio/encoding")).isEqualTo("PCMU");
    assertThat(found.body().path("decisions").isArray()).isTrue();
  }

  @Test
  void a_name_belongs_to_one_active_session_and_is_free_again_after_its_end() {
    // Given
    line.call("POST", sessions, named("contact-1"));

    // When
    Answer second = line.call("POST", sessions, named("contact-1"));

    // Then
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("/type")).endsWith(":name-in-use");
    assertThat(line.call("DELETE", sessions + "/contact-1", null).status()).isEqualTo(204);
    ended("contact-1");
    assertThat(line.call("POST", sessions, named("contact-1")).status()).isEqualTo(201);
  }

  /** The end is written down a moment after it happened. */
  private void ended(String name) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (line.call("GET", sessions + "/" + name, null).text("/endReason").isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void an_ended_session_is_shown_and_can_no_longer_be_asked() {
    // Given
    line.call("POST", sessions, named("contact-1"));
    line.call("DELETE", sessions + "/contact-1", null);

    // When
    Answer evaluation = line.call("GET", sessions + "/contact-1/evaluation", null);

    // Then
    assertThat(evaluation.status()).isEqualTo(409);
    assertThat(evaluation.text("/type")).endsWith(":session-ended");
    ended("contact-1");
    assertThat(line.call("GET", sessions + "/contact-1", null).text("/endReason"))
        .isEqualTo("ENDED_BY_CALLER");
  }

  @Test
  void ending_a_session_ends_its_stream() {
    // Given
    Answer made = line.call("POST", sessions, named("contact-1"));
    Stream stream = line.stream(made.text("/streamUrl"), made.text("/streamToken"));
    stream.await("progress", m -> true);

    // When
    line.call("DELETE", sessions + "/contact-1", null);

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(1000, "SESSION_ENDED"));
  }

  @Test
  void deleting_the_domain_ends_its_sessions() {
    // Given
    Answer made = line.call("POST", sessions, named("contact-1"));
    Stream stream = line.stream(made.text("/streamUrl"), made.text("/streamToken"));
    stream.await("progress", m -> true);

    // When
    line.call("DELETE", domain, null);

    // Then
    assertThat(stream.awaitClosing()).isEqualTo(new Stream.Closing(1000, "SESSION_ENDED"));
    assertThat(line.call("GET", sessions + "/contact-1/evaluation", null).text("/type"))
        .endsWith(":domain-not-active");
  }

  @Test
  void another_tenants_session_does_not_exist() {
    // Given
    Answer made = line.call("POST", sessions, named("contact-1"));
    Line other =
        new Line(Line.testAddress(), rest.token(new TenantId("session-other-test"), Role.ADMIN));

    // When
    Answer asked = other.call("GET", sessions + "/" + Line.encoded(made.text("/sessionId")), null);

    // Then
    assertThat(asked.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sessionName": "-x", "audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}} | sessionName
          {"speakerId": "a b", "audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}} | speakerId
          {} | audio
          {"audio": {"sampleRate": 8000, "channels": 1}} | audio.encoding
          {"audio": {"encoding": "OPUS", "sampleRate": 8000, "channels": 1}} | audio.encoding
          {"audio": {"encoding": "L16", "channels": 1}} | audio.sampleRate
          {"audio": {"encoding": "L16", "sampleRate": 11025, "channels": 1}} | audio.sampleRate
          {"audio": {"encoding": "L16", "sampleRate": 4, "channels": 1}} | audio.sampleRate
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 3, "callerChannel": 0}} | audio.channels
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 2}} | audio.callerChannel
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 2, "callerChannel": 2}} | audio.callerChannel
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}, "settings": {"acceptanceThreshold": 101}} | settings.acceptanceThreshold
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}, "settings": {"riskThreshold": -1}} | settings.riskThreshold
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}, "settings": {"watchlistId": "x"}} | watchlistId
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}, "settings": {"authenticationSpeechSeconds": 4.9}} | settings.authenticationSpeechSeconds
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}, "settings": {"authenticationSpeechSeconds": 10.1}} | settings.authenticationSpeechSeconds
          {"audio": {"encoding": "L16", "sampleRate": 8000, "channels": 1}, "originalContactArn": "arn:aws:s3:::x"} | originalContactArn
          {"audio": {"encoding": "L16", "sampleRate": "8000", "channels": 1}} | audio.sampleRate
          {"audoi": {}} | audoi
          """)
  void a_wrong_form_is_refused_naming_the_field(String body, String field) {
    // When
    RestCalls.Answer refused = rest.send("POST", "/api/v1" + sessions, token, body);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("field")).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"21", "-1", "x", "NaN"})
  void a_check_waits_from_0_to_20_seconds_only(String wait) {
    // Given
    line.call("POST", sessions, named("contact-1"));

    // When
    Answer refused = line.call("GET", sessions + "/contact-1/check?wait=" + wait, null);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/field")).isEqualTo("wait");
  }

  @Test
  void a_check_answers_in_the_words_of_contact_flows() {
    // Given
    line.call("POST", sessions, named("contact-1").put("speakerId", "customer-7"));

    // When
    Answer check = line.call("GET", sessions + "/contact-1/check?wait=0", null);

    // Then
    assertThat(check.text("/enrollment")).isEqualTo("Not enrolled");
    assertThat(check.text("/authentication")).isEqualTo("Not enrolled");
    assertThat(check.text("/fraud")).isEqualTo("Inconclusive");
    assertThat(check.body().path("secondsStillNeeded").asDouble()).isEqualTo(10);
    assertThat(check.body().path("final").asBoolean()).isFalse();
  }

  @Test
  void a_check_that_waits_is_answered_as_soon_as_the_stream_is_over() {
    // Given
    Answer made = line.call("POST", sessions, named("contact-1"));
    Stream stream = line.stream(made.text("/streamUrl"), made.text("/streamToken"));
    CompletableFuture<Answer> check =
        CompletableFuture.supplyAsync(
            () -> line.call("GET", sessions + "/contact-1/check?wait=20", null));
    stream.send(ByteBuffer.allocate(8000));

    // When
    stream.say("{\"type\":\"end\"}");

    // Then
    Answer answer = check.orTimeout(15, TimeUnit.SECONDS).join();
    assertThat(answer.body().path("final").asBoolean()).isTrue();
    assertThat(answer.text("/fraud")).isEqualTo("Inconclusive");
  }

  @Test
  void a_feature_that_is_off_is_absent_from_the_evaluation() {
    // Given
    ObjectNode body = named("contact-1");
    body.putObject("settings").put("authentication", false);
    line.call("POST", sessions, body);

    // When
    Answer evaluation = line.call("GET", sessions + "/contact-1/evaluation", null);

    // Then
    assertThat(evaluation.body().has("authentication")).isFalse();
    assertThat(evaluation.text("/fraud/decision")).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(evaluation.body().at("/fraud/voiceSpoofing").isMissingNode()).isTrue();
  }

  @Test
  void enrolling_without_a_speaker_is_refused_and_asking_for_none_is_not_found() {
    // Given
    line.call("POST", sessions, named("contact-1"));

    // When
    Answer asked = line.call("POST", sessions + "/contact-1/enrollment", null);

    // Then
    assertThat(asked.status()).isEqualTo(409);
    assertThat(asked.text("/type")).endsWith(":speaker-not-set");
    Answer progress = line.call("GET", sessions + "/contact-1/enrollment", null);
    assertThat(progress.status()).isEqualTo(404);
    assertThat(progress.text("/type")).endsWith(":enrollment-not-found");
  }

  @Test
  void an_enrolment_that_got_too_little_speech_fails_with_its_session() {
    // Given
    line.call("POST", sessions, named("contact-1").put("speakerId", "customer-7"));
    line.call("POST", sessions + "/contact-1/enrollment", null);

    // When
    line.call("DELETE", sessions + "/contact-1", null);

    // Then
    ended("contact-1");
    Answer progress = line.call("GET", sessions + "/contact-1/enrollment", null);
    assertThat(progress.text("/status")).isEqualTo("FAILED");
    assertThat(progress.text("/reasons/0")).isEqualTo("SESSION_ENDED");
  }

  @Test
  void the_list_of_active_sessions_leaves_out_the_ended_ones() {
    // Given
    line.call("POST", sessions, named("contact-1"));
    line.call("POST", sessions, named("contact-2"));
    line.call("DELETE", sessions + "/contact-1", null);
    ended("contact-1");

    // When
    Answer active = line.call("GET", sessions + "?active=true", null);

    // Then
    assertThat(active.body().path("items")).hasSize(1);
    assertThat(active.text("/items/0/sessionName")).isEqualTo("contact-2");
    assertThat(line.call("GET", sessions, null).body().path("items")).hasSize(2);
  }

  @Test
  void events_begin_with_the_decisions_and_end_with_the_session() {
    // Given
    line.call("POST", sessions, named("contact-1").put("speakerId", "customer-7"));
    HttpRequest request =
        HttpRequest.newBuilder(
                Line.testAddress().resolve("/api/v1" + sessions + "/contact-1/events"))
            .header("Authorization", "Bearer " + token)
            .build();
    CompletableFuture<java.util.stream.Stream<String>> answer =
        HttpClient.newHttpClient()
            .sendAsync(request, BodyHandlers.ofLines())
            .thenApply(response -> response.body());
    java.util.stream.Stream<String> lines = answer.join();

    // When
    line.call("DELETE", sessions + "/contact-1", null);

    // Then
    List<String> told = lines.filter(text -> text.startsWith("event:")).toList();
    assertThat(told.getFirst()).endsWith("evaluation");
    assertThat(told.getLast()).endsWith("ended");
  }
}
