package io.voxward.lab.verify;

import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.LogLikelihoodRatio;

/** A measured trial with what the calibration makes of it. */
public record JudgedTrial(MeasuredTrial measured, LogLikelihoodRatio llr, DisplayScore display) {}
