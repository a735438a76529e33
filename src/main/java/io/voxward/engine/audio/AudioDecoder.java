package io.voxward.engine.audio;

import java.io.IOException;
import java.io.InputStream;

/**
 * Turns a recording into sound. Whatever the bytes are, the end is {@link DecodeResult.Decoded} or
 * {@link DecodeResult.Refused}: no exception of a parser, no endless loop, no more memory than
 * {@link DecodeLimits} says.
 */
public final class AudioDecoder {
  private AudioDecoder() {}

  /**
   * Decodes one channel of a recording in memory.
   *
   * @param file the recording; not changed
   * @param kind what it is said to be
   * @param choice which channel holds the voice
   * @param limits what it may cost
   */
  public static DecodeResult decode(
      byte[] file, AudioKind kind, ChannelChoice choice, DecodeLimits limits) {
    if (file.length > limits.maxBytes()) {
      return tooLarge(limits);
    }
    if (file.length == 0) {
      return new DecodeResult.Refused(AudioFault.EMPTY, "there are no bytes in it");
    }
    SoundRules rules = new SoundRules(choice, limits);
    try {
      return switch (kind) {
        case AudioKind.Wav() -> WavFile.decode(file, rules);
        case AudioKind.Flac() -> FlacFile.decode(file, rules);
        case AudioKind.Raw raw -> RawSamples.decode(file, raw, rules);
      };
    } catch (AudioRefusal refusal) {
      return refusal.result();
    }
  }

  /**
   * Decodes one channel of a recording that is still to be read. At most one byte beyond the limit
   * is read; the stream is left open.
   *
   * @throws IOException when the stream itself cannot be read: never because of what is in it
   */
  public static DecodeResult decode(
      InputStream file, AudioKind kind, ChannelChoice choice, DecodeLimits limits)
      throws IOException {
    byte[] bytes = file.readNBytes((int) limits.maxBytes() + 1);
    return decode(bytes, kind, choice, limits);
  }

  private static DecodeResult.Refused tooLarge(DecodeLimits limits) {
    return new DecodeResult.Refused(
        AudioFault.TOO_LARGE, "at most " + limits.maxBytes() + " bytes are taken");
  }
}
