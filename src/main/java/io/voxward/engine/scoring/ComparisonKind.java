package io.voxward.engine.scoring;

/** What a calibration was made for; coefficients for one kind mean nothing for another. */
public enum ComparisonKind {
  /** The cosine between the two embeddings. */
  COSINE,
  /** The cosine after the domain's own mean embedding was subtracted from both. */
  CENTRED_COSINE,
  /** The cosine measured against a cohort of other speakers, in standard deviations. */
  COHORT_NORMALISED
}
