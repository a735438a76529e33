package io.voxward.consent;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.Alphanumeric;
import io.voxward.common.FailureException;
import io.voxward.consent.store.ConsentRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The record of who consented to what. */
@ApplicationScoped
public class Consents {
  /** How far ahead of ours another clock may be. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final ConsentRepository rows;
  private final Audit audit;
  private final Clock clock;

  /** Keeps consent records in {@code rows}. */
  public Consents(ConsentRepository rows, Audit audit, Clock clock) {
    this.rows = rows;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Records a consent.
   *
   * @return the record's id, 22 letters and digits
   * @throws FailureException if it was given in the future
   */
  @Transactional
  public String record(Speaker speaker, ConsentKind kind, ConsentDraft draft) {
    Instant now = clock.instant();
    if (draft.givenAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw FailureException.invalid("givenAt", "must not lie in the future");
    }
    String id = Alphanumeric.random();
    rows.insert(id, speaker, kind, draft, now);
    audit.record(
        new AuditEntry(
            speaker.tenant(),
            "consent.recorded",
            speaker.domain(),
            speaker.id().value(),
            "kind=" + kind + " consentId=" + id));
    return id;
  }
}
