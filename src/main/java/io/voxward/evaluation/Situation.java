package io.voxward.evaluation;

import io.voxward.common.WatchlistId;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.Scored;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.session.SessionState.StreamingStatus;
import io.voxward.watchlist.FraudsterSearch;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision depends on, gathered before it is made.
 *
 * @param heard what was heard so far, by every model that a decision needs
 * @param streaming whether more may come
 * @param stream which stream of the session is the newest; 0 before the first
 * @param standing how the claimed speaker stands
 * @param fraudsters compares the voice heard with those on the watchlist; only to be called when
 *     there is a voice
 * @param authenticationOn whether the session wants authentication
 * @param fraudOn whether the session wants fraud detection
 */
record Situation(
    Heard heard,
    StreamingStatus streaming,
    int stream,
    Standing standing,
    DisplayScore acceptanceThreshold,
    DisplayScore riskThreshold,
    WatchlistId watchlist,
    Supplier<FraudsterSearch.Nearest> fraudsters,
    DecisionRule rule,
    boolean authenticationOn,
    boolean fraudOn) {

  /** How the claimed speaker stands. */
  sealed interface Standing {
    /** Who is claimed; absent without one. */
    @Nullable Claim claim();

    /** Nobody is claimed. */
    record Unclaimed() implements Standing {
      @Override
      public @Nullable Claim claim() {
        return null;
      }
    }

    /** The speaker cannot be compared with. */
    record Barred(Claim claim, AuthenticationDecision why, Optional<String> reason)
        implements Standing {}

    /**
     * The speaker has a voiceprint.
     *
     * @param print which one: another one makes another result
     * @param model which model made it, and decides
     * @param comparison compares the voice heard with it, by that model; only to be called when
     *     there is a voice
     */
    record Enrolled(Claim claim, String print, ModelId model, Supplier<Scored> comparison)
        implements Standing {}
  }
}
