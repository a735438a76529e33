package io.voxward.session;

import io.voxward.common.FailureException;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;

/**
 * How the audio of a session is written.
 *
 * @param encoding how one sample is written
 * @param rate 8 or 16 kHz
 * @param channels 1 or 2, interleaved
 * @param callerChannel which of them is the caller's; 0 where there is one
 */
public record CallFormat(Encoding encoding, SampleRate rate, int channels, int callerChannel) {
  /** Refuses what no stream may have, naming the member. */
  public CallFormat {
    if (!rate.equals(SampleRate.TELEPHONE) && !rate.equals(SampleRate.WIDEBAND)) {
      throw FailureException.invalid("audio.sampleRate", "must be 8000 or 16000");
    }
    if (channels < 1 || channels > 2) {
      throw FailureException.invalid("audio.channels", "must be 1 or 2");
    }
    if (callerChannel < 0 || callerChannel >= channels) {
      throw FailureException.invalid(
          "audio.callerChannel", "must be 0, or 1 where there are two channels");
    }
  }

  /** Bytes that one second of audio takes, all channels together. */
  public int bytesPerSecond() {
    return rate.hertz() * channels * encoding.bytesPerSample();
  }

  /** How long so many bytes last, in seconds. */
  double seconds(int bytes) {
    return (double) bytes / bytesPerSecond();
  }
}
