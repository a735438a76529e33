package io.voxward.wire.twilio;

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
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The frames of Twilio, Telnyx, SignalWire and Exotel over real sockets. */
@QuarkusTest
class TwilioSocketTest {
  private static final TenantId TENANT = new TenantId("twilio-socket-test");
  private static final String PATH = "/stream/twilio";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final int PIECE = 160;
  private static final int PER_SECOND = 8000;
  private static final double PACE = 7;
  private static final AtomicLong CALLS = new AtomicLong();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestCalls rest;
  private final MeterRegistry meters;
  private Bank bank;
  private String account = "";
  private String call = "";

  @Inject
  TwilioSocketTest(RestCalls rest, MeterRegistry meters) {
    this.rest = rest;
    this.meters = meters;
  }

  @BeforeEach
  void linkAccount() {
    long number = CALLS.incrementAndGet();
    account = "AC%032d".formatted(number);
    call = "CA%032d".formatted(number);
    bank = Bank.of(rest, TENANT);
    bank.link("twilio", account, SECRET);
  }

  private static PlatformSocket signed(String secret) {
    String signature =
        TwilioSigns.url(
            PlatformSocket.secureAddress(PATH), secret.getBytes(StandardCharsets.UTF_8));
    return PlatformSocket.open(PATH, Map.of("X-Twilio-Signature", signature));
  }

  private String start(Map<String, String> parameters) {
    return start(account, call, "audio/x-mulaw", "inbound", parameters);
  }

  private static String start(
      String account, String call, String encoding, String track, Map<String, String> parameters) {
    ObjectNode message = JSON.createObjectNode().put("event", "start").put("sequenceNumber", "1");
    ObjectNode start = message.putObject("start").put("accountSid", account).put("callSid", call);
    start.putArray("tracks").add(track);
    start.putPOJO("customParameters", parameters);
    start
        .putObject("mediaFormat")
        .put("encoding", encoding)
        .put("sampleRate", 8000)
        .put("channels", 1);
    return message.put("streamSid", "MZ1").toString();
  }

  private static String media(String track, long chunk, byte[] audio) {
    ObjectNode message = JSON.createObjectNode().put("event", "media").put("streamSid", "MZ1");
    message
        .putObject("media")
        .put("track", track)
        .put("chunk", Long.toString(chunk))
        .put("timestamp", Long.toString(chunk * 20))
        .put("payload", Base64.getEncoder().encodeToString(audio));
    return message.toString();
  }

  private static void begin(PlatformSocket socket, String start) {
    socket.say("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
    socket.say(start);
  }

  private static void play(PlatformSocket socket, byte[] audio, long first) {
    AtomicLong chunk = new AtomicLong(first);
    Speech.play(
        audio,
        PIECE,
        PER_SECOND,
        PACE,
        piece -> socket.say(media("inbound", chunk.getAndIncrement(), piece)));
  }

  @Test
  void an_enrolled_caller_is_accepted_though_pieces_come_out_of_order_twice_or_never() {
    // Given
    int enrolled =
        bank.line()
            .upload(
                bank.path() + "/speakers/allison/enrollments",
                "audio/L16;rate=8000;channels=1",
                Speech.recording("allison", "enrol", 4))
            .status();
    assertThat(enrolled).isEqualTo(201);
    PlatformSocket socket = signed(SECRET);
    begin(socket, start(Map.of("speakerId", "allison", "acceptanceThreshold", "80")));
    List<String> frames = new ArrayList<>();
    AtomicLong chunk = new AtomicLong(1);
    Speech.play(
        Speech.muLaw("allison", "call", 2),
        PIECE,
        PER_SECOND,
        1e6,
        piece -> frames.add(media("inbound", chunk.getAndIncrement(), piece)));
    for (int at = 0; at + 8 < frames.size(); at += 8) {
      Collections.shuffle(frames.subList(at, at + 8), new Random(at));
    }
    frames.remove(300);
    frames.add(201, frames.get(200));
    bank.await(call, body -> body.path("streaming").asText().equals("ONGOING"));
    double lost = Bank.counted(meters, "voxward.twilio.pieces", "outcome", "lost");
    double dropped = Bank.counted(meters, "voxward.twilio.pieces", "outcome", "dropped");

    // When
    AtomicLong at = new AtomicLong();
    Speech.play(
        new byte[frames.size()],
        1,
        50,
        PACE,
        one -> socket.say(frames.get((int) at.getAndIncrement())));

    // Then
    JsonNode decided =
        bank.await(call, body -> body.at("/authentication/decision").asText().equals("ACCEPT"));
    assertThat(decided.at("/authentication/acceptanceThreshold").asInt()).isEqualTo(80);
    assertThat(decided.at("/authentication/speaker/customerSpeakerId").asText())
        .isEqualTo("allison");
    socket.say("{\"event\":\"stop\",\"streamSid\":\"MZ1\"}");
    assertThat(socket.awaitClosing()).isEqualTo(new Closing(1000, "DONE"));
    assertThat(socket.told()).isEmpty();
    assertThat(Bank.counted(meters, "voxward.twilio.pieces", "outcome", "lost") - lost)
        .isEqualTo(1);
    assertThat(Bank.counted(meters, "voxward.twilio.pieces", "outcome", "dropped") - dropped)
        .isEqualTo(1);
  }

  @Test
  void only_the_inbound_track_is_heard_and_a_reconnect_goes_on_with_the_call() {
    // Given
    PlatformSocket first = signed(SECRET);
    begin(first, start(Map.of()));
    for (int piece = 1; piece <= 500; piece++) {
      first.say(media("outbound", piece, new byte[PIECE]));
    }
    play(first, Speech.muLaw("june", "short", 1), 1);
    double before = bank.awaitSpeech(call, 0.5).path("netSpeechSeconds").asDouble();
    first.hangUp();
    bank.await(call, body -> body.path("streaming").asText().equals("ENDED"));

    // When
    PlatformSocket second = signed(SECRET);
    begin(second, start(Map.of()));
    play(second, Speech.muLaw("june", "short", 1), 1);

    // Then
    bank.awaitSpeech(call, before + 0.4);
    assertThat(bank.activeSessions()).isEqualTo(1);
    PlatformSocket third = signed(SECRET);
    begin(third, start(Map.of()));
    assertThat(third.awaitClosing().code()).isEqualTo(4005);
    second.hangUp();
  }

  @Test
  void who_cannot_prove_the_account_is_refused_and_nothing_of_the_call_is_kept() {
    // Given
    double refused =
        Bank.counted(
            meters, "voxward.dialect.refused", "dialect", "twilio", "reason", "NOT_PROVEN");

    // When
    PlatformSocket wrong = signed("another");
    PlatformSocket unsigned = PlatformSocket.open(PATH, Map.of());
    PlatformSocket token = PlatformSocket.open(PATH, Map.of("Authorization", "Bearer another"));
    for (PlatformSocket socket : List.of(wrong, unsigned, token)) {
      begin(socket, start(Map.of()));
      socket.say(media("inbound", 1, new byte[PIECE]));
    }
    PlatformSocket unknown = signed(SECRET);
    begin(unknown, start("AC-unknown", call, "audio/x-mulaw", "inbound", Map.of()));

    // Then
    for (PlatformSocket socket : List.of(wrong, unsigned, token)) {
      Closing closing = socket.awaitClosing();
      assertThat(closing.code()).isEqualTo(1008);
      assertThat(closing.reason()).startsWith("NOT_PROVEN: ");
    }
    assertThat(unknown.awaitClosing().reason())
        .startsWith("NOT_LINKED: ")
        .contains("is not linked to a domain");
    assertThat(bank.activeSessions()).isZero();
    assertThat(
            Bank.counted(
                    meters, "voxward.dialect.refused", "dialect", "twilio", "reason", "NOT_PROVEN")
                - refused)
        .isEqualTo(3);
  }

  @Test
  void what_the_flow_says_wrong_is_named() {
    Map<String, String> reasons =
        Map.of(
            start(Map.of("acceptanceThreshold", "often")),
            "BAD_PARAMETER: acceptanceThreshold: must be",
            start(Map.of("speakerId", "Jane Doe")),
            "BAD_PARAMETER: speakerId: must be",
            start(account, call, "audio/opus", "inbound", Map.of()),
            "BAD_PARAMETER: start.mediaFormat.encoding: must be",
            start(account, call, "audio/x-mulaw", "outbound", Map.of()),
            "BAD_PARAMETER: start.tracks: must include inbound");
    reasons.forEach((start, reason) -> {
      // When
      PlatformSocket socket = signed(SECRET);
      begin(socket, start);

      // Then
      Closing closing = socket.awaitClosing();
      assertThat(closing.code()).isEqualTo(1008);
      assertThat(closing.reason()).startsWith(reason).doesNotContain("Jane");
    });
  }

  @Test
  void a_message_out_of_the_protocol_ends_the_stream_by_name() {
    // When
    PlatformSocket early = signed(SECRET);
    early.say(media("inbound", 1, new byte[PIECE]));
    PlatformSocket twice = signed(SECRET);
    begin(twice, start(Map.of()));
    twice.say(start(Map.of()));
    PlatformSocket binary = signed(SECRET);
    binary.send(new byte[PIECE]);
    PlatformSocket nonsense = signed(SECRET);
    nonsense.say("hello");
    PlatformSocket large = signed(SECRET);
    large.say(" ".repeat(64 * 1024 + 1));

    // Then
    assertThat(early.awaitClosing())
        .isEqualTo(new Closing(4004, "BAD_MESSAGE: event media must come after start"));
    assertThat(twice.awaitClosing())
        .isEqualTo(new Closing(4004, "BAD_MESSAGE: event start must come once"));
    assertThat(binary.awaitClosing().code()).isEqualTo(4004);
    assertThat(nonsense.awaitClosing())
        .isEqualTo(new Closing(4004, "BAD_MESSAGE: message must be a JSON object"));
    assertThat(large.awaitClosing()).isEqualTo(new Closing(1009, "MESSAGE_TOO_BIG"));
  }

  @Test
  void the_documented_example_begins_a_call() throws Exception {
    // Given
    Document twiml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    DocumentedExample.text("twilio-stream.xml").getBytes(StandardCharsets.UTF_8)));
    Element stream = (Element) twiml.getElementsByTagName("Stream").item(0);
    Map<String, String> parameters = new TreeMap<>();
    NodeList named = stream.getElementsByTagName("Parameter");
    for (int i = 0; i < named.getLength(); i++) {
      Element parameter = (Element) named.item(i);
      parameters.put(parameter.getAttribute("name"), parameter.getAttribute("value"));
    }
    assertThat(DocumentedExample.path(stream.getAttribute("url"))).isEqualTo(PATH);
    assertThat(stream.getAttribute("track")).isEqualTo("inbound_track");

    // When
    PlatformSocket socket = signed(SECRET);
    begin(socket, start(parameters));

    // Then
    JsonNode begun = bank.await(call, body -> body.path("streaming").asText().equals("ONGOING"));
    assertThat(begun.at("/authentication/acceptanceThreshold").asInt()).isEqualTo(85);
    assertThat(begun.at("/authentication/speaker/customerSpeakerId").asText())
        .isEqualTo("customer-7");
    socket.hangUp();
  }

  @Test
  void a_socket_that_says_nothing_is_closed() {
    assertThat(signed(SECRET).awaitClosing()).isEqualTo(new Closing(4000, "IDLE"));
  }

  @Test
  void audio_much_faster_than_real_time_ends_the_stream_by_name() {
    // Given
    PlatformSocket socket = signed(SECRET);
    begin(socket, start(Map.of()));
    bank.await(call, body -> body.path("streaming").asText().equals("ONGOING"));

    // When
    for (int chunk = 1; chunk <= 1500 && !socket.isClosed(); chunk++) {
      socket.say(media("inbound", chunk, new byte[PIECE]));
    }

    // Then
    assertThat(socket.awaitClosing()).isEqualTo(new Closing(4002, "TOO_FAST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mark", "dtmf", "empty media", "empty media of the agent", "ping"})
  void a_flood_of_messages_without_audio_ends_the_stream_by_name(String kind) {
    // Given
    PlatformSocket socket = signed(SECRET);
    begin(socket, start(Map.of()));
    bank.await(call, body -> body.path("streaming").asText().equals("ONGOING"));
    double before = tooMany("voxward.dialect.ended", "TOO_MANY_MESSAGES");
    AtomicLong chunk = new AtomicLong();

    // When
    socket.flood(
        3000,
        switch (kind) {
          case "mark" -> () -> socket.say("{\"event\":\"mark\",\"mark\":{\"name\":\"a\"}}");
          case "dtmf" -> () -> socket.say("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"1\"}}");
          case "empty media" ->
              () -> socket.say(media("inbound", chunk.incrementAndGet(), new byte[0]));
          case "empty media of the agent" ->
              () -> socket.say(media("outbound", chunk.incrementAndGet(), new byte[0]));
          default -> socket::ping;
        });

    // Then
    assertThat(socket.awaitClosing()).isEqualTo(new Closing(4006, "TOO_MANY_MESSAGES"));
    bank.await(call, body -> body.path("streaming").asText().equals("ENDED"));
    assertThat(tooMany("voxward.dialect.ended", "TOO_MANY_MESSAGES") - before).isEqualTo(1);
  }

  @Test
  void a_flood_before_the_call_has_begun_is_closed_and_counted_as_refused() {
    // Given
    double before = tooMany("voxward.dialect.refused", "LIMIT_REACHED");
    PlatformSocket socket = signed(SECRET);

    // When
    socket.flood(3000, () -> socket.say("{\"event\":\"connected\"}"));

    // Then
    assertThat(socket.awaitClosing()).isEqualTo(new Closing(4006, "TOO_MANY_MESSAGES"));
    assertThat(tooMany("voxward.dialect.refused", "LIMIT_REACHED") - before).isEqualTo(1);
  }

  private double tooMany(String counter, String reason) {
    return Bank.counted(meters, counter, "dialect", "twilio", "reason", reason);
  }

  @Test
  void telnyx_spells_in_snake_case_and_sends_a_law_with_a_bearer_token() {
    // Given
    PlatformSocket socket = PlatformSocket.open(PATH, Map.of("Authorization", "Bearer " + SECRET));
    socket.say("{\"event\":\"connected\",\"version\":\"1.0.0\"}");

    // When
    socket.say(
        """
        {"event": "start", "sequence_number": "1", "stream_id": "32DE0DEA", "start": {"user_id":
         "%s", "call_control_id": "v2:T02l", "call_session_id": "%s", "custom_parameters":
         {"speakerId": "customer-8"}, "media_format": {"encoding": "PCMA", "sample_rate": 8000,
         "channels": 1}}}
        """
            .formatted(account, call));
    AtomicLong chunk = new AtomicLong(1);
    Speech.play(
        Speech.aLaw("june", "short", 1),
        PIECE,
        PER_SECOND,
        PACE,
        piece ->
            socket.say(
                """
                {"event": "media", "sequence_number": "4", "stream_id": "32DE0DEA", "media":
                 {"track": "inbound", "chunk": "%d", "timestamp": "5", "payload": "%s"}}
                """
                    .formatted(
                        chunk.getAndIncrement(), Base64.getEncoder().encodeToString(piece))));

    // Then
    JsonNode heard = bank.awaitSpeech(call, 0.5);
    assertThat(heard.at("/authentication/decision").asText()).isEqualTo("SPEAKER_NOT_ENROLLED");
    socket.hangUp();
  }

  @Test
  void exotel_sends_linear_sound_in_long_pieces_with_a_password() {
    // Given
    String basic =
        Base64.getEncoder().encodeToString(("x:" + SECRET).getBytes(StandardCharsets.UTF_8));
    PlatformSocket socket = PlatformSocket.open(PATH, Map.of("Authorization", "Basic " + basic));
    socket.say("{\"event\":\"connected\"}");

    // When
    socket.say(
        """
        {"event": "start", "sequence_number": 1, "stream_sid": "s1", "start": {"stream_sid": "s1",
         "call_sid": "%s", "account_sid": "%s", "from": "1", "to": "2", "media_format":
         {"encoding": "base64", "sample_rate": "8000", "bit_rate": "128kbps"}}}
        """
            .formatted(call, account));
    AtomicLong chunk = new AtomicLong(1);
    Speech.play(
        Speech.l16("june", "short", 1, 8000),
        1600,
        16_000,
        PACE,
        piece ->
            socket.say(
                """
                {"event": "media", "sequence_number": 3, "stream_sid": "s1", "media":
                 {"chunk": %d, "timestamp": "100", "payload": "%s"}}
                """
                    .formatted(
                        chunk.getAndIncrement(), Base64.getEncoder().encodeToString(piece))));

    // Then
    bank.awaitSpeech(call, 0.5);
    socket.hangUp();
  }

  @Test
  void signalwire_sends_wideband_linear_sound_and_signs_under_its_own_name() {
    // Given
    String signature =
        TwilioSigns.url(
            PlatformSocket.secureAddress(PATH), SECRET.getBytes(StandardCharsets.UTF_8));
    PlatformSocket socket = PlatformSocket.open(PATH, Map.of("X-SignalWire-Signature", signature));

    // When
    begin(
        socket,
        start(account, call, "audio/x-l16", "inbound", Map.of())
            .replace("\"sampleRate\":8000", "\"sampleRate\":24000"));
    AtomicLong chunk = new AtomicLong(1);
    Speech.play(
        Speech.l16("june", "short", 1, 24_000),
        960,
        48_000,
        PACE,
        piece -> socket.say(media("inbound", chunk.getAndIncrement(), piece)));

    // Then
    bank.awaitSpeech(call, 0.5);
    socket.say("{\"event\":\"dtmf\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"1\"}}");
    socket.say("{\"event\":\"mark\",\"mark\":{\"name\":\"m\"}}");
    socket.say("{\"event\":\"stop\"}");
    assertThat(socket.awaitClosing()).isEqualTo(new Closing(1000, "DONE"));
  }

  /**
   * Whatever comes, the socket ends by one of its names, what was heard is what the model counts,
   * and the next call is heard. The seeds are fixed, so a failure can be repeated.
   */
  @Test
  void whatever_comes_the_stream_ends_by_name_and_all_of_its_sound_was_heard() {
    for (int seed = 0; seed < 25; seed++) {
      // Given
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      String name = call + seed % 10;
      PlatformSocket socket = signed(SECRET);
      begin(
          socket,
          start(
              account,
              name.substring(2) + (char) ('a' + seed),
              "audio/x-mulaw",
              "inbound",
              Map.of()));
      double before = Bank.counted(meters, "voxward.dialect.bytes", "dialect", "twilio");
      long expected = 0;
      boolean broken = false;

      // When
      for (int chunk = 1; chunk <= 60 && !broken; chunk++) {
        switch (random.nextInt(12)) {
          case 0 -> socket.say("{\"event\":\"mark\"}");
          case 1 -> socket.say("{\"event\":\"unknown\",\"x\":[[[[]]]]}");
          case 2 -> socket.say("{\"event\":\"dtmf\",\"dtmf\":null}");
          case 3 -> socket.say(media("outbound", chunk, new byte[random.nextInt(400)]));
          case 4 -> {
            broken = random.nextInt(10) == 0;
            if (broken) {
              socket.say(random.nextBoolean() ? "{\"event\":\"media\"}" : "{{");
            }
          }
          default -> {}
        }
        if (!broken) {
          int length = random.nextInt(320);
          expected += length;
          socket.say(media("inbound", chunk, new byte[length]));
        }
      }
      socket.say("{\"event\":\"stop\"}");

      // Then
      assertThat(socket.awaitClosing().reason())
          .as("seed %d", seed)
          .startsWith(broken ? "BAD_MESSAGE" : "DONE");
      awaitBytes(before + expected, seed);
    }
  }

  private void awaitBytes(double expected, int seed) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    double counted = 0;
    do {
      counted = Bank.counted(meters, "voxward.dialect.bytes", "dialect", "twilio");
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    } while (counted < expected && System.nanoTime() < deadline);
    assertThat(counted).as("seed %d", seed).isEqualTo(expected);
  }
}
