package io.voxward.engine.quality;

import io.voxward.engine.vad.NetSpeech;

/**
 * What speech must have to be enrolled. The limits were measured on real telephone calls
 * (docs/accuracy.md).
 *
 * @param needed net speech in all
 * @param leastSnrDecibels signal-to-noise ratio
 * @param mostClippingShare share of clipped samples, 0 to 1
 * @param leastBandwidthHertz below it a voice sounds as through a wall
 * @param leastSpeechShare how much of what is audible must be speech, 0 to 1
 * @param leastCoherence how alike the two most different groups of stretches must be to be one
 *     voice; about 1 for one voice, about 0.4 for two
 */
public record GuardOptions(
    NetSpeech needed,
    double leastSnrDecibels,
    double mostClippingShare,
    double leastBandwidthHertz,
    double leastSpeechShare,
    double leastCoherence) {

  /** Thirty seconds, as Voice ID asks for, and the measured limits. */
  public static final GuardOptions DEFAULT =
      new GuardOptions(new NetSpeech(30), 6, 0.02, 2_000, 0.15, 0.64);

  /** Refuses limits that cannot be. */
  public GuardOptions {
    if (!Double.isFinite(leastSnrDecibels)
        || !(mostClippingShare >= 0 && mostClippingShare <= 1)
        || !(leastBandwidthHertz >= 0)
        || !(leastSpeechShare >= 0 && leastSpeechShare <= 1)
        || !(leastCoherence >= -1 && leastCoherence <= 1)) {
      throw new IllegalArgumentException("not the limits of a guard");
    }
  }

  /** The same limits for another amount of speech. */
  public GuardOptions withNeeded(NetSpeech speech) {
    return new GuardOptions(
        speech,
        leastSnrDecibels,
        mostClippingShare,
        leastBandwidthHertz,
        leastSpeechShare,
        leastCoherence);
  }
}
