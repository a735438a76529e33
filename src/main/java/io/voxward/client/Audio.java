package io.voxward.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The form of a stream's audio.
 *
 * @param encoding {@code L16} (little-endian in a stream), {@code PCMU} or {@code PCMA}
 * @param sampleRate samples per second of one channel
 * @param channels 1, or 2 for caller and agent side by side
 * @param callerChannel which of two channels is the caller's; left out for one channel
 */
public record Audio(
    String encoding, int sampleRate, int channels, @Nullable Integer callerChannel) {
  private static final float FULL_SCALE = 32768f;
  private static final int LOUDEST = 32_635;
  private static final int BIAS = 132;
  private static final int LOWEST_BIT = 7;

  /** Telephone speech as 16-bit samples, one channel. */
  public static final Audio TELEPHONE = new Audio("L16", 8000, 1, null);

  /** Bytes of one second. */
  public int bytesPerSecond() {
    return sampleRate * channels * (encoding.equals("L16") ? Short.BYTES : 1);
  }

  /** Samples in [-1, 1) as the bytes of an L16 stream; values beyond are clipped. */
  public static byte[] l16(float[] samples) {
    return l16(samples, ByteOrder.LITTLE_ENDIAN);
  }

  /** Samples in [-1, 1) as the body of a recording of type {@code audio/L16} (RFC 2586). */
  public static byte[] l16BigEndian(float[] samples) {
    return l16(samples, ByteOrder.BIG_ENDIAN);
  }

  /** Samples in [-1, 1) as µ-law (ITU-T G.711); values beyond are clipped. */
  public static byte[] muLaw(float[] samples) {
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[i] = muLaw(Math.clamp(Math.round(samples[i] * FULL_SCALE), -LOUDEST, LOUDEST));
    }
    return bytes;
  }

  /** Sign, the place of the highest bit above the bias, the four bits below it; all inverted. */
  private static byte muLaw(int sample) {
    int magnitude = Math.abs(sample) + BIAS;
    int segment = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(magnitude) - LOWEST_BIT;
    int step = (magnitude >> (segment + 3)) & 15;
    return (byte) ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step);
  }

  private static byte[] l16(float[] samples, ByteOrder order) {
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * Short.BYTES).order(order);
    for (float sample : samples) {
      int value = Math.round(sample * FULL_SCALE);
      bytes.putShort((short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return bytes.array();
  }
}
