package io.voxward.main;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says in the readiness answer which kind of database this node works on. */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {
  private final MainConfig config;

  /** Reads {@code config}. */
  public DatabaseReadiness(MainConfig config) {
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("database kind")
        .up()
        .withData(
            "database",
            config.embeddedDatabase()
                ? "embedded database: one node only"
                : "configured database: any number of nodes")
        .build();
  }
}
