package io.voxward.engine.quality;

import io.voxward.engine.vad.NetSpeech;
import java.util.Optional;

/**
 * What the guard measured on all recordings together.
 *
 * @param speech net speech
 * @param speechShare how much of what is audible is speech, 0 to 1
 * @param signal the sound, weighted by speech; empty where it is not speech
 * @param coherence how alike the two most different groups of stretches are, about 1 for one voice;
 *     empty with fewer than two stretches, or when an earlier rule was broken
 */
public record EnrollmentFigures(
    NetSpeech speech,
    double speechShare,
    Optional<SignalQuality> signal,
    Optional<Double> coherence) {}
