package io.voxward.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.access.CredentialStore;
import io.voxward.common.Lookout;
import io.voxward.common.StoreGate;
import io.voxward.consent.RestoredStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks whether the store fits the running code, and does erasures again that it has forgotten,
 * before anything else that a start does and again from time to time, and opens or closes the gate
 * accordingly. A store that does not answer is no reason to close a gate that was open: that is for
 * the database's own check.
 */
@ApplicationScoped
public class StoreWatch {
  private static final Logger LOG = Logger.getLogger(StoreWatch.class);

  private final StoreGate gate;
  private final SchemaCheck schema;
  private final CredentialStore credentials;
  private final RestoredStore restored;
  private final Lookout lookout;

  /** Opens and closes {@code gate}. */
  public StoreWatch(
      StoreGate gate,
      SchemaCheck schema,
      CredentialStore credentials,
      RestoredStore restored,
      StoreConfig config,
      MeterRegistry meters) {
    this.gate = gate;
    this.schema = schema;
    this.credentials = credentials;
    this.restored = restored;
    this.lookout =
        new Lookout(
            "store-watch", config.lookEvery(), this::look, "the store could not be looked at");
    Gauge.builder("voxward.store.ready", gate, one -> one.isOpen() ? 1 : 0).register(meters);
  }

  void start(@Observes @Priority(Priorities.BEFORE_ALL) StartupEvent event) {
    look();
    lookout.start();
  }

  void stop(@Observes ShutdownEvent event) {
    lookout.stop();
  }

  /** Looks once. */
  public synchronized void look() {
    try {
      Optional<String> fault = schema.fault().or(credentials::fault).or(restored::catchUp);
      fault.ifPresentOrElse(this::close, this::open);
    } catch (RuntimeException e) {
      if (!gate.isOpen()) {
        gate.close("the store could not be read");
      }
      LOG.warnf("the store could not be looked at (%s)", e.toString());
    }
  }

  private void close(String fault) {
    if (!fault.equals(gate.closedFor().orElse(null))) {
      LOG.errorf("this node does not serve: %s", fault);
    }
    gate.close(fault);
  }

  private void open() {
    if (!gate.isOpen()) {
      LOG.debug("the store fits");
      gate.open();
    }
  }

  /** When observers are called. */
  private static final class Priorities {
    static final int BEFORE_ALL = 1;

    private Priorities() {}
  }
}
