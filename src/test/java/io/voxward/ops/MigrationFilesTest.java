package io.voxward.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Issue 6.11: migrations only add, so that the version before works on beside the next one. What a
 * file may say is listed; whatever is not is refused. A statement that does more and still refuses
 * nothing that old code does is named in {@link #LOOKED_AT}, with the reason beside it.
 */
class MigrationFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/db/migration");

  /**
   * The oldest code that the store lets work ({@code store_versions}): what came before it came
   * with it. A migration that breaks old code raises both.
   */
  private static final int READABLE_FROM = 13;

  private static final Pattern FILE = Pattern.compile("V([0-9]+)__\\w+\\.sql");

  /** Beginnings of statements about tables of before that somebody has thought about. */
  private static final List<String> LOOKED_AT =
      List.of(
          // Triggers that sum beside a change, and refuse none.
          "create trigger access_keys_summed",
          "create trigger bearer_tokens_summed",
          "create trigger instances_summed",
          // Wider than before.
          "alter table consents drop constraint consents_kind_check",
          "alter table consents add constraint consents_kind_check",
          "alter table tombstones drop constraint tombstones_kind_check",
          "alter table tombstones add constraint tombstones_kind_check",
          "drop index consents_by_speaker",
          // Old code only adds consents, and removes them with their domain.
          "create trigger consents_append_only",
          "create trigger consents_not_emptied",
          "create trigger consents_kept");

  private static final Pattern MADE = Pattern.compile("create table (\\w+).*", Pattern.DOTALL);
  private static final Pattern CHANGED = Pattern.compile("alter table (\\w+) (.*)", Pattern.DOTALL);
  private static final Pattern INDEXED =
      Pattern.compile("create unique index \\w+\\s+on (\\w+).*", Pattern.DOTALL);
  private static final Pattern TRIGGERED =
      Pattern.compile("create trigger \\w+ .*? on (\\w+)\\s.*", Pattern.DOTALL);
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(create (index|function|view|sequence)|insert into|update|comment on)\\b.*",
          Pattern.DOTALL);
  private static final Pattern NEW_COLUMN =
      Pattern.compile("add column (if not exists )?\\w+ .*", Pattern.DOTALL);

  /** The statements of a file, in lower case, without comments. */
  static List<String> statements(String file) {
    String plain = file.replaceAll("--[^\n]*", "").toLowerCase(Locale.ROOT);
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    boolean quoted = false;
    for (String part : plain.splitWithDelimiters("\\$\\$|;", 0)) {
      if (part.equals("$$")) {
        quoted = !quoted;
      }
      if (part.equals(";") && !quoted) {
        statements.add(statement.toString().strip().replaceAll("\\s+", " "));
        statement.setLength(0);
      } else {
        statement.append(part);
      }
    }
    assertThat(statement.toString().strip()).as("after the last semicolon").isEmpty();
    return statements;
  }

  /** The statements that do more than add. */
  static List<String> breaking(List<String> statements) {
    Set<String> made = new HashSet<>();
    return statements.stream()
        .filter(statement -> LOOKED_AT.stream().noneMatch(statement::startsWith))
        .filter(statement -> !adds(statement, made))
        .toList();
  }

  private static boolean adds(String statement, Set<String> made) {
    Matcher table = MADE.matcher(statement);
    if (table.matches()) {
      made.add(table.group(1));
      return true;
    }
    for (Pattern pattern : List.of(INDEXED, TRIGGERED)) {
      Matcher about = pattern.matcher(statement);
      if (about.matches()) {
        return made.contains(about.group(1));
      }
    }
    Matcher changed = CHANGED.matcher(statement);
    if (changed.matches()) {
      return made.contains(changed.group(1))
          || Stream.of(changed.group(2).split(", (?=add column)"))
              .allMatch(MigrationFilesTest::addsAColumnThatMayBeLeftOut);
    }
    return HARMLESS.matcher(statement).matches();
  }

  private static boolean addsAColumnThatMayBeLeftOut(String change) {
    return NEW_COLUMN.matcher(change).matches()
        && !change.contains(" unique")
        && (!change.contains("not null") || change.contains(" default "));
  }

  private static int version(Path file) {
    Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
    assertThat(name.matches()).as(file.toString()).isTrue();
    return Integer.parseInt(name.group(1));
  }

  @Test
  void every_migration_only_adds() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> later = files.filter(file -> version(file) > READABLE_FROM).sorted().toList();
      assertThat(later).hasSizeGreaterThan(1);
      for (Path file : later) {
        assertThat(breaking(statements(Files.readString(file)))).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void what_old_code_would_stumble_over_is_refused() {
    List<String> all =
        List.of(
            "drop table speakers",
            "alter table speakers drop column status",
            "alter table speakers rename column status to state",
            "alter table speakers add column channel text not null",
            "alter table speakers alter column status set not null",
            "alter table speakers add constraint c check (status <> 'pending')",
            "create unique index one on speakers (customer_speaker_id)",
            "create trigger t before insert on speakers for each row execute function f()",
            "delete from speakers");

    assertThat(breaking(all)).isEqualTo(all);
  }

  @Test
  void what_only_adds_is_not_refused() {
    List<String> all =
        List.of(
            "create table pets (name text)",
            "create unique index pets_by_name on pets (name)",
            "create trigger t before insert on pets for each row execute function f()",
            "alter table speakers add column channel text",
            "alter table speakers add column calls integer not null default 0, add column x text",
            "create index speakers_by_channel on speakers (channel)",
            "insert into pets select customer_speaker_id from speakers");

    assertThat(breaking(all)).isEmpty();
  }
}
