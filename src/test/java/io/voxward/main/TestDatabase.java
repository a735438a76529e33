package io.voxward.main;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.voxward.ops.StatementLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One embedded PostgreSQL and one data directory for every Quarkus test of a run. It is found by
 * the service loader, so a test needs no annotation but its {@code @QuarkusTest}.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** Set to record what the code of today sends to its database (CONTRIBUTING.md). */
  private static final String WRITE_STATEMENTS = "voxward.write-statements";

  private @Nullable LocalPostgres database;
  private Path log = TARGET;

  @Override
  public Map<String, String> start() {
    try {
      Path directory =
          Files.createTempDirectory(Files.createDirectories(TARGET.resolve("test-data")), "run");
      LocalPostgres started =
          LocalPostgres.start(
              directory.resolve("postgres"),
              TARGET.resolve("postgres"),
              LocalPostgres.Durability.FOR_TESTS);
      database = started;
      log = directory.resolve("postgres").resolve("postgres.log");
      if (Boolean.getBoolean(WRITE_STATEMENTS)) {
        logStatements(started.connection());
      }
      Map<String, String> settings = new TreeMap<>(started.connection());
      settings.put("voxward.node.data-dir", directory.toString());
      settings.put("voxward.audiosocket.port", "0");
      settings.put("voxward.audiosocket.uuid-within", "PT1S");
      settings.put("voxward.dialect.first-message-within", "PT2S");
      settings.put("voxward.evaluation.watch-every", "PT1S");
      settings.put("voxward.limits.tenant.quota-domains.profile", "voice-id");
      settings.put("voxward.limits.tenant.voice-id-limits.profile", "voice-id");
      settings.put("voxward.limits.tenant.quota-speakers.quota.speakers", "5");
      settings.put("voxward.limits.tenant.quota-watchlists.quota.watchlists", "3");
      settings.put("voxward.limits.tenant.quota-watchlists.quota.fraudsters-per-watchlist", "2");
      settings.put("voxward.limits.tenant.quota-sessions.quota.active-sessions", "5");
      settings.put("voxward.kinesis.open-within", "PT20S");
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void logStatements(Map<String, String> connection) {
    try (Connection database =
            DriverManager.getConnection(
                connection.get("quarkus.datasource.jdbc.url"),
                connection.get("quarkus.datasource.username"),
                connection.get("quarkus.datasource.password"));
        Statement statement = database.createStatement()) {
      statement.execute("alter system set log_statement = 'all'");
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    LocalPostgres running = database;
    if (running == null) {
      return;
    }
    try {
      running.close();
      if (Boolean.getBoolean(WRITE_STATEMENTS)) {
        StatementLog.write(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
