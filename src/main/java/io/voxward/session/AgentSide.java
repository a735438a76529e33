package io.voxward.session;

import io.voxward.engine.audio.LiveDecoder;
import io.voxward.engine.quality.ChannelLeak;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The agent's channel of a stream with two. Nothing of it is counted, embedded or kept: it shows
 * what in the caller's channel is the agent. One thread at a time, like its stream's decoder.
 */
final class AgentSide {
  private final LiveDecoder decoder;
  private final ChannelLeak leak;
  private volatile boolean found;

  AgentSide(CallFormat format) {
    this.decoder = new LiveDecoder(format.encoding(), 2, 1 - format.callerChannel());
    this.leak = new ChannelLeak(format.rate());
  }

  /**
   * The caller's sound, the agent's in it silenced; it lags less than a frame of 10 ms behind.
   *
   * @param caller the caller's samples of {@code audio}
   * @param audio both channels as they came
   * @param last whether no more comes
   */
  float[] without(float[] caller, byte[] audio, boolean last) {
    float[] heard = leak.accept(caller, decoder.accept(ByteBuffer.wrap(audio)));
    found = leak.found();
    return last ? joined(heard, leak.finish()) : heard;
  }

  private static float[] joined(float[] heard, float[] rest) {
    float[] all = Arrays.copyOf(heard, heard.length + rest.length);
    System.arraycopy(rest, 0, all, heard.length, rest.length);
    return all;
  }

  boolean leaks() {
    return found;
  }

  double leakedSeconds() {
    return leak.leakedSeconds();
  }

  void erase() {
    leak.erase();
  }
}
