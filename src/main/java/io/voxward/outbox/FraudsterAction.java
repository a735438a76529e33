package io.voxward.outbox;

import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.WatchlistId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fraudster was registered or deleted, or could not be registered. Joining and leaving a
 * watchlist makes no event.
 *
 * @param generatedFraudsterId null when a registration failed
 * @param watchlistIds the lists the fraudster is in, or was in
 * @param data how they were registered; null for every other act
 */
public record FraudsterAction(
    About about,
    Act act,
    @Nullable GeneratedFraudsterId generatedFraudsterId,
    List<WatchlistId> watchlistIds,
    @Nullable Data data)
    implements ServiceEvent {
  /** Keeps an unmodifiable copy. */
  public FraudsterAction {
    watchlistIds = List.copyOf(watchlistIds);
  }

  /** What was done to a fraudster. */
  public enum Act {
    /** Registered. */
    REGISTER_FRAUDSTER,
    /** Deleted. */
    DELETE_FRAUDSTER
  }

  /** What came of a registration, in the words of batch output manifests. */
  public enum RegistrationStatus {
    /** The voice was not known. */
    NEW_REGISTRATION,
    /** The voice is that of a fraudster who was registered before. */
    DUPLICATE_SKIPPED
  }

  /**
   * How a fraudster was registered.
   *
   * @param registrationSource where the voice came from
   * @param registrationSourceId the session's or the job's id; null for a recording
   * @param registrationStatus null when it came to nothing
   */
  public record Data(
      SpeakerAction.Source registrationSource,
      @Nullable String registrationSourceId,
      @Nullable RegistrationStatus registrationStatus) {}

  @Override
  public String detailType() {
    return "VoiceId Fraudster Action";
  }

  @Override
  public String action() {
    return act.name();
  }

  @Override
  public String aggregate() {
    return generatedFraudsterId == null ? about.domain().value() : generatedFraudsterId.value();
  }
}
