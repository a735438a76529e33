package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of FLAC frames that today's reference encoder does not write, written by hand. */
class FlacFormsTest {
  private static final int LENGTH = 16;
  private static final int UNKNOWN = 0;

  /** Bits one after the other, with the checksums of FLAC taken bit by bit. */
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int open;
    private int openBits;

    Bits put(int bits, long value) {
      for (int i = bits - 1; i >= 0; i--) {
        open = open << 1 | (int) (value >> i & 1);
        if (++openBits == 8) {
          bytes.write(open);
          open = 0;
          openBits = 0;
        }
      }
      return this;
    }

    Bits align() {
      return openBits == 0 ? this : put(8 - openBits, 0);
    }

    Bits checksum(int polynomial, int width, int from) {
      byte[] written = bytes.toByteArray();
      int sum = 0;
      for (int i = from; i < written.length; i++) {
        for (int bit = 7; bit >= 0; bit--) {
          int carry = (sum >> (width - 1) ^ written[i] >> bit) & 1;
          sum = sum << 1 & ((1 << width) - 1);
          sum ^= carry == 1 ? polynomial : 0;
        }
      }
      return put(width, sum);
    }

    int position() {
      return bytes.size();
    }

    byte[] file() {
      return bytes.toByteArray();
    }
  }

  private static int sample(int i) {
    return i * 37 % 29 - 14;
  }

  private static Bits stream(int channels, int bits, long samples) {
    Bits file = new Bits().put(32, 0x664c6143).put(8, 0x80).put(24, 34);
    file.put(16, LENGTH).put(16, LENGTH).put(24, 0).put(24, 0);
    file.put(20, 8000).put(3, channels - 1).put(5, bits - 1).put(36, samples);
    return file.put(64, 0).put(64, 0);
  }

  private static void header(Bits file, int assignment, int start) {
    file.put(16, 0xfff8).put(4, 6).put(4, 0).put(4, assignment).put(3, 0).put(1, 0);
    file.put(8, 0).put(8, LENGTH - 1).checksum(0x07, 8, start);
  }

  private static void verbatim(Bits file, int bits, int factor) {
    file.put(1, 0).put(6, 1).put(1, 0);
    for (int i = 0; i < LENGTH; i++) {
      file.put(bits, (long) factor * sample(i));
    }
  }

  private static float[] decoded(byte[] file, int channel) {
    DecodeResult result =
        AudioDecoder.decode(
            file, new AudioKind.Flac(), new ChannelChoice.Channel(channel), DecodeLimits.DEFAULT);
    assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
    return ((DecodeResult.Decoded) result).audio().samples();
  }

  private static float[] expected(int factor, int bits) {
    float[] samples = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      samples[i] = (float) factor * sample(i) / (1 << (bits - 1));
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 12, 16, 20, 24})
  void plain_samples_of_every_width_are_read_even_when_the_total_is_unknown(int bits) {
    Bits file = stream(1, bits, UNKNOWN);
    int start = file.position();
    header(file, 0, start);
    verbatim(file, bits, 1);
    file.align().checksum(0x8005, 16, start);

    assertThat(decoded(file.file(), 0)).isEqualTo(expected(1, bits));
  }

  @ParameterizedTest
  @CsvSource({"0, 4, 15", "1, 5, 31"})
  void a_residual_without_rice_code_is_read(int method, int parameterBits, int escape) {
    Bits file = stream(1, 16, LENGTH);
    int start = file.position();
    header(file, 0, start);
    file.put(1, 0).put(6, 8).put(1, 0);
    file.put(2, method).put(4, 1);
    for (int part = 0; part < 2; part++) {
      file.put(parameterBits, escape).put(5, 5 + part);
      for (int i = part * LENGTH / 2; i < (part + 1) * LENGTH / 2; i++) {
        file.put(5 + part, sample(i));
      }
    }
    file.align().checksum(0x8005, 16, start);

    assertThat(decoded(file.file(), 0)).isEqualTo(expected(1, 16));
  }

  @ParameterizedTest
  @CsvSource({"8, 3, 1", "9, 3, 1", "10, 3, 1", "1, 3, 1"})
  void two_channels_are_restored_from_every_way_of_sharing(int assignment, int left, int right) {
    Bits file = stream(2, 16, LENGTH);
    int start = file.position();
    header(file, assignment, start);
    switch (assignment) {
      case 8 -> {
        verbatim(file, 16, left);
        verbatim(file, 17, left - right);
      }
      case 9 -> {
        verbatim(file, 17, left - right);
        verbatim(file, 16, right);
      }
      case 10 -> {
        verbatim(file, 16, (left + right) / 2);
        verbatim(file, 17, left - right);
      }
      default -> {
        verbatim(file, 16, left);
        verbatim(file, 16, right);
      }
    }
    file.align().checksum(0x8005, 16, start);

    assertThat(decoded(file.file(), 0)).isEqualTo(expected(left, 16));
    assertThat(decoded(file.file(), 1)).isEqualTo(expected(right, 16));
  }

  @Test
  void a_frame_with_more_samples_than_the_file_promises_is_refused() {
    Bits file = stream(1, 16, LENGTH - 1);
    int start = file.position();
    header(file, 0, start);
    verbatim(file, 16, 1);
    file.align().checksum(0x8005, 16, start);

    DecodeResult result =
        AudioDecoder.decode(
            file.file(),
            new AudioKind.Flac(),
            new ChannelChoice.OnlyChannel(),
            DecodeLimits.DEFAULT);

    assertThat(((DecodeResult.Refused) result).fault()).isEqualTo(AudioFault.MALFORMED);
  }

  @Test
  void a_small_file_that_stands_for_hours_is_refused_while_it_is_read() {
    Bits file = stream(1, 16, UNKNOWN);
    for (int frame = 0; frame < 400; frame++) {
      int start = file.position();
      file.put(16, 0xfff8).put(4, 7).put(4, 0).put(4, 0).put(3, 0).put(1, 0);
      file.put(8, 0).put(16, 65534).checksum(0x07, 8, start);
      file.put(1, 0).put(6, 0).put(1, 0).put(16, 1).align().checksum(0x8005, 16, start);
    }

    DecodeResult result =
        AudioDecoder.decode(
            file.file(),
            new AudioKind.Flac(),
            new ChannelChoice.OnlyChannel(),
            new DecodeLimits(1_000_000, 60));

    assertThat(((DecodeResult.Refused) result).fault()).isEqualTo(AudioFault.TOO_LONG);
  }
}
