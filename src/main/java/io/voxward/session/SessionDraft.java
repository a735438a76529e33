package io.voxward.session;

import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.profile.Tuned;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a session to be made.
 *
 * @param name its name; made up where absent
 * @param speaker who the caller is said to be; may be said later
 * @param format how its audio is written
 * @param settings what it wants otherwise than its domain
 * @param tuned what else it is tuned by; of what the request brought itself nothing is written down
 * @param contact the Amazon Connect contact it begins with, where it is one
 */
public record SessionDraft(
    @Nullable SessionName name,
    @Nullable SpeakerRef speaker,
    CallFormat format,
    SessionSettings settings,
    Tuned tuned,
    @Nullable ContactArn contact) {
  /** A session that is tuned by its settings alone. */
  public SessionDraft(
      @Nullable SessionName name,
      @Nullable SpeakerRef speaker,
      CallFormat format,
      SessionSettings settings,
      @Nullable ContactArn contact) {
    this(name, speaker, format, settings, Tuned.NONE, contact);
  }
}
