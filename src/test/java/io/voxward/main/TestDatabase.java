package io.voxward.main;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One embedded PostgreSQL and one data directory for every Quarkus test of a run. It is found by
 * the service loader, so a test needs no annotation but its {@code @QuarkusTest}.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private @Nullable LocalPostgres database;

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

  @Override
  public void stop() {
    LocalPostgres running = database;
    if (running == null) {
      return;
    }
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
