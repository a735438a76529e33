package io.voxward.wire.dialect;

import io.voxward.common.FailureException;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.LiveRateChange;
import io.voxward.engine.audio.LiveRates;
import io.voxward.engine.audio.SampleRate;
import io.voxward.session.CallFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How the sound of one stream comes over the wire, and its way to the form in which its call is
 * heard. At 8 and 16 kHz it goes through as it is, every channel of it; at any other rate L16 is
 * brought to the nearer of the two, and only the caller's channel of it. One stream, one thread at
 * a time.
 */
public final class WireSound {
  private static final byte SILENT_PCMU = (byte) 0xff;
  private static final byte SILENT_PCMA = (byte) 0xd5;
  private static final int MOST_CHANNELS = 2;

  private final Encoding encoding;
  private final int hertz;
  private final int channels;
  private final CallFormat format;
  private final @Nullable LiveRateChange change;

  private WireSound(
      Encoding encoding,
      int hertz,
      int channels,
      CallFormat format,
      @Nullable LiveRateChange change) {
    this.encoding = encoding;
    this.hertz = hertz;
    this.channels = channels;
    this.format = format;
    this.change = change;
  }

  /**
   * Sound of that form.
   *
   * @param hertz samples a second of one channel
   * @param channels 1 or 2, interleaved
   * @param callerChannel which of them is the caller's, from 0
   * @throws FailureException naming {@code sampleRate}, {@code channels} or {@code callerChannel}
   */
  public static WireSound of(
      LiveRates rates, Encoding encoding, int hertz, int channels, int callerChannel) {
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw FailureException.invalid("channels", "must be 1 or 2");
    }
    if (callerChannel < 0 || callerChannel >= channels) {
      throw FailureException.invalid("callerChannel", "must be 0, or 1 where there are two");
    }
    if (hertz == SampleRate.TELEPHONE.hertz() || hertz == SampleRate.WIDEBAND.hertz()) {
      CallFormat same = new CallFormat(encoding, new SampleRate(hertz), channels, callerChannel);
      return new WireSound(encoding, hertz, channels, same, null);
    }
    if (encoding != Encoding.L16_LITTLE_ENDIAN) {
      throw FailureException.invalid("sampleRate", "must be 8000 or 16000 with this encoding");
    }
    if (!LiveRates.isTaken(hertz)) {
      throw FailureException.invalid("sampleRate", "must be one of " + LiveRates.taken());
    }
    SampleRate heardAt = LiveRates.heardAt(hertz);
    return new WireSound(
        encoding,
        hertz,
        channels,
        new CallFormat(Encoding.L16_LITTLE_ENDIAN, heardAt, 1, 0),
        rates.change(hertz, channels, callerChannel, heardAt));
  }

  /** The form in which the call is heard. */
  public CallFormat format() {
    return format;
  }

  /** The next bytes as they are heard; may be none yet. */
  ByteBuffer heard(ByteBuffer bytes) {
    LiveRateChange way = change;
    return way == null ? bytes : way.accept(bytes);
  }

  /** The length of one sample of every channel, in bytes, as it comes. */
  public int frameBytes() {
    return encoding.bytesPerSample() * channels;
  }

  /** So many milliseconds of it in bytes, as it comes. */
  public int bytesIn(int milliseconds) {
    return (int) ((long) hertz * milliseconds / 1000) * frameBytes();
  }

  /** The byte that is silence, as it comes. */
  public byte silence() {
    return switch (encoding) {
      case PCMU -> SILENT_PCMU;
      case PCMA -> SILENT_PCMA;
      case L16_LITTLE_ENDIAN, L16_BIG_ENDIAN -> 0;
    };
  }

  @Override
  public String toString() {
    return "WireSound[" + format + "]";
  }
}
