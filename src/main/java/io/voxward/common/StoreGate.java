package io.voxward.common;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether this node may work on the store, and if not, why. It is closed until somebody has looked
 * at the store; whoever looks again opens or closes it. While it is closed no request reaches a
 * feature, no job goes on, and nobody is told that their key is unknown.
 */
@ApplicationScoped
public class StoreGate {
  /** When a refused caller may ask again. */
  public static final Duration RETRY = Duration.ofSeconds(5);

  private final AtomicReference<Optional<String>> closedFor =
      new AtomicReference<>(Optional.of("the store was not looked at yet"));

  /** Lets everything through. */
  public void open() {
    closedFor.set(Optional.empty());
  }

  /**
   * Lets nothing through.
   *
   * @param reason a sentence for whoever runs the service: what is wrong, without personal data
   */
  public void close(String reason) {
    closedFor.set(Optional.of(reason));
  }

  /** Whether it lets through. */
  public boolean isOpen() {
    return closedFor.get().isEmpty();
  }

  /** Why it is closed; empty while it is open. */
  public Optional<String> closedFor() {
    return closedFor.get();
  }

  /** The refusal of a request that comes while it is closed; empty while it is open. */
  public Optional<Failure> refusal() {
    return closedFor.get().map(reason -> new Failure.NotReady(reason, RETRY));
  }
}
