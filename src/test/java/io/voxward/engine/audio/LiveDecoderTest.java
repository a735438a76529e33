package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LiveDecoderTest {
  @Property(tries = 200)
  void the_samples_do_not_depend_on_where_the_bytes_were_cut(
      @ForAll Encoding encoding,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(max = 2) int channel,
      @ForAll @IntRange(max = 400) int length,
      @ForAll @IntRange(min = 1, max = 40) int longestPiece,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    int caller = channel % channels;

    float[] streamed = streamed(encoding, channels, caller, bytes, longestPiece, random);

    int frameBytes = encoding.bytesPerSample() * channels;
    byte[] whole = Arrays.copyOf(bytes, length - length % frameBytes);
    assertThat(streamed).isEqualTo(recording(whole, encoding, channels, caller));
  }

  @Test
  void little_endian_samples_of_the_second_channel_come_out_alone() {
    LiveDecoder decoder = new LiveDecoder(Encoding.L16_LITTLE_ENDIAN, 2, 1);
    byte[] bytes = {1, 2, 0, 0x40, 3, 4, 0, (byte) 0x80};

    float[] samples = decoder.accept(ByteBuffer.wrap(bytes));

    assertThat(samples).containsExactly(0.5f, -1f);
  }

  @Test
  void a_part_of_a_buffer_and_a_read_only_buffer_are_taken_like_any_other() {
    LiveDecoder decoder = new LiveDecoder(Encoding.L16_BIG_ENDIAN, 1, 0);
    ByteBuffer part = ByteBuffer.wrap(new byte[] {9, 9, 0x20, 0, 9}, 2, 2).asReadOnlyBuffer();

    float[] samples = decoder.accept(part);

    assertThat(samples).containsExactly(0.25f);
    assertThat(part.hasRemaining()).isFalse();
  }

  @Test
  void a_channel_that_does_not_exist_is_refused_naming_the_rule() {
    assertThatThrownBy(() -> new LiveDecoder(Encoding.PCMU, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> new LiveDecoder(Encoding.PCMU, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 8");
  }

  private static float[] streamed(
      Encoding encoding,
      int channels,
      int caller,
      byte[] bytes,
      int longestPiece,
      SplittableRandom random) {
    LiveDecoder decoder = new LiveDecoder(encoding, channels, caller);
    float[] all = new float[0];
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, random.nextInt(longestPiece + 1));
      float[] more = decoder.accept(ByteBuffer.wrap(bytes, at, length));
      int before = all.length;
      all = Arrays.copyOf(all, before + more.length);
      System.arraycopy(more, 0, all, before, more.length);
      at += length;
    }
    return all;
  }

  private static float[] recording(byte[] bytes, Encoding encoding, int channels, int channel) {
    if (bytes.length == 0) {
      return new float[0];
    }
    DecodeResult result =
        AudioDecoder.decode(
            bytes,
            new AudioKind.Raw(encoding, SampleRate.TELEPHONE, channels),
            new ChannelChoice.Channel(channel),
            DecodeLimits.DEFAULT);
    return ((DecodeResult.Decoded) result).audio().samples();
  }
}
