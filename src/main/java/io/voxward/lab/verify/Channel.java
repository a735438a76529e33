package io.voxward.lab.verify;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.lab.UsageException;

/** What the test side is passed through before it is listened to. */
public sealed interface Channel {
  /** Nothing is changed. */
  record None() implements Channel {}

  /** 8 kHz, A-law and back. */
  record ALaw() implements Channel {}

  /** 8 kHz, the band of a mobile call (300 to 3400 Hz) and 13-bit samples; no speech coding. */
  record MobileBand() implements Channel {}

  /**
   * Babble of six other voices.
   *
   * @param decibels power of the speech over that of the babble
   */
  record Noise(double decibels) implements Channel {}

  /**
   * Reads {@code none}, {@code g711a}, {@code gsm} or {@code noise:DECIBELS}.
   *
   * @throws UsageException for anything else
   */
  static Channel parse(String text) {
    return switch (text) {
      case "none" -> new None();
      case "g711a" -> new ALaw();
      case "gsm" -> new MobileBand();
      default -> noise(text);
    };
  }

  private static Channel noise(String text) {
    if (text.startsWith("noise:")) {
      try {
        double decibels = Double.parseDouble(text.substring("noise:".length()));
        if (decibels >= -20 && decibels <= 60) {
          return new Noise(decibels);
        }
      } catch (NumberFormatException e) {
        // Said below, as for every other word.
      }
    }
    throw new UsageException(
        "--channel needs none, g711a, gsm or noise:DECIBELS (-20 to 60), not '" + text + "'");
  }

  /** A recording through a channel that needs no other voices. */
  interface Filter {
    /** The recording as it comes out at the other end. */
    PcmAudio apply(PcmAudio audio);
  }
}
