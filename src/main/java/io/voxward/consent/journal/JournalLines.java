package io.voxward.consent.journal;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Receipt;
import io.voxward.consent.journal.ErasureEntry.What;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a journal. A line is its kind, its members and the SHA-256 of these and the hash of
 * the line before, separated by tabs. The first line of a file says which journal it is.
 *
 * <pre>
 * JOURNAL    version  journal's id  time
 * ERASED     number  time  what  tenant  domain  reason  ids  [receipt's id  subject  body  signature]
 * WITHDRAWN  number
 * </pre>
 */
final class JournalLines {
  private static final String FORM = "1";
  private static final String NONE = "-";
  private static final int WITH_RECEIPT = 12;
  private static final int WITHOUT_RECEIPT = 8;

  private JournalLines() {}

  /** What a line says. */
  sealed interface Line {
    /** Which journal this is. */
    record Head(String journal, Instant at) implements Line {}

    /** Something was erased, or is about to be. */
    record Erased(long sequence, ErasureEntry entry) implements Line {}

    /** The entry of that number did not come to be. */
    record Withdrawn(long sequence) implements Line {}
  }

  /** A line with its hash, ended. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Written(byte[] bytes, String hash) {}

  /** What comes before the first line. */
  static String start() {
    return "0".repeat(64);
  }

  /** The line that comes after the one with the hash {@code previous}. */
  static Written write(String previous, Line line) {
    String text =
        switch (line) {
          case Line.Head(String journal, Instant at) ->
              String.join("\t", "JOURNAL", FORM, journal, at.toString());
          case Line.Erased(long sequence, ErasureEntry entry) -> erased(sequence, entry);
          case Line.Withdrawn(long sequence) -> "WITHDRAWN\t" + sequence;
        };
    String hash = hash(previous, text);
    return new Written((text + "\t" + hash + "\n").getBytes(StandardCharsets.UTF_8), hash);
  }

  private static String erased(long sequence, ErasureEntry entry) {
    String text =
        String.join(
            "\t",
            "ERASED",
            Long.toString(sequence),
            entry.at().toString(),
            entry.what().name(),
            entry.tenant().value(),
            entry.domain().value(),
            entry.reason().name(),
            entry.subjects().isEmpty() ? NONE : String.join(",", entry.subjects()));
    Receipt receipt = entry.receipt();
    return receipt == null
        ? text
        : String.join(
            "\t", text, receipt.id(), receipt.subject(), packed(receipt), receipt.signature());
  }

  private static String packed(Receipt receipt) {
    return Base64.getEncoder().encodeToString(receipt.body().getBytes(StandardCharsets.UTF_8));
  }

  /** A line that was read, and its hash. */
  record Read(Line line, String hash) {}

  /**
   * Reads the line that comes after the one with the hash {@code previous}.
   *
   * @param previous absent to read it whatever came before
   * @return empty if it is none, or does not fit there
   */
  static Optional<Read> read(@Nullable String previous, String text) {
    int cut = text.lastIndexOf('\t');
    if (cut < 0) {
      return Optional.empty();
    }
    String hash = text.substring(cut + 1);
    String said = text.substring(0, cut);
    if (previous != null && !hash(previous, said).equals(hash)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Read(line(said.split("\t", -1)), hash));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static Line line(String[] members) {
    return switch (members[0]) {
      case "JOURNAL" -> {
        if (!members[1].equals(FORM)) {
          throw new IllegalArgumentException("form " + members[1]);
        }
        yield new Line.Head(members[2], Instant.parse(members[3]));
      }
      case "ERASED" -> new Line.Erased(Long.parseLong(members[1]), entry(members));
      case "WITHDRAWN" -> new Line.Withdrawn(Long.parseLong(members[1]));
      default -> throw new IllegalArgumentException(members[0]);
    };
  }

  private static ErasureEntry entry(String[] members) {
    if (members.length != WITH_RECEIPT && members.length != WITHOUT_RECEIPT) {
      throw new IllegalArgumentException("members: " + members.length);
    }
    Instant at = Instant.parse(members[2]);
    TenantId tenant = new TenantId(members[4]);
    DomainId domain = new DomainId(members[5]);
    ErasureReason reason = ErasureReason.valueOf(members[6]);
    List<String> subjects =
        members[7].equals(NONE) ? List.of() : Arrays.asList(members[7].split(",", -1));
    Receipt receipt =
        members.length == WITH_RECEIPT
            ? new Receipt(
                tenant,
                members[8],
                domain,
                reason,
                members[9],
                new String(Base64.getDecoder().decode(members[10]), StandardCharsets.UTF_8),
                members[11],
                at)
            : null;
    return new ErasureEntry(
        at, What.valueOf(members[3]), tenant, domain, reason, subjects, receipt);
  }

  private static String hash(String previous, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(previous.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\t');
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
