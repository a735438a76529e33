package io.voxward.lab.verify;

import io.voxward.engine.scoring.Comparison;
import io.voxward.lab.trial.Trial;

/**
 * A trial that could be compared.
 *
 * @param trial the claim and its truth
 * @param length how much speech was asked for
 * @param enrolledSpeaker who is claimed
 * @param testSpeaker whose recording it is, as the lists say
 * @param cosine the bare cosine
 * @param comparison what is calibrated: the cosine, or what normalising made of it
 */
public record MeasuredTrial(
    Trial trial,
    SpeechLength length,
    String enrolledSpeaker,
    String testSpeaker,
    double cosine,
    Comparison comparison) {}
