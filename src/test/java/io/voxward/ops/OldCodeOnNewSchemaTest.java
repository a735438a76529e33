package io.voxward.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Issue 6.11: the version before works on this schema. Every statement that it sends (recorded from
 * its own tests, see {@link StatementLog}) is prepared on the schema of today: each table and
 * column it names must be there and of a type that fits. {@link MigrationFilesTest} holds the other
 * half: what a statement does not say (new columns, checks, triggers) may not refuse it.
 */
@QuarkusTest
class OldCodeOnNewSchemaTest {
  private static final int FEWEST = 200;

  private final DataSource database;

  @Inject
  OldCodeOnNewSchemaTest(DataSource database) {
    this.database = database;
  }

  private static List<Path> recorded() throws IOException {
    try (Stream<Path> files = Files.list(StatementLog.FOLDER)) {
      return files.sorted().toList();
    }
  }

  private List<String> refused(List<String> statements) throws SQLException {
    List<String> refused = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement server = connection.createStatement()) {
      for (String statement : statements) {
        try {
          server.execute("prepare old as " + statement);
          server.execute("deallocate old");
        } catch (SQLException e) {
          refused.add(e.getMessage() + ": " + statement);
        }
      }
    }
    return refused;
  }

  @Test
  void every_statement_of_the_version_before_is_understood() throws IOException, SQLException {
    assertThat(recorded()).isNotEmpty();
    for (Path file : recorded()) {
      // When
      List<String> statements = StatementLog.read(file);
      List<String> refused = refused(statements);

      // Then
      assertThat(statements).as(file.toString()).hasSizeGreaterThan(FEWEST);
      assertThat(refused).as(file.toString()).isEmpty();
    }
  }

  @Test
  void a_statement_that_names_what_is_gone_shows() throws SQLException {
    assertThat(refused(List.of("select a.gone from access_keys a where a.tenant_id = $1")))
        .singleElement()
        .asString()
        .contains("gone");
  }
}
