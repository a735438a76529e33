/**
 * Scores and what they mean: cosine, log-likelihood ratio, displayed score, calibration, cohort
 * normalisation and the measures of detection errors.
 */
@NullMarked
package io.voxward.engine.scoring;

import org.jspecify.annotations.NullMarked;
