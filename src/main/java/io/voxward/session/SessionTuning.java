package io.voxward.session;

import io.voxward.profile.Profile;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Tuned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a session is tuned besides its settings: by what its request brought, and by the profile that
 * it named. What it brought is in the memory of the session's node and nowhere else; written down
 * is which profile it was, and that there was something else.
 *
 * @param profile the profile named; absent where there was none
 * @param inline whether the request brought a tuning of its own
 * @param held what all that says; absent in what was written down
 */
public record SessionTuning(@Nullable ProfileRef profile, boolean inline, @Nullable Tuned held) {
  /** All is as the settings and the domain have it. */
  public static final SessionTuning NONE = of(Tuned.NONE);

  /** A session that is tuned by this. */
  public static SessionTuning of(Tuned tuned) {
    Profile profile = tuned.profile();
    return new SessionTuning(
        profile == null ? null : profile.ref(), !tuned.inline().isEmpty(), tuned);
  }

  /** What another node wrote down, gone on with by this one. */
  SessionTuning takenOver(Optional<Profile> known) {
    return new SessionTuning(profile, inline, new Tuned(Tuned.NONE.inline(), known.orElse(null)));
  }

  /**
   * Whether something it was tuned by is not known here: another node had it in memory, or its
   * profile was deleted before this one went on.
   */
  public boolean isLost() {
    return (inline && tuned().inline().isEmpty()) || (profile != null && tuned().profile() == null);
  }

  /** What it says. */
  public Tuned tuned() {
    return held == null ? Tuned.NONE : held;
  }

  /**
   * The acceptance threshold: its own, of the settings, of the profile; absent for the domain's.
   */
  public @Nullable Integer acceptanceThreshold(SessionSettings settings) {
    return first(
        tuned().inline().acceptanceThreshold(),
        settings.acceptanceThreshold(),
        tuned().ofProfile().acceptanceThreshold());
  }

  /** The risk threshold, likewise. */
  public @Nullable Integer riskThreshold(SessionSettings settings) {
    return first(
        tuned().inline().riskThreshold(),
        settings.riskThreshold(),
        tuned().ofProfile().riskThreshold());
  }

  /** Net speech after which a decision is made at the latest, likewise. */
  public @Nullable Double authenticationSpeechSeconds(SessionSettings settings) {
    return first(
        tuned().inline().authenticationSpeechSeconds(),
        settings.authenticationSpeechSeconds(),
        tuned().ofProfile().authenticationSpeechSeconds());
  }

  /** The same without what the request brought itself, for what is written down. */
  @Nullable Double writtenSpeechSeconds(SessionSettings settings) {
    return first(
        settings.authenticationSpeechSeconds(),
        tuned().ofProfile().authenticationSpeechSeconds(),
        null);
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T two, @Nullable T three) {
    if (one != null) {
      return one;
    }
    return two == null ? three : two;
  }
}
