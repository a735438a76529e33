package io.voxward.consent;

import io.voxward.speaker.Speaker;

/**
 * One feature's part in erasing a person. Every implementation that exists is called inside one
 * transaction, with the speaker locked; one that fails undoes the whole erasure. An implementation
 * removes everything of the person that it keeps in the database, and drops what it holds in
 * memory.
 */
public interface ErasureStep {
  /** Removes what this feature keeps of the speaker's voice. */
  void erase(Speaker speaker, ErasureReason reason);
}
