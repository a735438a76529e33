package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken recordings made from valid ones, the same in every run. Whatever comes in, sound or a
 * refusal comes out, from little memory and within the limits. The time limit is there so that an
 * endless loop ends the run; it measures nothing.
 */
class AudioDecoderFuzzTest {
  private static final int MUTANTS = 1500;
  private static final DecodeLimits LIMITS = new DecodeLimits(100_000, 10);

  /** For files of 100 kB and sound of 10 s at up to 48 kHz, with the buffers of the decoders. */
  private static final long MOST_BYTES_ALLOCATED = 24_000_000;

  /** Numbers that break sums and sizes. */
  private static final long[] EXTREMES = {
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffff,
    0x80000000L,
    0xfffffffeL,
    0xffffffffL,
    8000,
    48001
  };

  @ParameterizedTest
  @MethodSource("io.voxward.engine.audio.Corpus#all")
  @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_broken_recording_ends_in_sound_or_in_a_refusal(Corpus.Recording recording) {
    byte[] valid = recording.file();
    List<Corpus.Recording> others = Corpus.all();
    int decoded = 0;
    int refused = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] other = others.get(random.nextInt(others.size())).file();
      byte[] mutant = mutant(valid, other, random);
      ChannelChoice choice =
          random.nextBoolean() ? new ChannelChoice.OnlyChannel() : new ChannelChoice.Channel(0);
      long before = allocated();

      DecodeResult result = AudioDecoder.decode(mutant, recording.kind(), choice, LIMITS);

      assertThat(allocated() - before).as("seed %d", seed).isLessThan(MOST_BYTES_ALLOCATED);
      switch (result) {
        case DecodeResult.Decoded(PcmAudio audio, AudioFacts facts) -> {
          decoded++;
          assertThat(audio.seconds()).as("seed %d", seed).isBetween(0.0, LIMITS.maxSeconds());
          assertThat(audio.length()).isPositive();
          assertThat(facts.rate()).isEqualTo(audio.rate());
          for (float sample : audio.samples()) {
            if (!(sample >= -1 && sample < 1)) {
              throw new AssertionError("seed " + seed + ": sample " + sample);
            }
          }
        }
        case DecodeResult.Refused(AudioFault fault, String detail) -> {
          refused++;
          assertThat(detail).as("seed %d, %s", seed, fault).isNotBlank();
        }
      }
    }
    assertThat(decoded + refused).isEqualTo(MUTANTS);
    assertThat(refused).as("mutants that were refused").isGreaterThan(MUTANTS / 20);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static byte[] mutant(byte[] valid, byte[] other, SplittableRandom random) {
    byte[] bytes = valid.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = change(bytes, other, random);
    }
    return bytes;
  }

  /** Half of all changes fall into the first 100 bytes, where the headers are. */
  private static int place(int length, SplittableRandom random) {
    return random.nextInt(random.nextBoolean() ? length : Math.min(length, 100));
  }

  private static byte[] change(byte[] bytes, byte[] other, SplittableRandom random) {
    int at = place(bytes.length, random);
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> overwrite(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)], random);
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(20));
        return joined(bytes, 0, at, bytes, to, bytes.length);
      }
      case 5 -> {
        int from = Math.max(0, at - random.nextInt(40));
        return joined(bytes, 0, at, bytes, from, bytes.length);
      }
      case 6 -> {
        return joined(bytes, 0, at, other, place(other.length, random), other.length);
      }
      default ->
          Arrays.fill(
              bytes,
              at,
              Math.min(bytes.length, at + 1 + random.nextInt(30)),
              (byte) (random.nextBoolean() ? 0xff : 0));
    }
    return bytes;
  }

  private static void overwrite(byte[] bytes, int at, long number, SplittableRandom random) {
    int width = 1 << random.nextInt(3);
    boolean bigEndian = random.nextBoolean();
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (number >> (8 * (bigEndian ? width - 1 - i : i)));
    }
  }

  private static byte[] joined(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(a, aFrom, aTo - aFrom);
    bytes.write(b, bFrom, bTo - bFrom);
    return bytes.toByteArray();
  }
}
