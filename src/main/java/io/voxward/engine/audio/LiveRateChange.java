package io.voxward.engine.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * Brings one live stream of L16, low byte first, to another rate and to the caller's channel alone,
 * in pieces cut anywhere. One stream, one thread at a time; it holds a few milliseconds of sound,
 * and what it still owes at the end of the stream, less than that, is left out.
 */
public final class LiveRateChange {
  private static final float FULL_SCALE = 32768f;

  private final LiveDecoder decoder;
  private final HalfBand[] halvings;
  private final ResamplerStream resampler;

  LiveRateChange(LiveDecoder decoder, int halvings, ResamplerStream resampler) {
    this.decoder = decoder;
    this.halvings =
        IntStream.range(0, halvings).mapToObj(i -> new HalfBand()).toArray(HalfBand[]::new);
    this.resampler = resampler;
  }

  /**
   * Takes the next bytes, all that remain in the buffer.
   *
   * @return the bytes at the other rate whose input is complete; may be none
   */
  public ByteBuffer accept(ByteBuffer bytes) {
    float[] samples = decoder.accept(bytes);
    for (HalfBand half : halvings) {
      samples = half.accept(samples);
    }
    return written(resampler.accept(samples));
  }

  private static ByteBuffer written(float[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      int value = Math.round(sample * FULL_SCALE);
      bytes.putShort((short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return bytes.flip();
  }

  @Override
  public String toString() {
    return "LiveRateChange[hidden]";
  }
}
