package io.voxward.wire.rest;

import io.voxward.consent.ConsentDraft;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says when a session's speaker is to be enrolled.
 *
 * @param retention {@code none}: nothing of the audio is kept, whatever the domain keeps
 */
public record EnrollmentRequest(@Nullable ConsentRequest consent, @Nullable String retention) {
  /** Nothing was said. */
  static final EnrollmentRequest EMPTY = new EnrollmentRequest(null, null);

  @Nullable ConsentDraft draft() {
    return consent == null ? null : consent.draft();
  }
}
