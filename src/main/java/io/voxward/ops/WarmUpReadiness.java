package io.voxward.ops;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Keeps a node out of the readiness answer until its first call would be as quick as any. */
@Readiness
@ApplicationScoped
public class WarmUpReadiness implements HealthCheck {
  private final WarmUp warmUp;

  /** Asks {@code warmUp}. */
  public WarmUpReadiness(WarmUp warmUp) {
    this.warmUp = warmUp;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("warm");
    boolean over = warmUp.isOver();
    if (!over) {
      answer.withData("reason", "warming up");
    }
    return answer.status(over).build();
  }
}
