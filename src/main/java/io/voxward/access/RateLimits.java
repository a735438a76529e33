package io.voxward.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often a tenant may call an operation on this node: a token bucket that holds one second's
 * calls (at least one) and fills at the rate. A bucket is one number, the time at which it is full
 * again, moved on by compare-and-set; a bucket that is full says nothing, so it may be forgotten.
 */
@ApplicationScoped
public class RateLimits {
  private static final double NANOS = 1e9;

  /** Buckets from which on full ones are forgotten; each takes about 100 bytes. */
  private static final int SWEEP_FROM = 4096;

  private record Line(TenantId tenant, String operation) {}

  private final Limits limits;
  private final MeterRegistry meters;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<Line, AtomicLong> fullAgainAt = new ConcurrentHashMap<>();

  /** Counts calls against {@code limits} and refusals in {@code meters}. */
  @Inject
  public RateLimits(Limits limits, MeterRegistry meters) {
    this(limits, meters, System::nanoTime);
  }

  RateLimits(Limits limits, MeterRegistry meters, LongSupplier nanoTime) {
    this.limits = limits;
    this.meters = meters;
    this.nanoTime = nanoTime;
  }

  /**
   * Lets a call pass, if the tenant has not made too many of them just now.
   *
   * @param operation the name that the rate is configured by
   * @throws FailureException of kind {@link Failure.Throttled}, saying when to come again
   */
  public void admit(TenantId tenant, String operation) {
    OptionalDouble rate = limits.rate(tenant, operation);
    if (rate.isEmpty()) {
      return;
    }
    long interval = Math.max(1, Math.round(NANOS / rate.getAsDouble()));
    long whole = interval * Math.max(1, (long) rate.getAsDouble());
    long now = nanoTime.getAsLong();
    AtomicLong bucket = bucket(new Line(tenant, operation), now);
    while (true) {
      long before = bucket.get();
      long after = Math.max(before - now, 0) + interval;
      if (after > whole) {
        meters.counter("voxward.throttles", "operation", operation).increment();
        throw new FailureException(new Failure.Throttled(Duration.ofNanos(after - whole)));
      }
      if (bucket.compareAndSet(before, now + after)) {
        return;
      }
    }
  }

  private AtomicLong bucket(Line line, long now) {
    AtomicLong known = fullAgainAt.get(line);
    if (known != null) {
      return known;
    }
    if (fullAgainAt.size() >= SWEEP_FROM) {
      fullAgainAt.values().removeIf(bucket -> bucket.get() - now <= 0);
    }
    return fullAgainAt.computeIfAbsent(line, fresh -> new AtomicLong(now));
  }

  /** Buckets held in memory. */
  int buckets() {
    return fullAgainAt.size();
  }
}
