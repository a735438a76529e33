package io.voxward.engine.scoring;

import io.voxward.engine.vad.NetSpeech;

/**
 * A comparison whose answer is known: what calibrations are fitted to.
 *
 * @param value of one {@link ComparisonKind}
 * @param enrolled net speech behind the enrolled side
 * @param test net speech behind the other side
 * @param target whether both sides are one speaker
 */
public record Comparison(double value, NetSpeech enrolled, NetSpeech test, boolean target) {}
