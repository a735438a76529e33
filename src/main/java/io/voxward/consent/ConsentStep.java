package io.voxward.consent;

import io.voxward.speaker.Speaker;

/**
 * What another feature does when a person takes a consent back, in the transaction of the record,
 * with the speaker locked; one that fails undoes it.
 */
public interface ConsentStep {
  /** A consent of that purpose no longer stands. */
  void withdrawn(Speaker locked, ConsentKind kind);
}
