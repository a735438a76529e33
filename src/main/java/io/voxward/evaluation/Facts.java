package io.voxward.evaluation;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.DomainStatus;
import io.voxward.speaker.SpeakerStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the database says, now, of everything an evaluation depends on. It is read for each
 * evaluation and never remembered.
 *
 * @param authenticationSpeechSeconds net speech after which the domain's decisions are made, in
 *     seconds
 * @param speaker the claimed speaker's status; absent without a claim, or when they were deleted
 * @param print which voiceprint they have; absent without one
 */
public record Facts(
    DomainStatus domain,
    int acceptanceThreshold,
    int riskThreshold,
    double authenticationSpeechSeconds,
    WatchlistId defaultWatchlist,
    @Nullable SpeakerStatus speaker,
    @Nullable Print print) {

  /** Whom the facts are about. */
  public record Key(TenantId tenant, DomainId domain, @Nullable GeneratedSpeakerId speaker) {}

  /**
   * Which voiceprint, without opening it.
   *
   * @param model the id of the model that made it
   * @param createdAt when it was made: another one was made at another time
   */
  public record Print(String model, Instant createdAt) {}
}
