package io.voxward.wire.audiohook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.voxward.access.AccessKeys;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.TenantId;
import io.voxward.wire.audiohook.HookLine.Account;
import io.voxward.wire.audiohook.HookLine.Refused;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AudioHook over real sockets: handshakes, calls and probes as the platform makes them. */
@QuarkusTest
class AudioHookSocketTest {
  private static final TenantId TENANT = new TenantId("audiohook-test");
  private static final double PACE = 7;

  private final AccessKeys accessKeys;
  private final Tenants tenants;
  private final MeterRegistry meters;
  private final Vertx vertx;

  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";
  private String instance = "";
  private URI address = URI.create("ws://localhost" + HookLine.PATH);
  private Account key = new Account("", "", "");

  @Inject
  AudioHookSocketTest(AccessKeys accessKeys, Tenants tenants, MeterRegistry meters, Vertx vertx) {
    this.accessKeys = accessKeys;
    this.tenants = tenants;
    this.meters = meters;
    this.vertx = vertx;
  }

  @BeforeEach
  void linkAnOrganization() {
    tenants.ensure(TENANT);
    line =
        new Line(
            Line.testAddress(),
            accessKeys.create(TENANT, "line", Set.of(Role.ADMIN), new DomainScope.All()).token());
    domain = line.call("POST", "/domains", Line.object().put("name", "bank")).text("/domainId");
    String organization = UUID.randomUUID().toString();
    Answer linked =
        line.call(
            "POST",
            "/instances",
            Line.object()
                .put("kind", "genesys")
                .put("externalId", organization)
                .put("domainId", domain));
    instance = linked.text("/instanceId");
    key = new Account(organization, linked.text("/apiKey"), linked.text("/clientSecret"));
    address = URI.create("ws://" + Line.testAddress().getAuthority() + HookLine.PATH);
  }

  private Answer session(String name) {
    return line.call("GET", "/domains/" + domain + "/sessions/" + name, null);
  }

  private double counted(String name, String... tags) {
    return meters.counter(name, tags).count();
  }

  private Map<String, String> headers() {
    return HookLine.headers(address, key, UUID.randomUUID().toString());
  }

  private static byte[] voice(String clip) {
    return HookLine.muLaw(DemoVoices.samples(clip));
  }

  @Test
  void a_call_is_heard_and_its_decisions_come_back_as_events() {
    // Given
    String conversation = UUID.randomUUID().toString();
    HookLine hook = HookLine.connect(address, key);
    ObjectNode open = hook.openParameters(conversation);
    open.putObject("customConfig").put("speakerId", "customer-7").put("acceptanceThreshold", "80");

    // When
    JsonNode opened = hook.open(open);
    hook.say("ping");
    hook.play(voice("allison/call-1"), PACE);
    hook.play(voice("allison/call-2"), PACE);
    JsonNode event =
        hook.await(
            "event",
            m -> m.at("/parameters/entities/0/data/fraud/decision").asText().equals("LOW_RISK"));
    hook.end("end");

    // Then
    assertThat(opened.at("/parameters/media").toString())
        .isEqualTo(
            "[{\"type\":\"audio\",\"format\":\"PCMU\",\"channels\":[\"external\"],\"rate\":8000}]");
    assertThat(hook.await("pong", m -> true).path("clientseq").asLong()).isEqualTo(2);
    JsonNode entity = event.at("/parameters/entities/0");
    assertThat(entity.path("type").asText()).isEqualTo("voxward.evaluation");
    assertThat(entity.at("/data/sessionName").asText()).isEqualTo(conversation);
    assertThat(entity.at("/data/authentication/decision").asText())
        .isEqualTo("SPEAKER_NOT_ENROLLED");
    assertThat(entity.at("/data/authentication/acceptanceThreshold").asInt()).isEqualTo(80);
    Answer kept = session(conversation);
    assertThat(kept.text("/streaming")).isEqualTo("ENDED");
    assertThat(kept.body().path("netSpeechSeconds").asDouble()).isGreaterThan(5);
    assertThat(kept.text("/audio/encoding")).isEqualTo("PCMU");
    for (int i = 0; i < hook.heard().size(); i++) {
      assertThat(hook.heard().get(i).path("seq").asInt()).isEqualTo(i + 1);
    }
  }

  @Test
  void with_the_docs_example_the_stream_is_released_once_everything_is_decided()
      throws IOException {
    // Given
    String conversation = UUID.randomUUID().toString();
    HookLine hook = HookLine.connect(address, key);
    ObjectNode open = hook.openParameters(conversation);
    open.set(
        "customConfig",
        new ObjectMapper()
            .readTree(
                Path.of("docs/integrations/examples/genesys-audiohook-config.json").toFile()));
    hook.open(open);

    // When
    line.call(
        "PATCH",
        "/domains/" + domain + "/sessions/" + conversation,
        Line.object().put("speakerId", "customer-8"));
    hook.play(voice("june/call-1"), PACE);
    hook.play(voice("june/call-2"), PACE);

    // Then
    JsonNode disconnect = hook.await("disconnect", m -> true);
    assertThat(disconnect.at("/parameters/reason").asText()).isEqualTo("completed");
    assertThat(disconnect.at("/parameters/info").asText()).isEqualTo("DECIDED");
    hook.end("disconnect");
  }

  @Test
  void a_probe_is_answered_and_makes_no_session() {
    // Given
    HookLine hook = HookLine.connect(address, key);
    double before = counted("voxward.dialect.opened", "dialect", "audiohook");

    // When
    hook.open(hook.openParameters(HookLine.NOBODY));
    hook.send(ByteBuffer.allocate(0));
    hook.end("end");

    // Then
    assertThat(session(HookLine.NOBODY).status()).isEqualTo(404);
    assertThat(counted("voxward.dialect.opened", "dialect", "audiohook")).isEqualTo(before);
  }

  @Test
  void a_secure_pause_keeps_what_is_said_out_of_the_call() {
    // Given
    String conversation = UUID.randomUUID().toString();
    HookLine hook = HookLine.connect(address, key);
    hook.open(hook.openParameters(conversation));
    double before = counted("voxward.dialect.paused.bytes", "dialect", "audiohook");
    byte[] speech = voice("carlo/call-1");

    // When
    hook.say("paused");
    hook.play(speech, PACE);
    hook.say(
        "resumed",
        Line.object().put("start", "PT0S").put("discarded", "PT" + speech.length / 8000 + "S"));
    hook.end("end");

    // Then
    assertThat(session(conversation).body().path("netSpeechSeconds").asDouble()).isZero();
    assertThat(counted("voxward.dialect.paused.bytes", "dialect", "audiohook") - before)
        .isEqualTo(speech.length);
  }

  @Test
  void a_pause_asked_for_over_REST_is_told_and_nothing_is_heard_until_it_is_over() {
    // Given
    String conversation = UUID.randomUUID().toString();
    String pause = "/domains/" + domain + "/sessions/" + conversation + "/pause";
    HookLine hook = HookLine.connect(address, key);
    hook.open(hook.openParameters(conversation));
    byte[] speech = voice("carlo/call-2");

    // When
    int begun = line.call("POST", pause, null).status();
    hook.await("pause", m -> true);
    hook.say("paused");
    hook.play(speech, PACE);
    int over = line.call("DELETE", pause, null).status();
    hook.await("resume", m -> true);
    hook.say("resumed", Line.object().put("start", "PT0S").put("discarded", "PT0S"));
    hook.end("end");

    // Then
    assertThat(begun).isEqualTo(204);
    assertThat(over).isEqualTo(204);
    assertThat(session(conversation).body().path("netSpeechSeconds").asDouble()).isZero();
  }

  @Test
  void a_reconnect_goes_on_in_the_same_session() {
    // Given
    String conversation = UUID.randomUUID().toString();
    HookLine first = HookLine.connect(address, key);
    first.open(first.openParameters(conversation));
    first.play(voice("menardi/call-1"), PACE);

    // When
    HookLine second = HookLine.connect(address, key);
    ObjectNode open = second.openParameters(conversation);
    open.withArray("continuedSessions")
        .addObject()
        .put("id", first.session())
        .put("serverseq", 1)
        .put("clientseq", 1);
    second.open(open);
    first.end("reconnect");
    double heardBefore = session(conversation).body().path("netSpeechSeconds").asDouble();
    second.play(voice("menardi/call-2"), PACE);
    second.end("end");

    // Then
    Answer session = session(conversation);
    assertThat(session.body().path("netSpeechSeconds").asDouble()).isGreaterThan(heardBefore + 2);
  }

  @Test
  void a_second_connection_of_a_call_that_does_not_continue_the_first_is_refused_by_name() {
    // Given
    String conversation = UUID.randomUUID().toString();
    HookLine first = HookLine.connect(address, key);
    first.open(first.openParameters(conversation));

    // When
    HookLine second = HookLine.connect(address, key);
    second.say("open", second.openParameters(conversation));

    // Then
    JsonNode disconnect = second.await("disconnect", m -> true);
    assertThat(disconnect.at("/parameters/info").asText()).startsWith("ANOTHER_ACTIVE_STREAM: ");
    second.end("disconnect");
    first.end("end");
  }

  @Test
  void a_call_announced_over_REST_is_joined_with_its_speaker() {
    // Given
    String conversation = UUID.randomUUID().toString();
    ObjectNode announced = Line.object().put("sessionName", conversation);
    announced.put("speakerId", "customer-9");
    announced.putObject("audio").put("encoding", "PCMU").put("sampleRate", 8000).put("channels", 1);
    line.call("POST", "/domains/" + domain + "/sessions", announced);
    HookLine hook = HookLine.connect(address, key);

    // When
    hook.open(hook.openParameters(conversation));

    // Then
    JsonNode event = hook.await("event", m -> true);
    assertThat(
            event
                .at("/parameters/entities/0/data/authentication/speaker/customerSpeakerId")
                .asText())
        .isEqualTo("customer-9");
    hook.end("end");
  }

  @Test
  void a_session_announced_for_other_audio_is_not_joined() {
    // Given
    String conversation = UUID.randomUUID().toString();
    ObjectNode announced = Line.object().put("sessionName", conversation);
    announced.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    line.call("POST", "/domains/" + domain + "/sessions", announced);
    HookLine hook = HookLine.connect(address, key);

    // When
    hook.say("open", hook.openParameters(conversation));

    // Then
    JsonNode disconnect = hook.await("disconnect", m -> true);
    assertThat(disconnect.at("/parameters/info").asText()).startsWith("BAD_PARAMETER: audio: ");
    hook.end("disconnect");
  }

  @Test
  void a_session_ended_over_REST_releases_the_stream() {
    // Given
    String conversation = UUID.randomUUID().toString();
    HookLine hook = HookLine.connect(address, key);
    hook.open(hook.openParameters(conversation));

    // When
    line.call("DELETE", "/domains/" + domain + "/sessions/" + conversation, null);

    // Then
    JsonNode disconnect = hook.await("disconnect", m -> true);
    assertThat(disconnect.at("/parameters/reason").asText()).isEqualTo("completed");
    hook.end("disconnect");
  }

  @Test
  void who_breaks_the_protocol_is_told_the_rule_and_hung_up_on() {
    // Given
    HookLine hook = HookLine.connect(address, key);
    hook.open(hook.openParameters(UUID.randomUUID().toString()));

    // When
    hook.sayRaw("{\"version\": \"1\"}");

    // Then
    JsonNode disconnect = hook.await("disconnect", m -> true);
    assertThat(disconnect.at("/parameters/reason").asText()).isEqualTo("error");
    assertThat(disconnect.at("/parameters/info").asText()).startsWith("BAD_MESSAGE: ");
    assertThat(hook.awaitClosing()).isEqualTo(1008);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "empty frame", "socket ping"})
  void a_flood_of_messages_without_audio_ends_the_call_by_name(String kind) {
    // Given
    HookLine hook = HookLine.connect(address, key);
    hook.open(hook.openParameters(UUID.randomUUID().toString()));

    // When
    hook.flood(
        3000,
        switch (kind) {
          case "ping" -> () -> hook.say("ping");
          case "empty frame" -> () -> hook.send(ByteBuffer.allocate(0));
          default -> hook::ping;
        });

    // Then
    JsonNode disconnect = hook.await("disconnect", m -> true);
    assertThat(disconnect.at("/parameters/reason").asText()).isEqualTo("error");
    assertThat(disconnect.at("/parameters/info").asText()).startsWith("TOO_MANY_MESSAGES: ");
    assertThat(hook.awaitClosing()).isEqualTo(1008);
  }

  @Test
  void audio_that_comes_too_fast_ends_the_call_by_name() {
    // Given
    HookLine hook = HookLine.connect(address, key);
    hook.open(hook.openParameters(UUID.randomUUID().toString()));

    // When
    hook.play(new byte[8000 * 60], 1000);

    // Then
    JsonNode disconnect = hook.await("disconnect", m -> true);
    assertThat(disconnect.at("/parameters/info").asText()).isEqualTo("TOO_FAST");
    hook.end("disconnect");
  }

  private static String text(
      Map<String, String> headers, String type, int seq, int serverSeq, JsonNode parameters) {
    return HookLine.message(
        headers.getOrDefault("Audiohook-Session-Id", ""), type, seq, serverSeq, 0, parameters);
  }

  @Test
  void an_offer_of_compression_is_taken_and_plain_messages_still_pass() throws IOException {
    // Given
    Map<String, String> headers = new LinkedHashMap<>(headers());
    headers.put(
        "Sec-WebSocket-Extensions",
        "permessage-deflate; client_max_window_bits, deflate-frame, x-webkit-deflate-frame");

    try (RawSocket socket = new RawSocket(address)) {
      // When
      String answer = socket.upgrade(headers);
      socket.sendText(text(headers, "ping", 1, 0, Line.object()));

      // Then
      assertThat(answer)
          .startsWith("HTTP/1.1 101")
          .containsIgnoringCase("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");
      assertThat(socket.readText()).contains("\"type\":\"pong\"");
    }
  }

  @Test
  void a_frame_that_is_marked_as_deflated_without_an_offer_breaks_the_connection()
      throws IOException {
    try (RawSocket socket = new RawSocket(address)) {
      String answer = socket.upgrade(headers());

      socket.sendDeflated(new byte[1600]);

      assertThat(answer).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
      assertThat(socket.readToEnd()).isTrue();
    }
  }

  @Test
  void a_small_frame_that_would_become_megabytes_ends_its_call_by_name() throws IOException {
    // Given
    Map<String, String> headers = new LinkedHashMap<>(headers());
    headers.put("Sec-WebSocket-Extensions", "permessage-deflate");
    double before = counted("voxward.audiohook.deflated.refused", "reason", "TOO_BIG");

    try (RawSocket socket = new RawSocket(address)) {
      String _ = socket.upgrade(headers);
      ObjectNode open = HookLine.openParameters(key, UUID.randomUUID().toString());
      socket.sendText(text(headers, "open", 1, 0, open));
      String _ = socket.readText("opened");

      // When
      socket.sendDeflated(new byte[48 << 20]);

      // Then
      assertThat(socket.readText("disconnect"))
          .contains("BAD_MESSAGE: audio comes after opened, in messages of at most 64 KiB");
      assertThat(counted("voxward.audiohook.deflated.refused", "reason", "TOO_BIG"))
          .isEqualTo(before + 1);
    }
  }

  @Test
  void a_client_that_deflates_is_heard_as_any_other() throws Exception {
    // Given
    double before = counted("voxward.audiohook.deflated.connections");
    String conversation = UUID.randomUUID().toString();
    Map<String, String> headers = headers();
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(address.getHost())
            .setPort(address.getPort())
            .setURI(address.getPath());
    headers.forEach(options::addHeader);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    WebSocketClient client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setTryUsePerMessageCompression(true));
    ClientWebSocket socket = client.webSocket();
    socket.textMessageHandler(said::add);

    // When
    WebSocket opened = patiently(socket.connect(options));
    ObjectNode open = HookLine.openParameters(key, conversation);
    patiently(opened.writeTextMessage(text(headers, "open", 1, 0, open)));
    String welcome = said.poll(30, TimeUnit.SECONDS);
    for (byte[] piece : pieces(voice("allison/call-1"))) {
      patiently(opened.writeBinaryMessage(Buffer.buffer(piece)));
      LockSupport.parkNanos((long) (0.2e9 / PACE));
    }
    patiently(
        opened.writeTextMessage(text(headers, "close", 2, 1, Line.object().put("reason", "end"))));
    String last = said.poll(30, TimeUnit.SECONDS);
    while (last != null && !last.contains("\"type\":\"closed\"")) {
      last = said.poll(30, TimeUnit.SECONDS);
    }

    // Then
    assertThat(counted("voxward.audiohook.deflated.connections")).isEqualTo(before + 1);
    assertThat(welcome).contains("\"type\":\"opened\"");
    assertThat(last).contains("\"type\":\"closed\"");
    assertThat(session(conversation).body().path("netSpeechSeconds").asDouble()).isGreaterThan(2);
    patiently(client.close());
  }

  /** Frames of 200 ms. */
  private static List<byte[]> pieces(byte[] audio) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < audio.length; at += 1600) {
      pieces.add(Arrays.copyOfRange(audio, at, Math.min(audio.length, at + 1600)));
    }
    return pieces;
  }

  private static <T> T patiently(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void a_handshake_works_once() {
    // Given
    Map<String, String> headers = headers();
    HookLine.connect(address, key).hangUp();

    // When
    HookLine hook = HookLine.connect(address, headers);
    Refused replayed = HookLine.refused(address, headers);
    hook.hangUp();

    // Then
    assertThat(replayed.status()).isEqualTo(401);
    assertThat(replayed.why()).isEqualTo("Signature error=\"REPLAYED\"");
  }

  @Test
  void a_signature_by_another_secret_is_refused_late_and_counted() {
    // Given
    double before = counted("voxward.audiohook.handshakes.refused", "reason", "WRONG_SIGNATURE");
    Account wrong = new Account(key.organization(), key.apiKey(), "bm90IHRoZSBzZWNyZXQ=");

    // When
    Refused refused =
        HookLine.refused(address, HookLine.headers(address, wrong, UUID.randomUUID().toString()));

    // Then
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.why()).isEqualTo("Signature error=\"NOT_PROVEN\"");
    assertThat(refused.afterMillis()).isGreaterThanOrEqualTo(500);
    assertThat(counted("voxward.audiohook.handshakes.refused", "reason", "WRONG_SIGNATURE"))
        .isEqualTo(before + 1);
  }

  @Test
  void a_key_that_is_not_linked_and_a_key_of_another_organization_are_refused_alike() {
    // Given
    Account unlinked = new Account(key.organization(), "vxi_nobody", key.secret());
    Account another = new Account(UUID.randomUUID().toString(), key.apiKey(), key.secret());

    // When
    Refused one =
        HookLine.refused(
            address, HookLine.headers(address, unlinked, UUID.randomUUID().toString()));
    Refused other =
        HookLine.refused(address, HookLine.headers(address, another, UUID.randomUUID().toString()));

    // Then
    assertThat(one.status()).isEqualTo(401);
    assertThat(one.why()).isEqualTo(other.why()).isEqualTo("Signature error=\"NOT_PROVEN\"");
    assertThat(one.afterMillis()).isGreaterThanOrEqualTo(500);
  }

  @Test
  void an_old_signature_and_one_of_the_future_are_refused() {
    for (Duration away : new Duration[] {Duration.ofSeconds(-12), Duration.ofSeconds(8)}) {
      Map<String, String> headers = new LinkedHashMap<>(headers());
      Instant then = Clock.systemUTC().instant().plus(away);

      Refused refused = HookLine.refused(address, HookLine.signed(address, headers, key, then));

      assertThat(refused.why()).isEqualTo("Signature error=\"OUT_OF_TIME\"");
    }
  }

  @Test
  void a_handshake_without_a_signature_is_refused() {
    Refused refused = HookLine.refused(address, Map.of("X-API-KEY", key.apiKey()));

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.why()).isEqualTo("Signature error=\"BAD_HEADER\"");
  }

  @Test
  void a_link_that_is_taken_away_opens_nothing() {
    // When
    line.call("DELETE", "/instances/" + instance, null);

    // Then
    assertThat(HookLine.refused(address, headers()).status()).isEqualTo(401);
  }

  @Test
  void many_wrong_signatures_of_a_key_are_refused_unread_for_a_while() {
    // Given
    Account wrong = new Account(key.organization(), key.apiKey(), "bm90IHRoZSBzZWNyZXQ=");
    try (ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        var _ =
            tries.submit(() ->
                HookLine.refused(
                    address, HookLine.headers(address, wrong, UUID.randomUUID().toString())));
      }
    }

    // When
    Refused refused = HookLine.refused(address, headers());

    // Then
    assertThat(refused.status()).isEqualTo(429);
  }
}
