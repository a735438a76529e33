package io.voxward.voiceprint;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Notes in the audit trail that somebody's voiceprint was opened outside of a call. What a call
 * compares is in its decision records, one for each change of the decision.
 */
@ApplicationScoped
public class VoiceprintAccess {
  private final Audit audit;

  /** Writes to {@code audit}. */
  public VoiceprintAccess(Audit audit) {
    this.audit = audit;
  }

  /**
   * The voiceprint was compared with a recording.
   *
   * @param decision what came of it, a fixed word
   */
  @Transactional
  public void compared(Speaker speaker, String decision) {
    audit.record(
        new AuditEntry(
            speaker.tenant(),
            "voiceprint.compared",
            speaker.domain(),
            speaker.id().value(),
            "decision=" + decision));
  }
}
