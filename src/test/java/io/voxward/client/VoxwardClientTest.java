package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VoxwardClientTest {
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private VoxwardClient client;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void a_service_that_answers_what_it_is_told() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = new VoxwardClient(address(), "secret-token");
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getRawPath()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void a_domain_is_made_with_only_the_members_that_were_given() {
    answer = "{\"domainId\": \"d1\", \"name\": \"bank\", \"status\": \"ACTIVE\"}";

    Domain domain = client.createDomain(DomainSettings.named("bank").enrollingFrom(20));

    assertThat(domain).isEqualTo(new Domain("d1", "bank", "ACTIVE", null));
    assertThat(asked)
        .containsExactly(
            "POST /api/v1/domains Bearer secret-token"
                + " {\"name\":\"bank\",\"enrollmentSpeechSeconds\":20.0}");
  }

  @Test
  void a_session_starts_with_the_form_of_its_audio() {
    answer =
        """
        {"sessionId": "s1", "sessionName": "call-1", "streamUrl": "ws://127.0.0.1:1/x",
         "streamToken": "once", "expiresAt": "2026-11-22T03:00:00Z"}\
        """;

    StartedSession session =
        client.startSession("d1", new NewSession("call-1", null, Audio.TELEPHONE));

    assertThat(session.streamUrl()).isEqualTo(URI.create("ws://127.0.0.1:1/x"));
    assertThat(session).hasToString("StartedSession[s1, call-1]");
    assertThat(asked.getFirst())
        .endsWith(
            "{\"sessionName\":\"call-1\",\"audio\":"
                + "{\"encoding\":\"L16\",\"sampleRate\":8000,\"channels\":1}}");
  }

  @Test
  void a_generated_id_is_encoded_in_the_path() {
    answer = "{\"generatedSpeakerId\": \"id#abc\", \"status\": \"ENROLLED\"}";

    client.speaker("d1", "id#abc");

    assertThat(asked.getFirst()).startsWith("GET /api/v1/domains/d1/speakers/id%23abc ");
  }

  @Test
  void a_refusal_carries_the_problem() {
    status = 409;
    answer =
        """
        {"type": "x/speaker-opted-out", "title": "Conflict", "status": 409,
         "detail": "the speaker has opted out"}\
        """;

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> client.requestEnrollment("d1", "s1"));

    assertThat(refused.problem().status()).isEqualTo(409);
    assertThat(refused)
        .hasMessage(
            "POST /api/v1/domains/d1/sessions/s1/enrollment: 409 the speaker has opted out");
  }

  @Test
  void an_error_that_is_no_json_is_still_a_refusal() {
    status = 502;
    answer = "<html>bad gateway</html>";

    assertThatThrownBy(() -> client.domain("d1"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("HTTP 502");
  }

  @Test
  void a_recording_that_cannot_be_used_is_a_result_with_its_reasons() {
    status = 422;
    answer =
        """
        {"status": 422, "title": "Unusable audio", "detail": "the audio cannot be used",
         "reasons": [{"code": "NOT_SPEECH", "detail": "0.1 s of speech in 10.0 s"}]}\
        """;

    RecordingAnswer came = client.enrollRecording("d1", "a", new byte[] {1, 2}, "audio/flac");

    assertThat(came).isInstanceOf(RecordingAnswer.Unusable.class);
    Problem problem = ((RecordingAnswer.Unusable) came).problem();
    assertThat(problem.names("NOT_SPEECH")).isTrue();
    assertThat(problem.inWords()).isEqualTo("422 NOT_SPEECH: 0.1 s of speech in 10.0 s");
  }

  @Test
  void a_service_that_is_not_there_is_unreachable() {
    server.stop(0);

    assertThatThrownBy(() -> client.domain("d1")).isInstanceOf(UnreachableException.class);
  }

  @Test
  void readiness_is_what_health_says() {
    status = 503;

    assertThat(VoxwardClient.isReady(address())).isFalse();
  }
}
