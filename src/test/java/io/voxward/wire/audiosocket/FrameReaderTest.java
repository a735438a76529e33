package io.voxward.wire.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
  private static List<String> told(List<Frame> frames) {
    return frames.stream()
        .map(frame -> frame.kind() + ":" + Arrays.hashCode(frame.payload()))
        .toList();
  }

  @Test
  void a_frame_is_a_kind_and_a_length_high_byte_first() {
    // When
    List<Frame> frames =
        new FrameReader()
            .accept(new byte[] {0x10, 0x00, 0x02, 7, 8, 0x00, 0x00, 0x00, (byte) 0xff}, 9);

    // Then
    assertThat(frames).hasSize(2);
    assertThat(frames.get(0).kind()).isEqualTo(0x10);
    assertThat(frames.get(0).payload()).containsExactly(7, 8);
    assertThat(frames.get(1).kind()).isEqualTo(Frame.HANG_UP);
    assertThat(new Frame(0x10, new byte[0x1234]).bytes()).startsWith(0x10, 0x12, 0x34);
  }

  @ParameterizedTest
  @CsvSource({
    "0x0f, 0", "0x10, 8000", "0x11, 12000", "0x12, 16000", "0x13, 24000", "0x14, 32000",
    "0x15, 44100", "0x16, 48000", "0x17, 96000", "0x18, 192000", "0x19, 0", "0xff, 0"
  })
  void sound_has_its_rate_in_its_kind(String kind, int hertz) {
    assertThat(new Frame(Integer.decode(kind), new byte[0]).hertz().orElse(0)).isEqualTo(hertz);
  }

  /** Frames laid one after another and cut anywhere come out as they were laid: the model. */
  @Test
  void however_the_bytes_are_cut_the_frames_are_the_same() {
    for (int seed = 0; seed < 300; seed++) {
      // Given
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      List<Frame> laid = new ArrayList<>();
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int i = random.nextInt(1, 20); i > 0; i--) {
        byte[] payload =
            new byte[random.nextInt(10) == 0 ? random.nextInt(65_536) : random.nextInt(400)];
        random.nextBytes(payload);
        Frame frame = new Frame(random.nextInt(256), payload);
        laid.add(frame);
        stream.writeBytes(frame.bytes());
      }
      byte[] all = stream.toByteArray();
      FrameReader reader = new FrameReader();
      List<Frame> read = new ArrayList<>();

      // When
      for (int at = 0; at < all.length; ) {
        int length = Math.min(all.length - at, random.nextInt(1, 2000));
        read.addAll(reader.accept(Arrays.copyOfRange(all, at, at + length), length));
        at += length;
      }

      // Then
      assertThat(told(read)).as("seed %d", seed).isEqualTo(told(laid));
    }
  }

  @Test
  void a_frame_does_not_show_its_sound() {
    assertThat(new Frame(0x10, new byte[320])).hasToString("Frame[kind=16, 320 bytes]");
  }
}
