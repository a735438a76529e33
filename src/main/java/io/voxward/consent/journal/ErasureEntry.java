package io.voxward.consent.journal;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Receipt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One erasure as the journal keeps it: generated ids and fixed words, no personal data.
 *
 * @param at when it was done
 * @param subjects the generated ids of whom it was about; none where it was about the domain
 * @param receipt the receipt that was issued for it, which a restored backup lacks
 */
public record ErasureEntry(
    Instant at,
    What what,
    TenantId tenant,
    DomainId domain,
    ErasureReason reason,
    List<String> subjects,
    @Nullable Receipt receipt) {

  /** Keeps an unmodifiable copy. */
  public ErasureEntry {
    subjects = List.copyOf(subjects);
  }

  /** What was done. */
  public enum What {
    /** Speakers were deleted with everything kept of them. */
    SPEAKERS_DELETED,
    /** The voices of speakers were erased; their entries stayed. */
    VOICES_ERASED,
    /** What people had given for tuning was erased, since they took their consent back. */
    RECORDINGS_ERASED,
    /** A fraudster was deleted. */
    FRAUDSTER_DELETED,
    /** A domain was deleted, and may be restored for a while. */
    DOMAIN_SUSPENDED,
    /** A deleted domain was restored. */
    DOMAIN_RESTORED,
    /** The secrets of a domain were destroyed: its purge began. */
    DOMAIN_SECRETS_DESTROYED,
    /** A domain was purged. */
    DOMAIN_PURGED
  }

  /** An erasure with its receipt. */
  public static ErasureEntry of(Receipt receipt, What what, List<String> subjects) {
    return new ErasureEntry(
        receipt.issuedAt(),
        what,
        receipt.tenant(),
        receipt.domain(),
        receipt.rule(),
        subjects,
        receipt);
  }

  /** Something done to a domain. */
  public static ErasureEntry ofDomain(What what, TenantId tenant, DomainId domain, Instant at) {
    return new ErasureEntry(at, what, tenant, domain, ErasureReason.DOMAIN_PURGE, List.of(), null);
  }
}
