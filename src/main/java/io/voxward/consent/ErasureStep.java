package io.voxward.consent;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.speaker.Speaker;
import java.util.List;

/**
 * One feature's part in erasing a person. Every implementation that exists is called inside one
 * transaction, with the speaker locked; one that fails undoes the whole erasure. An implementation
 * removes everything of the person that it keeps in the database, and drops what it holds in
 * memory.
 */
public interface ErasureStep {
  /** What it removes, in the plural: a word of the receipt. */
  String what();

  /** Removes what this feature keeps of the speaker's voice; says how many of it there were. */
  int erase(Speaker speaker, ErasureReason reason);

  /** The same for many speakers of a domain at once. */
  int eraseAll(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers, ErasureReason reason);
}
