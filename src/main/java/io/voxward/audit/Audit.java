package io.voxward.audit;

import io.voxward.audit.store.AuditRepository;
import io.voxward.audit.store.AuditRepository.Link;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of each tenant. An entry is written in the transaction of the change it tells of;
 * its hash (SHA-256) covers the entry and the hash before it, so a removed or changed entry shows.
 * Writers of one tenant stand in line from here to their commit: record last in a transaction.
 */
@ApplicationScoped
public class Audit {
  private static final int HASH_BYTES = 32;
  private static final int VERIFIED_TOGETHER = 1000;

  private final AuditRepository rows;
  private final CurrentActor actor;
  private final Clock clock;

  /** Writes to {@code rows}. */
  public Audit(AuditRepository rows, CurrentActor actor, Clock clock) {
    this.rows = rows;
    this.actor = actor;
    this.clock = clock;
  }

  /** Adds an entry, in the caller's transaction; there must be one. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void record(AuditEntry entry) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String who = actorName();
    Link previous = rows.lockHead(entry.tenant(), new byte[HASH_BYTES]);
    long sequence = previous.sequence() + 1;
    byte[] hash = hash(previous.hash(), sequence, at, who, entry);
    rows.append(entry, new Link(sequence, hash), previous.hash(), at, who);
  }

  /** An entry with its place in the chain. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Recorded(long sequence, Instant at, String actor, AuditEntry entry, byte[] hash) {}

  /**
   * Whether a chain holds.
   *
   * @param entries how many entries fit the one before them, up to the first that does not
   * @param head the hash of the last of those
   * @param brokenAt the place of the first that does not fit, that is missing, or that the end of
   *     the chain knows and nobody else; 0 if all fit
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Verdict(long entries, byte[] head, long brokenAt) {}

  /** A page of the trail, the oldest first. */
  @Transactional
  public Page<Recorded> list(TenantId tenant, int limit, @Nullable PageToken from) {
    List<Recorded> found = rows.after(tenant, from == null ? 0 : place(from), limit + 1);
    List<Recorded> page = found.stream().limit(limit).toList();
    return new Page<>(
        page,
        found.size() > limit ? new PageToken(Long.toString(page.getLast().sequence())) : null);
  }

  private static long place(PageToken from) {
    try {
      return Long.parseLong(from.lastKey());
    } catch (NumberFormatException e) {
      throw new FailureException(
          new Failure.Invalid("nextToken", "must be a token of this list"), e);
    }
  }

  /** Walks the whole trail of {@code tenant}. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Verdict verify(TenantId tenant) {
    byte[] previous = new byte[HASH_BYTES];
    long expected = 1;
    List<Recorded> page;
    do {
      page = rows.after(tenant, expected - 1, VERIFIED_TOGETHER);
      rows.forgetRead();
      for (Recorded recorded : page) {
        byte[] hash = hash(previous, expected, recorded.at(), recorded.actor(), recorded.entry());
        if (recorded.sequence() != expected || !Arrays.equals(hash, recorded.hash())) {
          return new Verdict(expected - 1, previous, expected);
        }
        previous = hash;
        expected++;
      }
    } while (!page.isEmpty());
    boolean cutShort = rows.headSequence(tenant) >= expected && rows.isGone(tenant, expected);
    return new Verdict(expected - 1, previous, cutShort ? expected : 0);
  }

  /**
   * Walks the whole trail of {@code tenant}.
   *
   * @return the sequence number of the first entry that does not fit the one before it, or 0 if all
   *     fit
   */
  public long firstBrokenLink(TenantId tenant) {
    return verify(tenant).brokenAt();
  }

  /** Who acts: the caller of this request, or the service itself. */
  public String actor() {
    return actorName();
  }

  private String actorName() {
    try {
      return actor.name();
    } catch (ContextNotActiveException outsideOfRequests) {
      return CurrentActor.SERVICE;
    }
  }

  private static byte[] hash(
      byte[] previous, long sequence, Instant at, String actor, AuditEntry entry) {
    MessageDigest digest = sha256();
    digest.update(previous);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array());
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(at.getNano()).array());
    String domain = entry.domain() == null ? null : entry.domain().value();
    for (String part :
        Arrays.asList(
            entry.tenant().value(),
            actor,
            entry.action(),
            domain,
            entry.subject(),
            entry.detail())) {
      update(digest, part);
    }
    return digest.digest();
  }

  private static void update(MessageDigest digest, @Nullable String part) {
    byte[] text = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
    int length = part == null ? -1 : text.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    digest.update(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
