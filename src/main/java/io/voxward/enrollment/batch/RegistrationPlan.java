package io.voxward.enrollment.batch;

import io.voxward.common.FailureException;
import io.voxward.common.WatchlistId;
import org.jspecify.annotations.Nullable;

/**
 * How a job registers fraudsters; absent parts are as their defaults say.
 *
 * @param duplicates what becomes of a voice that the domain knows already; {@code SKIP} by default
 * @param similarityThreshold the score from which a fraudster of the domain is taken for the same
 *     person; 90 by default: to skip a stranger would leave a fraudster off the list, to register
 *     somebody twice does no harm
 * @param watchlist where they are put; the domain's default watchlist by default
 */
public record RegistrationPlan(
    @Nullable Duplicates duplicates,
    @Nullable Integer similarityThreshold,
    @Nullable WatchlistId watchlist)
    implements BatchPlan {
  /** Nothing was said. */
  public static final RegistrationPlan DEFAULT = new RegistrationPlan(null, null, null);

  private static final int MAX_SCORE = 100;

  /** What becomes of a voice that the domain knows already; the names are those of Voice ID. */
  public enum Duplicates {
    /** It stays with the fraudster who is known. */
    SKIP,
    /** Another fraudster is made all the same. */
    REGISTER_AS_NEW
  }

  /** Refuses a score out of its range, naming the member. */
  public RegistrationPlan {
    if (similarityThreshold != null
        && (similarityThreshold < 0 || similarityThreshold > MAX_SCORE)) {
      throw FailureException.invalid(
          "fraudsterSimilarityThreshold", "must be from 0 to " + MAX_SCORE);
    }
  }

  @Override
  public BatchKind kind() {
    return BatchKind.FRAUDSTER_REGISTRATION;
  }
}
