package io.voxward.ops;

import io.voxward.common.StoreGate;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says in the readiness answer whether the store fits the running code, and if not, why. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
  private final StoreGate gate;
  private final SchemaCheck schema;

  /** Asks {@code gate}. */
  public StoreReadiness(StoreGate gate, SchemaCheck schema) {
    this.gate = gate;
    this.schema = schema;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("store").withData("builtWithSchema", schema.builtWith());
    gate.closedFor().ifPresent(reason -> answer.withData("reason", reason));
    return answer.status(gate.isOpen()).build();
  }
}
