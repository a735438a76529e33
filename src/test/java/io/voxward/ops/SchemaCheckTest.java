package io.voxward.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Issue 6.11: databases whose schema is not, or not yet, the one that the code was built with. */
@QuarkusTest
class SchemaCheckTest {
  private static final String HALF_WAY = "12";

  private final DataSource server;
  private final Flyway flyway;
  private String name = "";

  @Inject
  SchemaCheckTest(DataSource server, Flyway flyway) {
    this.server = server;
    this.flyway = flyway;
  }

  @BeforeEach
  void makeADatabase(TestInfo test) throws SQLException {
    name = "half_" + Integer.toHexString(test.getDisplayName().hashCode());
    run(server, "create database " + name);
  }

  @AfterEach
  void dropIt() throws SQLException {
    run(server, "drop database " + name + " with (force)");
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue("quarkus.datasource." + name, String.class);
  }

  private String url() {
    return setting("jdbc.url").replaceFirst("/postgres$", "/" + name);
  }

  private DataSource half() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, _, _) ->
                DriverManager.getConnection(url(), setting("username"), setting("password")));
  }

  private void migrate(String target) {
    var _ =
        Flyway.configure()
            .dataSource(url(), setting("username"), setting("password"))
            .locations("classpath:db/migration")
            .target(target)
            .load()
            .migrate();
  }

  private static void run(DataSource database, String statement) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statements = connection.createStatement()) {
      statements.execute(statement);
    }
  }

  private void note(int version, boolean success) throws SQLException {
    run(
        half(),
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script,
          checksum, installed_by, execution_time, success)
        values (%1$d + 1000, '%1$d', 'x', 'SQL', 'V%1$d__x.sql', 0, 'x', 0, %2$s)
        """
            .formatted(version, success));
  }

  @Test
  void a_database_half_way_does_not_fit_until_it_is_all_the_way() {
    // Given
    migrate(HALF_WAY);
    SchemaCheck check = new SchemaCheck(half(), flyway);

    // When
    Optional<String> halfWay = check.fault();
    migrate("latest");
    Optional<String> allTheWay = check.fault();

    // Then
    assertThat(halfWay)
        .hasValueSatisfying(fault ->
            assertThat(fault)
                .contains("migration 13 of the schema has not been applied")
                .contains("built with " + check.builtWith()));
    assertThat(allTheWay).isEmpty();
    assertThat(check.builtWith()).isGreaterThanOrEqualTo(18);
  }

  @Test
  void failed_and_unknown_migrations_do_not_fit_and_later_ones_only_if_they_say_so()
      throws SQLException {
    // Given
    migrate("latest");
    SchemaCheck check = new SchemaCheck(half(), flyway);

    // When / Then
    note(90_001, true);
    assertThat(check.fault()).isEmpty();
    run(half(), "update store_versions set readable_from = 90001 where name = 'schema'");
    assertThat(check.fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("built with 90001 and later"));
    run(half(), "update store_versions set readable_from = 13 where name = 'schema'");
    note(9, true);
    assertThat(check.fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("migration 9", "is not one"));
    run(half(), "delete from flyway_schema_history where version = '9'");
    note(90_002, false);
    assertThat(check.fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("migration 90002", "failed"));
  }

  @Test
  void the_version_before_may_work_beside_this_one_and_an_older_one_may_not() {
    // Given
    migrate("latest");
    String history = "select version, success from flyway_schema_history where version is not null";
    TreeSet<Integer> own = new TreeSet<>();
    for (int version : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13}) {
      own.add(version);
    }

    // When
    Optional<String> before = new SchemaCheck(half(), history, own).fault();
    Optional<String> older = new SchemaCheck(half(), history, own.headSet(13)).fault();

    // Then
    assertThat(before).isEmpty();
    assertThat(older)
        .hasValueSatisfying(fault -> assertThat(fault).contains("built with 13 and later"));
  }
}
