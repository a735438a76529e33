package io.voxward.engine.audio;

import java.nio.ByteBuffer;

/**
 * Decodes the caller's channel of a live stream, in pieces cut anywhere, even inside a sample. What
 * it gives depends only on the bytes so far, not on how they were cut. One stream, one decoder, one
 * thread at a time; it holds at most one unfinished frame of samples.
 */
public final class LiveDecoder {
  private static final float[] NOTHING = {};

  private final SampleForm form;
  private final int callerOffset;
  private final byte[] unfinished;
  private int unfinishedBytes;

  /**
   * A decoder at the start of a stream.
   *
   * @param encoding how one sample is written
   * @param channels how many channels are interleaved, 1 to {@link AudioKind#MOST_CHANNELS}
   * @param callerChannel which of them is the caller's, from 0
   * @throws IllegalArgumentException when there is no such channel
   */
  public LiveDecoder(Encoding encoding, int channels, int callerChannel) {
    if (channels < 1 || channels > AudioKind.MOST_CHANNELS) {
      throw new IllegalArgumentException(
          "channels must be 1 to " + AudioKind.MOST_CHANNELS + ", not " + channels);
    }
    if (callerChannel < 0 || callerChannel >= channels) {
      throw new IllegalArgumentException(
          "the caller's channel must be 0 to " + (channels - 1) + ", not " + callerChannel);
    }
    this.form = SampleForm.of(encoding);
    this.callerOffset = callerChannel * form.width();
    this.unfinished = new byte[form.width() * channels];
  }

  /**
   * Takes the next bytes, all that remain in the buffer.
   *
   * @return the caller's samples that they complete, in [-1, 1); may be empty
   */
  public float[] accept(ByteBuffer bytes) {
    int frameBytes = unfinished.length;
    int frames = (int) (((long) unfinishedBytes + bytes.remaining()) / frameBytes);
    if (frames == 0) {
      keep(bytes);
      return NOTHING;
    }
    float[] samples = new float[frames];
    int done = 0;
    if (unfinishedBytes > 0) {
      bytes.get(unfinished, unfinishedBytes, frameBytes - unfinishedBytes);
      unfinishedBytes = 0;
      samples[done++] = form.read(unfinished, callerOffset);
    }
    byte[] whole = new byte[(frames - done) * frameBytes];
    bytes.get(whole);
    for (int at = callerOffset; done < frames; done++, at += frameBytes) {
      samples[done] = form.read(whole, at);
    }
    keep(bytes);
    return samples;
  }

  private void keep(ByteBuffer bytes) {
    int more = bytes.remaining();
    bytes.get(unfinished, unfinishedBytes, more);
    unfinishedBytes += more;
  }
}
