package io.voxward.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements that a version of the code sends to its database, as a file of the repository: one
 * in a paragraph, without values. They are taken from the database's own log of a run of the tests,
 * so those of the framework and plain JDBC are among them.
 */
public final class StatementLog {
  /** Where the files lie; named for the last migration that the code was built with. */
  static final Path FOLDER = Path.of("src/test/resources/statements");

  private static final Pattern LOGGED =
      Pattern.compile("^[-0-9:. ]+ UTC \\[[0-9]+] LOG: {2}execute [^:]*: (.*)$");
  private static final Pattern OWN =
      Pattern.compile("^(select|insert|update|delete|with)\\b.*", Pattern.DOTALL);
  private static final Pattern MIGRATION = Pattern.compile("V([0-9]+)__.*");
  private static final Pattern PARAMETER = Pattern.compile("\\$[0-9]+");

  /** The log does not say of which type arrays are; there is more than one such function. */
  private static final Pattern UNNEST = Pattern.compile("unnest\\([^)]*\\)");

  private StatementLog() {}

  /** Writes the statements in PostgreSQL's {@code log} of the code of today. */
  public static void write(Path log) throws IOException {
    try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
      int builtWith =
          migrations
              .map(file -> MIGRATION.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .mapToInt(name -> Integer.parseInt(name.group(1)))
              .max()
              .orElseThrow();
      write(log, builtWith);
    }
  }

  private static void write(Path log, int builtWith) throws IOException {
    TreeSet<String> statements = new TreeSet<>();
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      Matcher logged = LOGGED.matcher(lines.get(i));
      if (logged.matches()) {
        StringBuilder statement = new StringBuilder(logged.group(1));
        while (i + 1 < lines.size() && lines.get(i + 1).startsWith("\t")) {
          statement.append(' ').append(lines.get(++i).strip());
        }
        add(statements, statement.toString().strip());
      }
    }
    Files.createDirectories(FOLDER);
    Files.writeString(file(builtWith), String.join("\n\n", statements) + "\n");
  }

  /** Tests ask the catalogue and make tables of their own; the service does neither. */
  private static void add(Set<String> statements, String statement) {
    String lower = statement.toLowerCase(Locale.ROOT);
    boolean foreign =
        Stream.of("information_schema", "pg_catalog", "flyway_", "pg_class", "lost_tokens")
            .anyMatch(lower::contains);
    if (OWN.matcher(lower).matches()
        && !foreign
        && (PARAMETER.matcher(statement).find() || !statement.contains("'"))) {
      statements.add(
          UNNEST
              .matcher(statement)
              .replaceAll(call ->
                  Matcher.quoteReplacement(call.group().replaceAll("\\$[0-9]+", "$0::text[]"))));
    }
  }

  private static Path file(int builtWith) {
    return FOLDER.resolve("built-with-" + builtWith + ".sql");
  }

  /** The statements in a file. */
  static List<String> read(Path file) throws IOException {
    List<String> statements = new ArrayList<>();
    for (String statement : Files.readString(file).split("\n\n", -1)) {
      statements.add(statement.strip());
    }
    return statements;
  }
}
