package io.voxward.engine.scoring;

import io.voxward.engine.embedding.ModelId;
import java.time.LocalDate;

/**
 * Where a calibration comes from: an answer that shows a false-accept rate names this.
 *
 * @param model the model whose embeddings were compared
 * @param kind what was compared
 * @param data the data in words, for people
 * @param speakers how many different speakers spoke
 * @param targets how many comparisons of one speaker
 * @param nontargets how many comparisons of two speakers
 * @param made the day it was made
 */
public record CalibrationOrigin(
    ModelId model,
    ComparisonKind kind,
    String data,
    int speakers,
    int targets,
    int nontargets,
    LocalDate made) {
  /** Refuses data without a name and counts that cannot be. */
  public CalibrationOrigin {
    if (data.isBlank()) {
      throw new IllegalArgumentException("a calibration names its data");
    }
    if (speakers < 2 || targets < 1 || nontargets < 1) {
      throw new IllegalArgumentException(
          "a calibration needs comparisons of at least two speakers");
    }
  }
}
