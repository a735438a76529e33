package io.voxward.wire.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.common.StoreGate;
import io.voxward.common.TenantId;
import io.voxward.wire.dialect.Bank;
import io.voxward.wire.dialect.DocumentedExample;
import io.voxward.wire.dialect.Speech;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.MessageConfig;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asterisk's side of AudioSocket over real connections. */
@QuarkusTest
class AudioSocketServerTest {
  private static final TenantId TENANT = new TenantId("audiosocket-server-test");
  private static final int FIRST_SOUND = 0x10;
  private static final double PACE = 6;

  private final RestCalls rest;
  private final AudioSocketServer server;
  private final AudioSocketCalls calls;
  private final MessageConfig limits;
  private final MeterRegistry meters;
  private Bank bank;

  @Inject
  AudioSocketServerTest(
      RestCalls rest,
      AudioSocketServer server,
      AudioSocketCalls calls,
      MessageConfig limits,
      MeterRegistry meters) {
    this.rest = rest;
    this.server = server;
    this.calls = calls;
    this.limits = limits;
    this.meters = meters;
  }

  @BeforeEach
  void makeBank() {
    bank = Bank.of(rest, TENANT);
  }

  private Answer announce(int sampleRate) {
    ObjectNode body = Line.object().put("speakerId", "customer-7");
    body.putObject("audio").put("via", "audiosocket").put("sampleRate", sampleRate);
    Answer made = bank.line().call("POST", bank.path() + "/sessions", body);
    assertThat(made.status()).isEqualTo(201);
    return made;
  }

  /** Asterisk's end of a connection. */
  private final class Asterisk implements AutoCloseable {
    private final Socket socket;
    private final FrameReader reader = new FrameReader();
    private final CompletableFuture<Frame> last = new CompletableFuture<>();
    private final AtomicLong silentBytes = new AtomicLong();
    private final AtomicBoolean onlySilence = new AtomicBoolean(true);

    Asterisk() throws IOException {
      var address = server.address().orElseThrow();
      socket = new Socket(address.getAddress(), address.getPort());
      Thread.startVirtualThread(this::listen);
    }

    private void listen() {
      byte[] bytes = new byte[4096];
      Frame latest = new Frame(0x7f, new byte[0]);
      try {
        InputStream in = socket.getInputStream();
        for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
          for (Frame frame : reader.accept(bytes, length)) {
            latest = frame;
            if (frame.hertz().isPresent()) {
              silentBytes.addAndGet(frame.payload().length);
              if (!Arrays.equals(frame.payload(), new byte[frame.payload().length])) {
                onlySilence.set(false);
              }
            }
          }
        }
      } catch (IOException e) {
        // What came before is what the test looks at.
      }
      last.complete(latest);
    }

    Asterisk say(int kind, byte... payload) {
      try {
        socket.getOutputStream().write(new Frame(kind, payload).bytes());
      } catch (IOException e) {
        // The service may have closed first; what it said last is looked at.
      }
      return this;
    }

    Asterisk name(UUID uuid) {
      return say(
          Frame.UUID,
          ByteBuffer.allocate(16)
              .putLong(uuid.getMostSignificantBits())
              .putLong(uuid.getLeastSignificantBits())
              .array());
    }

    Frame last() {
      return last.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 8000",
    "12000, 8000",
    "16000, 16000",
    "24000, 16000",
    "32000, 8000",
    "44100, 16000",
    "48000, 16000",
    "96000, 16000",
    "192000, 8000"
  })
  void sound_of_every_rate_is_heard_and_silence_goes_back(int hertz, int session)
      throws IOException {
    // Given
    Answer announced = announce(session);
    byte[] sound = Speech.l16("june", "short", 1, hertz);
    int kind = kindOf(hertz);
    try (Asterisk asterisk = new Asterisk()) {
      asterisk.name(UUID.fromString(announced.text("/audioSocketUuid")));

      // When
      Speech.play(sound, hertz / 50 * 2, hertz * 2, PACE, piece -> asterisk.say(kind, piece));

      // Then
      bank.awaitSpeech(announced.text("/sessionName"), 0.5);
      asterisk.say(Frame.DIGIT, (byte) '1').say(Frame.HANG_UP);
      asterisk.last();
      assertThat(asterisk.silentBytes.get()).isEqualTo(sound.length);
      assertThat(asterisk.onlySilence.get()).isTrue();
    }
    bank.await(
        announced.text("/sessionName"), body -> body.path("streaming").asText().equals("ENDED"));
  }

  private static int kindOf(int hertz) {
    for (int kind = FIRST_SOUND; kind <= 0x18; kind++) {
      if (new Frame(kind, new byte[0]).hertz().orElse(0) == hertz) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of " + hertz);
  }

  @Test
  void the_documented_example_announces_a_call_and_begins_it() throws IOException {
    // Given
    String dialplan = DocumentedExample.text("asterisk-audiosocket.conf");
    Matcher asks =
        Pattern.compile("CURL\\(http://[^/]*(/api/v1[^,]*),(\\{.*\\})\\)\\}").matcher(dialplan);
    assertThat(asks.find()).isTrue();
    assertThat(asks.group(2)).as("a comma would end the argument").doesNotContain(",");
    assertThat(dialplan).contains("JSON_DECODE(STARTED,audioSocketUuid)");

    // When
    String path = asks.group(1).replace("/api/v1/domains/DOMAIN", bank.path());
    Answer announced = bank.line().call("POST", path, new ObjectMapper().readTree(asks.group(2)));

    // Then
    try (Asterisk asterisk = new Asterisk()) {
      asterisk
          .name(UUID.fromString(announced.text("/audioSocketUuid")))
          .say(FIRST_SOUND, new byte[320]);
      bank.await(
          announced.text("/sessionName"),
          body -> body.path("streaming").asText().equals("ONGOING"));
    }
  }

  @Test
  void an_unknown_UUID_gets_a_hang_up() throws IOException {
    double refused = refused("NOT_FOUND");
    try (Asterisk asterisk = new Asterisk()) {
      assertThat(asterisk.name(UUID.randomUUID()).last().kind()).isEqualTo(Frame.HANG_UP);
    }
    assertThat(refused("NOT_FOUND") - refused).isEqualTo(1);
  }

  private double refused(String reason) {
    return Bank.counted(
        meters, "voxward.dialect.refused", "dialect", "audiosocket", "reason", reason);
  }

  @Test
  void a_second_connection_waits_its_turn_and_a_reconnect_goes_on_with_the_call()
      throws IOException {
    // Given
    Answer announced = announce(8000);
    UUID uuid = UUID.fromString(announced.text("/audioSocketUuid"));
    String name = announced.text("/sessionName");
    try (Asterisk first = new Asterisk()) {
      first.name(uuid).say(FIRST_SOUND, new byte[320]);
      bank.await(name, body -> body.path("streaming").asText().equals("ONGOING"));

      // When
      try (Asterisk second = new Asterisk()) {
        assertThat(second.name(uuid).last().kind()).isEqualTo(Frame.HANG_UP);
      }
      first.say(Frame.HANG_UP).last();
    }
    bank.await(name, body -> body.path("streaming").asText().equals("ENDED"));
    try (Asterisk third = new Asterisk()) {
      third.name(uuid);
      Speech.play(
          Speech.l16("june", "short", 1, 8000),
          320,
          16_000,
          PACE,
          piece -> third.say(FIRST_SOUND, piece));

      // Then
      bank.awaitSpeech(name, 0.5);
      bank.line()
          .call(
              "DELETE",
              bank.path() + "/sessions/" + Line.encoded(announced.text("/sessionId")),
              null);
      assertThat(third.last().kind()).isEqualTo(Frame.HANG_UP);
    }
    try (Asterisk late = new Asterisk()) {
      assertThat(late.name(uuid).last().kind()).isEqualTo(Frame.HANG_UP);
    }
  }

  @Test
  void who_does_not_say_which_call_it_is_is_hung_up_in_a_second() throws IOException {
    try (Asterisk silent = new Asterisk()) {
      assertThat(silent.last().kind()).isEqualTo(Frame.HANG_UP);
    }
  }

  @Test
  void a_frame_out_of_the_protocol_gets_an_error_frame() throws IOException {
    try (Asterisk early = new Asterisk()) {
      assertError(early.say(FIRST_SOUND, new byte[320]), AudioSocketConnection.BAD_FRAME);
    }
    UUID uuid = UUID.fromString(announce(8000).text("/audioSocketUuid"));
    try (Asterisk odd = new Asterisk()) {
      assertError(odd.name(uuid).say(FIRST_SOUND, new byte[321]), AudioSocketConnection.BAD_FRAME);
    }
    UUID other = UUID.fromString(announce(8000).text("/audioSocketUuid"));
    try (Asterisk twice = new Asterisk()) {
      assertError(twice.name(other).name(other), AudioSocketConnection.BAD_FRAME);
    }
  }

  @Test
  void a_flood_gets_an_error_frame() throws IOException {
    UUID uuid = UUID.fromString(announce(8000).text("/audioSocketUuid"));
    try (Asterisk flood = new Asterisk()) {
      flood.name(uuid);
      for (int frame = 0; frame < 2000 && !flood.last.isDone(); frame++) {
        flood.say(FIRST_SOUND, new byte[320]);
      }
      Frame last = flood.last();
      assertThat(last.kind()).isIn(Frame.ERROR, FIRST_SOUND);
    }
    assertThat(
            Bank.counted(
                meters, "voxward.dialect.ended", "dialect", "audiosocket", "reason", "TOO_FAST"))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {Frame.DIGIT, FIRST_SOUND, 0x42})
  void a_flood_of_frames_without_sound_gets_an_error_frame(int kind) throws IOException {
    double before = tooManyMessages();
    Answer announced = announce(8000);
    byte[] payload = kind == FIRST_SOUND ? new byte[0] : new byte[] {'5'};
    try (Asterisk flood = new Asterisk()) {
      flood.name(UUID.fromString(announced.text("/audioSocketUuid")));
      for (int frame = 0; frame < 1000 && !flood.last.isDone(); frame++) {
        flood.say(kind, payload);
        if (frame >= 195) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
      }
      assertError(flood, AudioSocketConnection.LIMIT);
    }
    bank.await(
        announced.text("/sessionId"), body -> body.path("streaming").asText().equals("ENDED"));
    assertThat(tooManyMessages() - before).isEqualTo(1);
  }

  private double tooManyMessages() {
    return Bank.counted(
        meters, "voxward.dialect.ended", "dialect", "audiosocket", "reason", "TOO_MANY_MESSAGES");
  }

  private static void assertError(Asterisk asterisk, byte code) {
    Frame last = asterisk.last();
    assertThat(last.kind()).isEqualTo(Frame.ERROR);
    assertThat(last.payload()).containsExactly(code);
  }

  /**
   * Random frames after the UUID: all sound before the first bad one is heard, as the model says.
   */
  @Test
  void whatever_comes_the_sound_was_heard_and_silence_of_its_length_went_back() throws IOException {
    for (int seed = 0; seed < 15; seed++) {
      // Given
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      UUID uuid = UUID.fromString(announce(8000).text("/audioSocketUuid"));
      long expected = 0;
      try (Asterisk asterisk = new Asterisk()) {
        asterisk.name(uuid);

        // When
        for (int frame = 0; frame < 40; frame++) {
          int kind = random.nextInt(4) == 0 ? random.nextInt(0x19, 0xff) : FIRST_SOUND;
          byte[] payload = new byte[random.nextInt(200) * 2];
          random.nextBytes(payload);
          expected += kind == FIRST_SOUND ? payload.length : 0;
          asterisk.say(kind, payload);
        }
        asterisk.say(Frame.ERROR, (byte) 1);

        // Then
        asterisk.last();
        assertThat(asterisk.silentBytes.get()).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void a_session_says_its_UUID_only_where_it_comes_by_audiosocket() {
    // When
    ObjectNode streamed = Line.object();
    streamed.putObject("audio").put("encoding", "PCMU").put("sampleRate", 8000).put("channels", 1);
    ObjectNode odd = Line.object();
    odd.putObject("audio").put("via", "pigeon");
    ObjectNode stereo = Line.object();
    stereo.putObject("audio").put("via", "audiosocket").put("channels", 2);

    // Then
    String path = bank.path() + "/sessions";
    assertThat(bank.line().call("POST", path, streamed).body().has("audioSocketUuid")).isFalse();
    assertThat(bank.line().call("POST", path, odd).text("/field")).isEqualTo("audio.via");
    assertThat(bank.line().call("POST", path, stereo).text("/field")).isEqualTo("audio.channels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.7.7", "::1", "fd00::1"})
  void a_private_address_is_listened_on(String address) throws IOException {
    assertThat(AudioSocketServer.isPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "8.8.8.8", "172.32.0.1", "::", "2001:db8::1"})
  void another_address_stops_the_start_unless_it_is_allowed(String address) throws IOException {
    assertThat(AudioSocketServer.isPrivate(InetAddress.getByName(address))).isFalse();
    assertThatThrownBy(() -> listening(address, false).start(new StartupEvent()))
        .hasMessageContaining("voxward.audiosocket.allow-public=true");
  }

  @Test
  void every_address_may_be_allowed_and_without_a_port_nothing_listens() throws IOException {
    AudioSocketServer everywhere = listening("0.0.0.0", true);
    everywhere.start(new StartupEvent());
    assertThat(everywhere.address()).isPresent();
    everywhere.stop(new io.quarkus.runtime.ShutdownEvent());
    AudioSocketServer off = listening(null, false);
    off.start(new StartupEvent());
    assertThat(off.address()).isEmpty();
  }

  private AudioSocketServer listening(@Nullable String host, boolean allowPublic) {
    return new AudioSocketServer(
        new AudioSocketConfig() {
          @Override
          public OptionalInt port() {
            return host == null ? OptionalInt.empty() : OptionalInt.of(0);
          }

          @Override
          public String host() {
            return host == null ? "127.0.0.1" : host;
          }

          @Override
          public boolean allowPublic() {
            return allowPublic;
          }

          @Override
          public Duration uuidWithin() {
            return Duration.ofSeconds(1);
          }

          @Override
          public int maxConnections() {
            return 1;
          }
        },
        calls,
        limits,
        new StoreGate(),
        Clock.systemUTC());
  }
}
