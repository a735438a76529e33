package io.voxward.main;

import io.voxward.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Takes a node out of the readiness answer as soon as it is told to stop. */
@Readiness
@ApplicationScoped
public class DrainReadiness implements HealthCheck {
  private final Sessions sessions;

  /** Asks {@code sessions}. */
  public DrainReadiness(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("takes new calls").status(!sessions.stopping()).build();
  }
}
