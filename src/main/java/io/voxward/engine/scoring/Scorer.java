package io.voxward.engine.scoring;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.util.function.ToDoubleBiFunction;

/**
 * Compares two voices: cosine, then the calibrated ratio, then the displayed score. Immutable and
 * safe to share between threads.
 */
public final class Scorer {
  private final Calibration calibration;
  private final ToDoubleBiFunction<Embedding, Embedding> comparison;

  private Scorer(
      Calibration calibration,
      ComparisonKind kind,
      ToDoubleBiFunction<Embedding, Embedding> comparison) {
    if (calibration.origin().kind() != kind) {
      throw new IllegalArgumentException(
          "a calibration made for " + calibration.origin().kind() + " cannot judge " + kind);
    }
    this.calibration = calibration;
    this.comparison = comparison;
  }

  /** The default: the bare cosine, calibrated. */
  public static Scorer plain(Calibration calibration) {
    return new Scorer(calibration, ComparisonKind.COSINE, Scorer::cosine);
  }

  /** Centred on a domain's own mean first. */
  public static Scorer centred(Calibration calibration, DomainCentre centre) {
    return new Scorer(
        calibration,
        ComparisonKind.CENTRED_COSINE,
        (enrolled, test) -> centre.compare(enrolled, test).cosine());
  }

  /** Normalised by a cohort first. */
  public static Scorer normalised(Calibration calibration, CohortNormalisation cohort) {
    return new Scorer(calibration, ComparisonKind.COHORT_NORMALISED, cohort::compare);
  }

  /**
   * Compares a test with an enrolled voice.
   *
   * @throws IllegalArgumentException if either side is of another model than the calibration
   */
  public Scored score(
      Embedding enrolled, NetSpeech enrolledSpeech, Embedding test, NetSpeech testSpeech) {
    requireModel(enrolled);
    requireModel(test);
    LogLikelihoodRatio llr =
        calibration.llr(comparison.applyAsDouble(enrolled, test), enrolledSpeech, testSpeech);
    return new Scored(
        new RawScore(cosine(enrolled, test)),
        llr,
        calibration.expectedFalseAcceptRate(llr),
        calibration.display(llr));
  }

  /** The calibration behind the scores, with its origin. */
  public Calibration calibration() {
    return calibration;
  }

  private void requireModel(Embedding embedding) {
    if (!embedding.model().equals(calibration.origin().model())) {
      throw new IllegalArgumentException(
          "the calibration is for "
              + calibration.origin().model()
              + ", the embedding is of "
              + embedding.model());
    }
  }

  private static double cosine(Embedding enrolled, Embedding test) {
    return enrolled.cosine(test);
  }
}
