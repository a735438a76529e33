package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  private static final Path BINARIES = Path.of("target").toAbsolutePath().resolve("postgres");

  @TempDir Path home;

  private LocalPostgres start() throws IOException {
    return LocalPostgres.start(home, BINARIES, LocalPostgres.Durability.FOR_TESTS);
  }

  private static Connection connect(LocalPostgres database, String password) throws SQLException {
    return DriverManager.getConnection(
        database.connection().get("quarkus.datasource.jdbc.url"), "voxward", password);
  }

  private static Connection connect(LocalPostgres database) throws SQLException {
    return connect(database, database.connection().getOrDefault("quarkus.datasource.password", ""));
  }

  @Test
  void what_was_written_is_there_after_a_restart() throws Exception {
    // Given
    try (LocalPostgres database = start();
        Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (n integer)");
      statement.execute("insert into kept values (7)");
    }

    // When
    try (LocalPostgres database = start();
        Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select n from kept")) {
      // Then
      assertThat(found.next()).isTrue();
      assertThat(found.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void a_database_left_running_by_a_killed_service_is_stopped_before_a_new_one_starts()
      throws Exception {
    // Given
    LocalPostgres orphaned = start();
    try (Connection left = connect(orphaned);
        Statement before = left.createStatement()) {
      before.execute("create table kept (n integer)");

      // When
      try (LocalPostgres database = start();
          Connection connection = connect(database);
          Statement after = connection.createStatement()) {
        // Then
        after.execute("insert into kept values (1)");
        assertThatThrownBy(() -> before.execute("insert into kept values (2)"))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void nobody_gets_in_without_the_password_which_only_the_owner_can_read() throws Exception {
    // When
    try (LocalPostgres database = start()) {
      // Then
      assertThatThrownBy(() -> connect(database, "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(home.resolve("password"))))
          .isEqualTo("rw-------");
    }
  }
}
