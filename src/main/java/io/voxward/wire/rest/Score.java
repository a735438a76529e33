package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import io.voxward.engine.scoring.DisplayScore;
import org.jspecify.annotations.Nullable;

/** A score or threshold that a caller names. */
final class Score {
  private Score() {}

  /** The score in a query; absent stays absent. */
  static @Nullable Integer query(String field, @Nullable String given) {
    if (given == null) {
      return null;
    }
    try {
      return checked(field, Integer.parseInt(given));
    } catch (NumberFormatException notANumber) {
      throw refused(field);
    }
  }

  /** The score in a body; absent stays absent. */
  static @Nullable Integer member(String field, @Nullable Integer given) {
    return given == null ? null : checked(field, given);
  }

  private static int checked(String field, int score) {
    if (score < 0 || score > DisplayScore.HIGHEST) {
      throw refused(field);
    }
    return score;
  }

  private static FailureException refused(String field) {
    return FailureException.invalid(field, "must be 0 to " + DisplayScore.HIGHEST);
  }
}
