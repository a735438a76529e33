package io.voxward.wire.audiohook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deflated messages over one connection, as zlib itself deflates them. */
class InflatedFramesTest {
  private static final int RSV1 = 4;
  private static final int LARGEST = ClientMessages.LARGEST;
  private static final int ROUNDS = 25;
  private static final int MESSAGES = 12;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Deflating client = new Deflating();
  private EmbeddedChannel channel = channel("permessage-deflate");

  private EmbeddedChannel channel(String offer) {
    return new EmbeddedChannel(
        new InflatedFrames(Deflation.first(List.of(offer)).orElseThrow(), meters));
  }

  @AfterEach
  void nothing_is_left_over() {
    channel.releaseInbound();
    channel.releaseOutbound();
    channel.finishAndReleaseAll();
    client.close();
  }

  private static ByteBuf buffer(byte[] bytes) {
    return Unpooled.wrappedBuffer(bytes);
  }

  private void send(WebSocketFrame frame) {
    channel.writeInbound(frame);
    assertThat(frame.refCnt()).isLessThanOrEqualTo(1);
  }

  private void send(byte[] deflated) {
    send(new BinaryWebSocketFrame(true, RSV1, buffer(deflated)));
  }

  private byte[] received() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    boolean last = false;
    while (!last) {
      WebSocketFrame frame = requireNonNull(channel.readInbound(), "the message goes on");
      assertThat(frame.rsv()).isZero();
      message.writeBytes(ByteBufUtil.getBytes(frame.content()));
      last = frame.isFinalFragment();
      frame.release();
    }
    return message.toByteArray();
  }

  private int refusal() {
    CloseWebSocketFrame close = requireNonNull(channel.readOutbound());
    int code = close.statusCode();
    close.release();
    return code;
  }

  private double refused(String reason) {
    return meters.counter("voxward.audiohook.deflated.refused", "reason", reason).count();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_example_of_the_specification_is_read() {
    // RFC 7692, 7.2.3.1 and 7.2.3.2: "Hello", and again by what was said before.
    send(new TextWebSocketFrame(true, RSV1, buffer(hex("f248cdc9c90700"))));
    send(new TextWebSocketFrame(true, RSV1, buffer(hex("f200110000"))));

    assertThat(received()).isEqualTo(bytes("Hello"));
    assertThat(received()).isEqualTo(bytes("Hello"));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  @Test
  void a_plain_message_passes_between_deflated_ones() {
    send(client.next(bytes("first")));
    send(new TextWebSocketFrame("plain"));
    send(client.next(bytes("first again")));

    assertThat(received()).isEqualTo(bytes("first"));
    assertThat(received()).isEqualTo(bytes("plain"));
    assertThat(received()).isEqualTo(bytes("first again"));
  }

  @Test
  void an_empty_message_is_empty() {
    send(new byte[] {0});
    send(client.next(bytes("next")));

    assertThat(received()).isEmpty();
    assertThat(received()).isEqualTo(bytes("next"));
  }

  @Test
  void a_final_block_ends_no_message() {
    send(client.lastBlock(bytes("Hello")));
    send(client.lastBlock(bytes("Hello")));

    assertThat(received()).isEqualTo(bytes("Hello"));
    assertThat(received()).isEqualTo(bytes("Hello"));
  }

  @Test
  void a_ping_may_come_between_the_fragments() {
    byte[] deflated = client.next(bytes("in two pieces"));
    send(new TextWebSocketFrame(false, RSV1, buffer(deflated).slice(0, 4)));
    send(new PingWebSocketFrame(buffer(bytes("?"))));
    send(new ContinuationWebSocketFrame(true, 0, buffer(deflated).slice(4, deflated.length - 4)));

    List<WebSocketFrame> frames = new ArrayList<>();
    for (WebSocketFrame next = channel.readInbound(); next != null; next = channel.readInbound()) {
      frames.add(next);
    }
    assertThat(frames).hasSize(3);
    assertThat(frames.get(1)).isInstanceOf(PingWebSocketFrame.class);
    assertThat(
            frames.get(0).content().toString(StandardCharsets.UTF_8)
                + frames.get(2).content().toString(StandardCharsets.UTF_8))
        .isEqualTo("in two pieces");
    frames.forEach(WebSocketFrame::release);
  }

  @Test
  void the_largest_message_is_whole() {
    send(client.next(new byte[LARGEST]));
    send(client.next(bytes("next")));

    assertThat(received()).hasSize(LARGEST);
    assertThat(received()).isEqualTo(bytes("next"));
    assertThat(refused("TOO_BIG")).isZero();
  }

  @Test
  void a_small_frame_of_many_megabytes_is_cut_where_a_message_is_too_big() {
    byte[] bomb = client.next(new byte[16 << 20]);
    assertThat(bomb.length).isLessThan(LARGEST / 2);

    send(bomb);
    WebSocketFrame cut = requireNonNull(channel.readInbound());

    assertThat(cut.content().readableBytes()).isEqualTo(LARGEST + 1);
    assertThat(cut.content().capacity()).isLessThanOrEqualTo(2 * LARGEST);
    assertThat(cut.isFinalFragment()).isTrue();
    assertThat(refused("TOO_BIG")).isEqualTo(1);
    cut.release();
  }

  @Test
  void a_message_that_grows_over_many_fragments_is_cut_there_too() {
    byte[] bomb = client.next(new byte[1 << 20]);

    send(new BinaryWebSocketFrame(false, RSV1, buffer(bomb).slice(0, 8)));
    for (int at = 8; at < bomb.length; at += 8) {
      int length = Math.min(8, bomb.length - at);
      boolean last = at + length == bomb.length;
      send(new ContinuationWebSocketFrame(last, 0, buffer(bomb).slice(at, length)));
    }

    assertThat(received()).hasSize(LARGEST + 1);
    assertThat(channel.<Object>readInbound()).isNull();
  }

  @Test
  void after_a_message_that_was_cut_only_the_goodbye_is_read() {
    send(client.next(new byte[1 << 20]));
    assertThat(received()).hasSize(LARGEST + 1);

    send(client.next(bytes("more")));
    send(new TextWebSocketFrame("plain"));
    send(new CloseWebSocketFrame(1000, "bye"));

    WebSocketFrame left = requireNonNull(channel.readInbound());
    assertThat(left).isInstanceOf(CloseWebSocketFrame.class);
    left.release();
  }

  @Test
  void what_is_no_deflate_closes_the_connection() {
    send(bytes("no deflate at all"));

    assertThat(refusal()).isEqualTo(1007);
    assertThat(channel.isOpen()).isFalse();
    assertThat(channel.<Object>readInbound()).isNull();
    assertThat(refused("BROKEN")).isEqualTo(1);
  }

  @Test
  void who_promised_to_begin_anew_may_not_refer_to_what_was_before() {
    channel = channel("permessage-deflate; client_no_context_takeover");
    byte[] sentence = bytes("a sentence that is long enough to be referred to");
    send(client.next(sentence));
    assertThat(received()).isEqualTo(sentence);

    send(client.next(sentence));

    assertThat(refusal()).isEqualTo(1007);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7})
  void other_reserved_bits_close_the_connection(int bits) {
    send(new BinaryWebSocketFrame(true, bits, buffer(client.next(bytes("?")))));

    assertThat(refusal()).isEqualTo(1002);
  }

  @Test
  void a_later_fragment_or_a_ping_cannot_be_marked_as_deflated() {
    byte[] deflated = client.next(bytes("in two pieces"));
    send(new TextWebSocketFrame(false, RSV1, buffer(deflated).slice(0, 4)));

    send(
        new ContinuationWebSocketFrame(true, RSV1, buffer(deflated).slice(4, deflated.length - 4)));

    assertThat(refusal()).isEqualTo(1002);
  }

  @Test
  void any_messages_in_any_pieces_are_what_was_sent() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260);
    for (int round = 0; round < ROUNDS; round++) {
      boolean forgets = random.nextBoolean();
      channel = channel("permessage-deflate" + (forgets ? "; client_no_context_takeover" : ""));
      try (Deflating sender = new Deflating()) {
        for (int i = 0; i < MESSAGES; i++) {
          byte[] message = message(random);
          if (forgets) {
            sender.forget();
          }
          boolean plain = random.nextInt(4) == 0;
          sendInPieces(random, plain ? message : sender.next(message), plain ? 0 : RSV1);
          assertThat(received()).isEqualTo(message);
        }
      }
      channel.finishAndReleaseAll();
    }
  }

  private static byte[] message(RandomGenerator random) {
    byte[] message = new byte[random.nextInt(random.nextInt(1, LARGEST + 1))];
    random.nextBytes(message);
    int alike = random.nextInt(256);
    for (int i = 0; i < message.length; i++) {
      message[i] = (byte) (message[i] & alike);
    }
    return message;
  }

  private void sendInPieces(RandomGenerator random, byte[] bytes, int rsv) {
    int at = random.nextInt(bytes.length + 1);
    send(new BinaryWebSocketFrame(at == bytes.length, rsv, buffer(bytes).slice(0, at)));
    while (at < bytes.length) {
      int length = random.nextInt(bytes.length - at + 1);
      boolean last = at + length == bytes.length;
      send(new ContinuationWebSocketFrame(last, 0, buffer(bytes).slice(at, length)));
      at += length;
    }
  }

  @Test
  void any_bytes_that_are_marked_as_deflated_end_in_a_message_or_a_refusal() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261);
    for (int round = 0; round < 400; round++) {
      channel = channel("permessage-deflate");
      byte[] noise = client.next(message(random));
      for (int i = random.nextInt(4); i >= 0 && noise.length > 0; i--) {
        noise[random.nextInt(noise.length)] ^= (byte) (1 << random.nextInt(8));
      }
      client.forget();

      send(noise);

      if (channel.isOpen()) {
        assertThat(received().length).isLessThanOrEqualTo(LARGEST + 1);
      } else {
        assertThat(refusal()).isEqualTo(1007);
      }
      channel.finishAndReleaseAll();
    }
  }
}
