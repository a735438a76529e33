package io.voxward.lab.verify;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.scoring.CohortNormalisation;
import io.voxward.engine.scoring.ComparisonKind;
import io.voxward.engine.scoring.DomainCentre;
import java.util.List;
import java.util.Map;

/** How two sides become one number before calibration. */
public interface Comparer {
  /** What calibrations of it are made for. */
  ComparisonKind kind();

  /** The number. */
  double compare(Side enrolled, Side test);

  /** The bare cosine. */
  static Comparer plain() {
    return new Comparer() {
      @Override
      public ComparisonKind kind() {
        return ComparisonKind.COSINE;
      }

      @Override
      public double compare(Side enrolled, Side test) {
        return enrolled.embedding().cosine(test.embedding());
      }
    };
  }

  /** Centred on the enrolled speakers of the lists themselves, but for the two compared. */
  static Comparer centredOn(Map<String, Side> enrolled) {
    return new Comparer() {
      @Override
      public ComparisonKind kind() {
        return ComparisonKind.CENTRED_COSINE;
      }

      @Override
      public double compare(Side one, Side other) {
        return DomainCentre.of(others(enrolled, one, other))
            .compare(one.embedding(), other.embedding())
            .cosine();
      }
    };
  }

  /** Normalised by the enrolled speakers of the lists themselves, but for the two compared. */
  static Comparer normalisedBy(Map<String, Side> enrolled) {
    return new Comparer() {
      @Override
      public ComparisonKind kind() {
        return ComparisonKind.COHORT_NORMALISED;
      }

      @Override
      public double compare(Side one, Side other) {
        return new CohortNormalisation(others(enrolled, one, other), CohortNormalisation.NEAREST)
            .compare(one.embedding(), other.embedding());
      }
    };
  }

  /** Normalised by other people's voices. */
  static Comparer normalisedBy(CohortNormalisation cohort) {
    return new Comparer() {
      @Override
      public ComparisonKind kind() {
        return ComparisonKind.COHORT_NORMALISED;
      }

      @Override
      public double compare(Side one, Side other) {
        return cohort.compare(one.embedding(), other.embedding());
      }
    };
  }

  private static List<Embedding> others(Map<String, Side> enrolled, Side one, Side other) {
    return enrolled.values().stream()
        .filter(side -> !side.speaker().equals(one.speaker()))
        .filter(side -> !side.speaker().equals(other.speaker()))
        .map(Side::embedding)
        .toList();
  }
}
