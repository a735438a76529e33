package io.voxward.consent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Receipt;
import io.voxward.consent.journal.ErasureEntry.What;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.123456Z");
  private static final TenantId TENANT = new TenantId("bank");
  private static final DomainId DOMAIN = DomainId.random();

  @TempDir Path parent;

  private record Folder(Path journal) implements ErasureJournalConfig {
    @Override
    public Optional<List<String>> acceptLossOf() {
      return Optional.empty();
    }

    @Override
    public int replayedTogether() {
      return 10;
    }
  }

  private ErasureJournal journal() {
    return new ErasureJournal(new Folder(parent.resolve("erasures")), new MovableClock(NOW));
  }

  private static ErasureEntry deletion() {
    String id = Alphanumeric.randomMarked();
    Receipt receipt =
        new Receipt(
            TENANT,
            Alphanumeric.random(),
            DOMAIN,
            ErasureReason.DELETION,
            id,
            "{\"type\":\"voxward-erasure\",\"tab\":\"\t\",\"line\":\"\n\"}",
            "c2lnbmF0dXJl",
            NOW);
    return ErasureEntry.of(receipt, What.SPEAKERS_DELETED, List.of(id));
  }

  private static ErasureEntry suspension() {
    return ErasureEntry.ofDomain(What.DOMAIN_SUSPENDED, TENANT, DOMAIN, NOW);
  }

  private static ErasureEntry expiryOfMany() {
    List<String> ids =
        IntStream.range(0, 10_000).mapToObj(_ -> Alphanumeric.randomMarked()).toList();
    return new ErasureEntry(
        NOW, What.VOICES_ERASED, TENANT, DOMAIN, ErasureReason.EXPIRY, ids, null);
  }

  private static JournalFile only(ErasureJournal journal) {
    assertThat(journal.files()).hasSize(1);
    return journal.files().getFirst();
  }

  private static Path path(ErasureJournal journal) {
    return journal.folder().resolve(only(journal).id() + JournalFile.SUFFIX);
  }

  @Test
  void entries_come_back_as_they_were_written_and_withdrawn_ones_do_not() {
    // Given
    ErasureJournal journal = journal();
    ErasureEntry first = deletion();
    ErasureEntry many = expiryOfMany();

    // When
    JournalPlace _ = journal.append(first);
    JournalPlace given = journal.append(suspension());
    JournalPlace third = journal.append(many);
    journal.withdraw(given);

    // Then
    JournalFile file = only(journal);
    assertThat(file.last()).isEqualTo(3);
    assertThat(file.between(0, 3)).hasSize(2).containsEntry(1L, first).containsEntry(3L, many);
    assertThat(file.between(1, 2)).isEmpty();
    assertThat(third).isEqualTo(new JournalPlace(file.id(), 3));
    journal.close();
  }

  @Test
  void a_line_cut_short_by_a_kill_is_passed_over() throws IOException {
    // Given
    ErasureJournal journal = journal();
    JournalPlace _ = journal.append(deletion());
    journal.close();
    byte[] whole = Files.readAllBytes(path(journal));
    JournalLines.Written next =
        JournalLines.write(JournalLines.start(), new JournalLines.Line.Erased(2, suspension()));

    for (int cut = 1; cut < next.bytes().length; cut += 7) {
      // When
      byte[] torn = Arrays.copyOf(whole, whole.length + cut);
      System.arraycopy(next.bytes(), 0, torn, whole.length, cut);
      Files.write(path(journal), torn);

      // Then
      assertThat(only(journal).last()).isEqualTo(1);
      assertThat(only(journal).between(0, 9)).containsOnlyKeys(1L);
    }
  }

  @Test
  void a_changed_left_out_or_moved_line_shows_where() throws IOException {
    // Given
    ErasureJournal journal = journal();
    for (int i = 0; i < 3; i++) {
      JournalPlace _ = journal.append(deletion());
    }
    journal.close();
    List<String> lines = Files.readAllLines(path(journal));

    // When / Then
    assertBroken(journal, 3, lines.get(0), lines.get(1), lines.get(2).replace("bank", "tank"));
    assertBroken(journal, 3, lines.get(0), lines.get(1), lines.get(3));
    assertBroken(journal, 2, lines.get(0), lines.get(2), lines.get(1), lines.get(3));
    assertBroken(journal, 1, lines.get(1), lines.get(2));
  }

  private static void assertBroken(ErasureJournal journal, int line, String... lines)
      throws IOException {
    Files.writeString(path(journal), String.join("\n", lines) + "\n");
    assertThatThrownBy(() -> only(journal).between(0, 9))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.fault()).startsWith("line " + line + " of the erasure journal"));
  }

  @Test
  void a_journal_under_another_name_is_refused() throws IOException {
    // Given
    ErasureJournal journal = journal();
    JournalPlace _ = journal.append(deletion());
    journal.close();
    Files.move(
        path(journal), path(journal).resolveSibling(Alphanumeric.random() + JournalFile.SUFFIX));

    // When / Then
    assertThatThrownBy(() -> only(journal).between(0, 9))
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.fault()).contains("was renamed"));
  }

  @Test
  void what_cannot_be_written_is_refused() throws IOException {
    // Given
    Files.writeString(parent.resolve("erasures"), "a file where the folder should be");

    // When / Then
    assertThatThrownBy(() -> journal().append(deletion()))
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.fault()).contains("nothing can be written"));
  }

  @Test
  void journals_are_for_their_owner_only_and_one_that_is_written_is_held() throws IOException {
    // Given
    ErasureJournal writing = journal();
    JournalPlace _ = writing.append(deletion());
    ErasureJournal other = journal();
    JournalFile file = only(other);

    // When / Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(writing.folder())))
        .isEqualTo("rwx------");
    assertThat(other.isHeldElsewhere(file)).isTrue();
    assertThat(writing.isHeldElsewhere(file)).isFalse();
    writing.close();
    assertThat(other.isHeldElsewhere(file)).isFalse();
  }

  @Test
  void what_is_open_and_all_after_it_is_not_settled() {
    // Given
    ErasureJournal journal = journal();
    JournalPlace one = journal.append(deletion());
    JournalPlace two = journal.append(deletion());
    JournalPlace _ = journal.append(deletion());

    // When / Then
    assertThat(journal.settledUpTo(one.journal())).isZero();
    journal.settled(two);
    assertThat(journal.settledUpTo(one.journal())).isZero();
    journal.settled(one);
    assertThat(journal.settledUpTo(one.journal())).isEqualTo(2);
    assertThat(journal.settledUpTo("another")).isEqualTo(Long.MAX_VALUE);
    journal.close();
  }

  @Test
  void a_long_journal_is_followed_by_another_once_all_in_it_is_settled() {
    // Given
    ErasureJournal journal = journal();
    ErasureEntry many = expiryOfMany();
    JournalPlace first = journal.append(many);
    for (int i = 0; i < 40; i++) {
      journal.settled(journal.append(many));
    }
    boolean oneWhileOpen = journal.files().size() == 1;

    // When
    journal.settled(first);
    JournalPlace next = journal.append(deletion());

    // Then
    assertThat(oneWhileOpen).isTrue();
    assertThat(next.journal()).isNotEqualTo(first.journal());
    assertThat(next.sequence()).isEqualTo(1);
    assertThat(journal.files())
        .satisfiesExactlyInAnyOrder(
            file -> assertThat(file.last()).isEqualTo(41),
            file -> assertThat(file.last()).isEqualTo(1));
    journal.close();
  }

  @Test
  void nothing_is_taken_for_a_line_that_is_none() {
    for (String text : List.of("", "\t", "ERASED\t1\tx", "JOURNAL\t2\tid\t" + NOW + "\tx")) {
      assertThat(JournalLines.read(null, text)).isEmpty();
    }
    String line =
        new String(
            JournalLines.write(JournalLines.start(), new JournalLines.Line.Withdrawn(4)).bytes(),
            StandardCharsets.UTF_8);
    assertThat(JournalLines.read(JournalLines.start(), line.strip())).isPresent();
    assertThat(JournalLines.read("1".repeat(64), line.strip())).isEmpty();
  }
}
