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

  /** Beginnings of statements about tables of before that somebody has thought about. */
  private static final List<String> LOOKED_AT =
      List.of(
          // An index serves speed; the one that took its place serves more.
          "drop index speakers_by_last_access",
          // Old code never writes a job of a domain that is not there.
          "alter table jobs drop constraint jobs_tenant_id_domain_id_fkey",
          // Triggers that count or sum beside a change, and refuse none.
          "create trigger domain_usage_begins",
          "create trigger speakers_added",
          "create trigger speakers_removed",
          "create trigger access_keys_summed",
          "create trigger bearer_tokens_summed",
          "create trigger instances_summed",
          // No code ever changed or emptied these.
          "create trigger receipts_append_only",
          "create trigger receipts_not_emptied",
          "create trigger audit_entries_not_emptied");

  private static final Pattern MADE = Pattern.compile("create table (\\w+).*", Pattern.DOTALL);
  private static final Pattern CHANGED =
      Pattern.compile("alter table (\\w+) (.*)", Pattern.DOTALL);
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

  @Test
  void every_migration_only_adds() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> all = files.sorted().toList();
      assertThat(all).hasSizeGreaterThan(10);
      for (Path file : all) {
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
