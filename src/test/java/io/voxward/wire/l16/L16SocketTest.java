package io.voxward.wire.l16;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.common.TenantId;
import io.voxward.wire.dialect.Bank;
import io.voxward.wire.dialect.DocumentedExample;
import io.voxward.wire.dialect.PlatformSocket;
import io.voxward.wire.dialect.PlatformSocket.Closing;
import io.voxward.wire.dialect.Speech;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of jambonz, FreeSWITCH, Vonage and Asterisk over real sockets. */
@QuarkusTest
class L16SocketTest {
  private static final TenantId TENANT = new TenantId("l16-socket-test");
  private static final double PACE = 7;
  private static final AtomicLong CALLS = new AtomicLong();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestCalls rest;
  private final MeterRegistry meters;
  private Bank bank;
  private String call = "";

  @Inject
  L16SocketTest(RestCalls rest, MeterRegistry meters) {
    this.rest = rest;
    this.meters = meters;
  }

  @BeforeEach
  void makeBank() {
    bank = Bank.of(rest, TENANT);
    call = "9e1d0a2c-0000-4000-8000-%012d".formatted(CALLS.incrementAndGet());
  }

  private String token(String kind) {
    return bank.link(kind, "pbx-" + call, "").text("/token");
  }

  private static Map<String, String> basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static void play(PlatformSocket socket, byte[] audio, int bytesPerSecond) {
    Speech.play(audio, bytesPerSecond / 50, bytesPerSecond, PACE, socket::send);
  }

  private JsonNode heard(String session) {
    return bank.awaitSpeech(session, 0.5);
  }

  @Test
  void jambonz_streams_the_callers_channel_of_two() {
    // Given
    PlatformSocket socket =
        PlatformSocket.open("/stream/jambonz", bearer(token("jambonz")), "audio.jambonz.org");
    assertThat(socket.subProtocol()).isEqualTo("audio.jambonz.org");
    socket.say(
        """
        {"callSid": "%s", "direction": "inbound", "from": "1", "to": "2", "sampleRate": 8000,
         "mixType": "stereo", "metadata": {"speakerId": "customer-7"}}
        """
            .formatted(call));

    // When
    play(socket, twoChannels(Speech.l16("june", "short", 1, 8000)), 32_000);
    socket.say("{\"event\":\"dtmf\",\"dtmf\":\"2\",\"duration\":\"1600\"}");

    // Then
    assertThat(heard(call).at("/authentication/decision").asText())
        .isEqualTo("SPEAKER_NOT_ENROLLED");
    socket.hangUp();
    bank.await(call, body -> body.path("streaming").asText().equals("ENDED"));
    assertThat(socket.told()).isEmpty();
  }

  /** The caller on the left, silence on the right. */
  private static byte[] twoChannels(byte[] caller) {
    byte[] both = new byte[caller.length * 2];
    for (int i = 0; i < caller.length; i += 2) {
      both[2 * i] = caller[i];
      both[2 * i + 1] = caller[i + 1];
    }
    return both;
  }

  @Test
  void jambonz_may_send_its_token_as_a_password_and_any_rate() {
    // Given
    PlatformSocket socket =
        PlatformSocket.open(
            "/stream/jambonz", basic("voxward", token("jambonz")), "audio.jambonz.org");
    socket.say(
        "{\"callSid\": \"%s\", \"sampleRate\": 64000, \"mixType\": \"mono\"}".formatted(call));

    // When
    play(socket, Speech.l16("june", "short", 1, 64_000), 128_000);

    // Then
    heard(call);
    socket.hangUp();
  }

  @Test
  void audio_fork_says_the_rate_in_the_query_and_gets_the_decisions() throws IOException {
    // Given
    PlatformSocket socket =
        PlatformSocket.open(
            "/stream/freeswitch?rate=8000", bearer(token("freeswitch")), "audio.drachtio.org");
    assertThat(socket.subProtocol()).isEqualTo("audio.drachtio.org");
    socket.say("{\"uuid\": \"%s\", \"speakerId\": \"customer-7\"}".formatted(call));

    // When
    play(socket, Speech.l16("june", "short", 1, 8000), 16_000);

    // Then
    heard(call);
    JsonNode told = JSON.readTree(socket.await(text -> text.contains("SPEAKER_NOT_ENROLLED")));
    assertThat(told.path("type").asText()).isEqualTo("json");
    assertThat(told.at("/data/type").asText()).isEqualTo("voxward.evaluation");
    assertThat(told.at("/data/data/sessionName").asText()).isEqualTo(call);
    socket.hangUp();
  }

  @Test
  void audio_stream_may_send_sound_before_any_word_and_its_token_in_the_query() throws IOException {
    // Given
    PlatformSocket socket =
        PlatformSocket.open(
            "/stream/audiostream?rate=16000&sessionName=" + call + "&token=" + token("freeswitch"),
            Map.of());

    // When
    play(socket, Speech.l16("june", "short", 1, 16_000), 32_000);

    // Then
    heard(call);
    JsonNode told = JSON.readTree(socket.await(text -> text.contains("voxward.evaluation")));
    assertThat(told.at("/data/sessionName").asText()).isEqualTo(call);
    socket.hangUp();
  }

  @Test
  void vonage_streams_wideband_sound() {
    // Given
    PlatformSocket socket = PlatformSocket.open("/stream/vonage", bearer(token("vonage")));
    socket.say(
        """
        {"event": "websocket:connected", "content-type": "audio/l16;rate=16000",
         "uuid": "%s", "speakerId": "customer-7"}
        """
            .formatted(call));

    // When
    play(socket, Speech.l16("june", "short", 1, 16_000), 32_000);
    socket.say("{\"event\":\"websocket:dtmf\",\"digit\":\"5\",\"duration\":260}");

    // Then
    heard(call);
    socket.hangUp();
  }

  @ParameterizedTest
  @CsvSource({"ulaw", "slin16"})
  void asterisk_streams_what_it_dialled(String format) {
    // Given
    PlatformSocket socket =
        PlatformSocket.open(
            "/stream/asterisk?speakerId=customer-7", bearer(token("asterisk")), "media");
    assertThat(socket.subProtocol()).isEqualTo("media");
    String channel = "1761245643." + CALLS.incrementAndGet();
    socket.say(
        "MEDIA_START connection_id:m1 channel:WebSocket/m1/0x51 channel_id:%s format:%s ptime:20"
            .formatted(channel, format));

    // When
    if (format.equals("ulaw")) {
      play(socket, Speech.muLaw("june", "short", 1), 8000);
    } else {
      play(socket, Speech.l16("june", "short", 1, 16_000), 32_000);
    }
    socket.say("DTMF_END digit:5");
    socket.say("MEDIA_XOFF");

    // Then
    heard(channel.replace('.', '-'));
    socket.hangUp();
  }

  @Test
  void only_a_token_of_that_kind_lets_a_call_in() {
    // Given
    String vonage = token("vonage");

    // When
    List<PlatformSocket> refused =
        List.of(
            PlatformSocket.open("/stream/jambonz", bearer(vonage)),
            PlatformSocket.open("/stream/jambonz", bearer("vxp_unknown")),
            PlatformSocket.open("/stream/jambonz", Map.of()));
    refused.forEach(socket -> socket.say("{\"callSid\": \"c\", \"sampleRate\": 8000}"));
    refused.forEach(socket -> socket.send(new byte[320]));

    // Then
    for (PlatformSocket socket : refused) {
      Closing closing = socket.awaitClosing();
      assertThat(closing.code()).isEqualTo(1008);
      assertThat(closing.reason()).startsWith("NOT_LINKED: ");
    }
    assertThat(bank.activeSessions()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sampleRate\": 8000, \"mixType\": \"mixed\"}| BAD_PARAMETER: mixType: must be mono or"
            + " stereo: mixed has both voices",
        "{\"sampleRate\": 44099}| BAD_PARAMETER: sampleRate: must be one of",
        "{\"sampleRate\": 8000, \"acceptanceThreshold\": 101}| BAD_PARAMETER: acceptanceThreshold",
        "hello| BAD_PARAMETER: message: must be a JSON object"
      })
  void what_cannot_be_heard_is_refused_by_name(String first, String reason) {
    // Given
    PlatformSocket socket = PlatformSocket.open("/stream/jambonz", bearer(token("jambonz")));

    // When
    socket.say(first);

    // Then
    Closing closing = socket.awaitClosing();
    assertThat(closing.code()).isEqualTo(1008);
    assertThat(closing.reason()).startsWith(reason);
  }

  @Test
  void sound_before_the_announcement_and_messages_too_large_end_the_stream() {
    // When
    PlatformSocket early = PlatformSocket.open("/stream/vonage", bearer(token("vonage")));
    early.send(new byte[320]);
    String query = "/stream/freeswitch?rate=8000&sessionName=" + call;
    PlatformSocket large = PlatformSocket.open(query, bearer(token("freeswitch")));
    large.send(new byte[64 * 1024 + 2]);

    // Then
    assertThat(early.awaitClosing().reason()).startsWith("BAD_MESSAGE: message must be");
    assertThat(large.awaitClosing()).isEqualTo(new Closing(1009, "MESSAGE_TOO_BIG"));
  }

  @ParameterizedTest
  @CsvSource({
    "jambonz, jambonz, text",
    "freeswitch, freeswitch, empty sound",
    "freeswitch, audiostream, text",
    "vonage, vonage, empty sound",
    "asterisk, asterisk, text",
    "asterisk, asterisk, ping"
  })
  void a_flood_of_messages_without_audio_ends_the_stream_by_name(
      String kind, String path, String what) {
    // Given
    PlatformSocket socket =
        PlatformSocket.open(
            "/stream/" + path + "?rate=8000&sessionName=" + call, bearer(token(kind)));
    socket.say(
        """
        {"event": "%s", "content-type": "audio/l16;rate=8000", "format": "ulaw"}
        """
            .formatted(kind.equals("vonage") ? "websocket:connected" : "MEDIA_START"));
    bank.await(call, body -> body.path("streaming").asText().equals("ONGOING"));
    double before = tooMany(path);

    // When
    socket.flood(
        3000,
        switch (what) {
          case "text" -> () -> socket.say("{\"event\":\"dtmf\",\"dtmf\":\"2\"}");
          case "empty sound" -> () -> socket.send(new byte[0]);
          default -> socket::ping;
        });

    // Then
    assertThat(socket.awaitClosing()).isEqualTo(new Closing(4006, "TOO_MANY_MESSAGES"));
    bank.await(call, body -> body.path("streaming").asText().equals("ENDED"));
    assertThat(tooMany(path) - before).isEqualTo(1);
  }

  private double tooMany(String dialect) {
    return Bank.counted(
        meters, "voxward.dialect.ended", "dialect", dialect, "reason", "TOO_MANY_MESSAGES");
  }

  @Test
  void the_documented_examples_begin_calls() throws IOException {
    // jambonz: the verb's metadata is merged into the call's attributes.
    JsonNode listen = JSON.readTree(DocumentedExample.text("jambonz-listen.json"));
    String password = listen.at("/wsAuth/password").asText().replace("TOKEN", token("jambonz"));
    ObjectNode attributes = JSON.createObjectNode().put("callSid", call);
    attributes.set("sampleRate", listen.path("sampleRate"));
    attributes.set("mixType", listen.path("mixType"));
    attributes.setAll((ObjectNode) listen.path("metadata"));
    begins(
        PlatformSocket.open(
            DocumentedExample.path(listen.path("url").asText()),
            basic(listen.at("/wsAuth/username").asText(), password),
            "audio.jambonz.org"),
        attributes.toString());

    // Vonage: the headers are merged into the first message.
    JsonNode endpoint =
        JSON.readTree(DocumentedExample.text("vonage-connect.json")).at("/0/endpoint/0");
    ObjectNode connected = JSON.createObjectNode().put("event", "websocket:connected");
    connected.set("content-type", endpoint.path("content-type"));
    connected.setAll((ObjectNode) endpoint.path("headers"));
    begins(
        PlatformSocket.open(
            DocumentedExample.path(endpoint.path("uri").asText()),
            Map.of(
                "Authorization",
                endpoint.at("/authorization/value").asText().replace("TOKEN", token("vonage")))),
        connected.toString().replace("CALL_UUID", call));

    // FreeSWITCH: the metadata is what stands last.
    List<String> fork = DocumentedExample.text("freeswitch-fork.txt").lines().toList();
    String[] words = fork.get(2).split(" ", 7);
    begins(
        PlatformSocket.open(
            DocumentedExample.path(words[3]),
            basic(last(fork.get(0)), last(fork.get(1)).replace("TOKEN", token("freeswitch"))),
            "audio.drachtio.org"),
        words[6].replace("${uuid}", call));
    assertThat(words[5]).isEqualTo("8k");
  }

  private static String last(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  @Test
  void the_documented_example_of_asterisk_begins_a_call() {
    // Given
    Map<String, String> settings = new TreeMap<>();
    DocumentedExample.text("asterisk-websocket.conf")
        .lines()
        .filter(line -> line.contains(" = "))
        .forEach(line -> settings.put(line.split(" = ", 2)[0], line.split(" = ", 2)[1]));
    String dialled =
        DocumentedExample.text("asterisk-websocket.conf")
            .replaceAll("(?s).*v\\(([^)]*)\\).*", "$1");

    // When
    PlatformSocket socket =
        PlatformSocket.open(
            DocumentedExample.path(settings.getOrDefault("uri", "")) + "?" + dialled,
            basic(
                settings.getOrDefault("username", ""),
                settings.getOrDefault("password", "").replace("TOKEN", token("asterisk"))),
            settings.getOrDefault("protocols", ""));

    // Then
    begins(
        socket,
        "MEDIA_START connection_id:voxward channel:WebSocket/voxward/0x51 channel_id:"
            + call
            + " format:ulaw optimal_frame_size:160 ptime:20");
  }

  private void begins(PlatformSocket socket, String first) {
    socket.say(first);
    JsonNode begun = bank.await(call, body -> body.path("streaming").asText().equals("ONGOING"));
    assertThat(begun.at("/authentication/speaker/customerSpeakerId").asText())
        .isEqualTo("customer-7");
    socket.hangUp();
    bank.await(call, body -> body.path("streaming").asText().equals("ENDED"));
    bank.line().call("DELETE", bank.path() + "/sessions/" + call, null);
  }

  /** Random messages: the socket ends as the model says, and all sound before that was heard. */
  @Test
  void whatever_comes_the_sound_was_heard_and_the_next_call_is_let_in() {
    String token = token("freeswitch");
    for (int seed = 0; seed < 20; seed++) {
      // Given
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      PlatformSocket socket =
          PlatformSocket.open(
              "/stream/freeswitch?rate=8000&sessionName=f" + seed + call.substring(24),
              bearer(token));
      double before = Bank.counted(meters, "voxward.dialect.bytes", "dialect", "freeswitch");
      long expected = 0;
      boolean large = false;

      // When
      for (int message = 0; message < 60 && !large; message++) {
        switch (random.nextInt(8)) {
          case 0 -> socket.say("{\"event\": [[[");
          case 1 -> socket.say("{\"event\": {\"event\": 1}, \"x\": null}");
          case 2 -> socket.say("words");
          case 3 -> {
            large = random.nextInt(8) == 0;
            if (large) {
              socket.say("x".repeat(64 * 1024 + 1));
            }
          }
          default -> {
            byte[] sound = new byte[random.nextInt(640)];
            random.nextBytes(sound);
            expected += sound.length;
            socket.send(sound);
          }
        }
      }
      if (large) {
        assertThat(socket.awaitClosing().code()).as("seed %d", seed).isEqualTo(1009);
      } else {
        socket.hangUp();
      }

      // Then
      awaitBytes(before + expected, seed);
    }
  }

  private void awaitBytes(double expected, int seed) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    double counted = 0;
    do {
      counted = Bank.counted(meters, "voxward.dialect.bytes", "dialect", "freeswitch");
      LockSupport.parkNanos(2_000_000);
    } while (counted < expected && System.nanoTime() < deadline);
    assertThat(counted).as("seed %d", seed).isEqualTo(expected);
  }
}
