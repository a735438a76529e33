package io.voxward.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Whether the database's schema is the one that this code was built with: every migration that the
 * code brings was applied and none failed. A schema with later migrations is good too if it says
 * that this code may work on it, as the last version does beside the next one in a rolling upgrade.
 */
@ApplicationScoped
public class SchemaCheck {
  private static final String SUFFIX = ".sql";
  private static final Pattern FILE = Pattern.compile("V([0-9]{1,9})__.*\\.sql");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final String READABLE_FROM =
      "select readable_from from store_versions where name = 'schema'";

  private final DataSource database;
  private final String history;
  private final SortedSet<Integer> own;

  /** Compares {@code database} with the migrations that {@code flyway} knows. */
  @Inject
  public SchemaCheck(DataSource database, Flyway flyway) {
    this(
        database,
        "select version, success from \""
            + flyway.getConfiguration().getTable()
            + "\" where version is not null",
        ownOf(flyway.getConfiguration()));
  }

  /** Compares with {@code own} migrations; {@code history} selects which were applied. */
  SchemaCheck(DataSource database, String history, SortedSet<Integer> own) {
    this.database = database;
    this.history = history;
    this.own = own;
  }

  private static SortedSet<Integer> ownOf(Configuration flyway) {
    SortedSet<Integer> versions = new TreeSet<>();
    flyway
        .getResourceProvider()
        .getResources("V", new String[] {SUFFIX})
        .forEach(file -> {
          Matcher name = FILE.matcher(file.getFilename());
          if (name.matches()) {
            versions.add(Integer.valueOf(name.group(1)));
          }
        });
    if (versions.isEmpty()) {
      throw new IllegalStateException("the build lacks its migrations");
    }
    return versions;
  }

  /** The last migration that this code brings. */
  public int builtWith() {
    return own.last();
  }

  /** What is wrong; empty if the schema fits. */
  public Optional<String> fault() {
    try (Connection connection = database.getConnection()) {
      Map<Integer, Boolean> applied = applied(connection);
      Optional<String> fault =
          first(applied, version -> !applied.getOrDefault(version, false))
              .map(version -> "migration " + version + " of the schema failed: repair it")
              .or(() -> missing(applied));
      return fault.isPresent() ? fault : later(connection, applied);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read which migrations were applied", e);
    }
  }

  private static Optional<Integer> first(
      Map<Integer, Boolean> applied, Predicate<Integer> condition) {
    return applied.keySet().stream().filter(condition).min(Comparator.naturalOrder());
  }

  private Map<Integer, Boolean> applied(Connection connection) throws SQLException {
    Map<Integer, Boolean> applied = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(history);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String version = rows.getString(1);
        if (NUMBER.matcher(version).matches()) {
          applied.merge(Integer.valueOf(version), rows.getBoolean(2), Boolean::logicalAnd);
        }
      }
    }
    return applied;
  }

  private Optional<String> missing(Map<Integer, Boolean> applied) {
    return own.stream()
        .filter(version -> !applied.containsKey(version))
        .findFirst()
        .map(version ->
            "migration "
                + version
                + " of the schema has not been applied, and this version was built with "
                + builtWith());
  }

  /** Migrations that this code does not bring: fine if they only added. */
  private Optional<String> later(Connection connection, Map<Integer, Boolean> applied)
      throws SQLException {
    Optional<Integer> between =
        first(applied, version -> version < builtWith() && !own.contains(version));
    if (between.isPresent()) {
      return between.map(
          version -> "migration " + version + " of the schema is not one that this version knows");
    }
    Optional<Integer> last = applied.keySet().stream().max(Comparator.naturalOrder());
    if (last.isEmpty() || last.get() <= builtWith()) {
      return Optional.empty();
    }
    int readableFrom = readableFrom(connection);
    return readableFrom <= builtWith()
        ? Optional.empty()
        : Optional.of(
            "the schema is at migration "
                + last.get()
                + ", which code built with "
                + readableFrom
                + " and later may work on, and this version was built with "
                + builtWith());
  }

  private static int readableFrom(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READABLE_FROM);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getInt(1) : Integer.MAX_VALUE;
    }
  }
}
