package io.voxward.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of one tenant, verified entry by entry and without the service: each entry
 * carries the SHA-256 of itself and the hash of the one before. Stops at the first that does not
 * fit.
 */
public final class AuditChain {
  private static final int HASH_BYTES = 32;

  private byte[] head = new byte[HASH_BYTES];
  private long next = 1;
  private long brokenAt;

  /** An entry as it was recorded. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Entry(
      String tenant,
      long sequence,
      Instant at,
      String actor,
      String action,
      @Nullable String domain,
      @Nullable String subject,
      @Nullable String detail,
      byte[] hash) {}

  /** Takes the next entry; says whether all fit so far. */
  public boolean add(Entry entry) {
    if (brokenAt == 0) {
      byte[] hash = hash(head, entry);
      if (entry.sequence() == next && Arrays.equals(hash, entry.hash())) {
        head = hash;
        next++;
      } else {
        brokenAt = next;
      }
    }
    return brokenAt == 0;
  }

  /** How many entries fit. */
  public long entries() {
    return next - 1;
  }

  /** The hash of the last entry that fits, in hexadecimal. */
  public String head() {
    return HexFormat.of().formatHex(head);
  }

  /** The place of the first entry that does not fit or is missing; 0 if all fit. */
  public long brokenAt() {
    return brokenAt;
  }

  private static byte[] hash(byte[] previous, Entry entry) {
    Instant at = entry.at();
    MessageDigest digest = sha256();
    digest.update(previous);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(entry.sequence()).array());
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array());
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(at.getNano()).array());
    for (String part :
        Arrays.asList(
            entry.tenant(),
            entry.actor(),
            entry.action(),
            entry.domain(),
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
