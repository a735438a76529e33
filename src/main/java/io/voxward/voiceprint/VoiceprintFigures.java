package io.voxward.voiceprint;

import org.jspecify.annotations.Nullable;

/**
 * How good the speech behind a voiceprint was, where it was measured.
 *
 * @param snrDb signal-to-noise ratio in decibels
 * @param clippingShare share of samples at full scale, 0 to 1
 * @param bandwidthHz highest frequency with speech in it, in hertz
 */
public record VoiceprintFigures(
    @Nullable Double snrDb, @Nullable Double clippingShare, @Nullable Double bandwidthHz) {
  /** Nothing was measured. */
  public static final VoiceprintFigures NONE = new VoiceprintFigures(null, null, null);
}
