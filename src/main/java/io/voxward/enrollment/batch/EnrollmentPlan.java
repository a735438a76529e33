package io.voxward.enrollment.batch;

import io.voxward.common.FailureException;
import io.voxward.common.WatchlistId;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.profile.ProfileRef;
import org.jspecify.annotations.Nullable;

/**
 * How a job enrols speakers; absent parts are as their defaults say.
 *
 * @param existing what becomes of a speaker who is enrolled already; {@code SKIP} by default
 * @param fraudCheck how fraudsters are looked for first; absent where they are not
 * @param voices how many voices an entry's recordings may have, of which the longest is taken; one
 *     by default
 * @param profile a profile of the domain that says how much speech a voiceprint needs; as the
 *     domain says by default. A job outlives its request, so it takes no tuning but a registered
 *     one
 */
public record EnrollmentPlan(
    @Nullable Existing existing,
    @Nullable FraudCheck fraudCheck,
    @Nullable SeveralVoices voices,
    @Nullable ProfileRef profile)
    implements BatchPlan {
  /** Nothing was said. */
  public static final EnrollmentPlan DEFAULT = new EnrollmentPlan(null, null);

  /** One voice, and as much speech as the domain says. */
  public EnrollmentPlan(@Nullable Existing existing, @Nullable FraudCheck fraudCheck) {
    this(existing, fraudCheck, null, null);
  }

  /** What becomes of a speaker who is enrolled already; the names are those of Voice ID. */
  public enum Existing {
    /** Their voiceprint stays. */
    SKIP,
    /** The new voiceprint takes its place. */
    OVERWRITE
  }

  /** What becomes of an entry whose voice is a known fraudster's; the names are Voice ID's. */
  public enum FraudAction {
    /** It is not enrolled. */
    FAIL,
    /** It is enrolled all the same. */
    IGNORE
  }

  /**
   * How fraudsters are looked for; absent parts are as their defaults say.
   *
   * @param action {@code FAIL} by default
   * @param riskThreshold the risk score from which a voice is a known fraudster's; 50 by default
   * @param watchlist where they are looked for; the domain's default watchlist by default
   */
  public record FraudCheck(
      @Nullable FraudAction action,
      @Nullable Integer riskThreshold,
      @Nullable WatchlistId watchlist) {
    /** The risk threshold where none was given. */
    public static final int DEFAULT_THRESHOLD = 50;

    private static final int MAX_SCORE = 100;

    /** Refuses a score out of its range, naming the member. */
    public FraudCheck {
      if (riskThreshold != null && (riskThreshold < 0 || riskThreshold > MAX_SCORE)) {
        throw FailureException.invalid("riskThreshold", "must be from 0 to " + MAX_SCORE);
      }
    }

    boolean fails() {
      return action != FraudAction.IGNORE;
    }

    int threshold() {
      return riskThreshold == null ? DEFAULT_THRESHOLD : riskThreshold;
    }
  }

  SeveralVoices allowed() {
    return voices == null ? SeveralVoices.ONE : voices;
  }

  /** The same with the profile's version fixed. */
  EnrollmentPlan with(ProfileRef version) {
    return new EnrollmentPlan(existing, fraudCheck, voices, version);
  }

  boolean overwrites() {
    return existing == Existing.OVERWRITE;
  }

  @Override
  public BatchKind kind() {
    return BatchKind.SPEAKER_ENROLLMENT;
  }
}
