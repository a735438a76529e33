package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateAction;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a caller wants done with a voice that is known. */
final class Duplicates {
  private Duplicates() {}

  static DuplicateRule rule(@Nullable String action, @Nullable Integer threshold) {
    return new DuplicateRule(
        action == null ? DuplicateRule.DEFAULT.action() : action(action),
        threshold == null ? DuplicateRule.DEFAULT.threshold() : new DisplayScore(threshold));
  }

  private static DuplicateAction action(String word) {
    return Arrays.stream(DuplicateAction.values())
        .filter(action -> action.name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            FailureException.invalid(
                "duplicates", "must be one of " + Arrays.toString(DuplicateAction.values())));
  }
}
