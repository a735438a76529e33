package io.voxward.domain;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.voxward.access.Tenants;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.domain.store.WrappingKeyRepository;
import io.voxward.job.Job;
import io.voxward.job.Jobs;
import io.voxward.keys.RotatingKeys;
import io.voxward.keys.WrappedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that wrap all other secrets, of the installation as a whole. A rotation makes a new one;
 * a job of each tenant wraps every secret under it, and touches nothing that those sealed. Old ones
 * stay until they are destroyed by hand, which is refused while anything is under them.
 */
@ApplicationScoped
public class WrappingKeys {
  /**
   * How long after a rotation an older key is kept at least: whatever began before has ended, and
   * every node has seen the new one.
   */
  static final Duration KEPT = Duration.ofMinutes(10);

  private static final int MOST = 100;

  private final RotatingKeys keys;
  private final List<WrappedSecrets> secrets;
  private final WrappingKeyRepository rows;
  private final Tenants tenants;
  private final Jobs jobs;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Rotates the keys of {@code keys}, which wrap {@code secrets}. */
  public WrappingKeys(
      RotatingKeys keys,
      @All List<WrappedSecrets> secrets,
      WrappingKeyRepository rows,
      Tenants tenants,
      Jobs jobs,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.keys = keys;
    this.secrets = secrets;
    this.rows = rows;
    this.tenants = tenants;
    this.jobs = jobs;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * A wrapping key.
   *
   * @param current whether secrets are wrapped under it now
   * @param own whether it is the product's own, and not one that a tenant named
   * @param knownSince when the service first knew it; absent before its first look
   * @param secrets how many secrets are under it, by what they are of
   */
  public record Key(
      String name,
      boolean current,
      boolean own,
      @Nullable Instant knownSince,
      Map<String, Long> secrets) {
    /** Keeps an unmodifiable copy. */
    public Key {
      secrets = Map.copyOf(secrets);
    }
  }

  /** Every wrapping key that exists for the product itself or that something is under. */
  @Transactional
  public List<Key> list() {
    List<String> own = keys.ownKeys();
    String current = keys.currentKey();
    Map<String, Map<String, Long>> under = new LinkedHashMap<>();
    for (WrappedSecrets some : secrets) {
      some.byKey()
          .forEach((key, count) ->
              under.computeIfAbsent(key, _ -> new LinkedHashMap<>()).put(some.what(), count));
    }
    Set<String> names = new LinkedHashSet<>(own);
    names.addAll(under.keySet());
    return names.stream()
        .map(name ->
            new Key(
                name,
                name.equals(current),
                own.contains(name),
                rows.knownSince(name).orElse(null),
                under.getOrDefault(name, Map.of())))
        .toList();
  }

  /**
   * Makes a new wrapping key. Secrets that are to be under it are wrapped by {@link
   * RewrapSchedule}.
   *
   * @param by whose administrator wished it
   * @return its name
   * @throws FailureException {@code ROTATION_IN_PROGRESS} while secrets are wrapped anew; {@code
   *     KEY_ELSEWHERE} if the provider makes none by itself; {@link Failure.QuotaExceeded} if too
   *     many old ones are kept
   */
  @Transactional
  public String rotate(TenantId by) {
    rows.standInLine();
    if (tenants.all().stream().anyMatch(this::isRewrapping)) {
      throw FailureException.conflict(
          Failure.ConflictKind.ROTATION_IN_PROGRESS,
          "secrets are still being wrapped under the key that came last");
    }
    if (keys.ownKeys().size() >= MOST) {
      throw new FailureException(new Failure.QuotaExceeded("wrapping keys", MOST));
    }
    String name = keys.rotate();
    rows.note(name, clock.instant());
    meters.counter("voxward.keys.rotations").increment();
    audit.record(new AuditEntry(by, "wrapping-key.made", null, name, null));
    return name;
  }

  private boolean isRewrapping(TenantId tenant) {
    return jobs.countActive(tenant, Job.NO_DOMAIN, RewrapKind.NAME) > 0;
  }

  /** Whether a tenant has secrets that are to be wrapped anew. */
  @Transactional
  boolean hasStale(TenantId tenant) {
    return secrets.stream().anyMatch(some -> !some.stale(tenant).isEmpty());
  }

  /** Notes which key is current, for how long it has been. */
  @Transactional
  void note() {
    rows.note(keys.currentKey(), clock.instant());
  }

  /**
   * Destroys an older wrapping key that nothing is under any more.
   *
   * @param by whose administrator wished it
   * @throws FailureException {@link Failure.NotFound}; {@code KEY_IN_USE} while it is needed, or
   *     might be by somebody who began before the rotation
   */
  @Transactional
  public void destroy(TenantId by, String name) {
    rows.standInLine();
    if (!keys.ownKeys().contains(name)) {
      throw FailureException.notFound(Failure.Resource.WRAPPING_KEY);
    }
    String current = keys.currentKey();
    if (name.equals(current)) {
      throw inUse("it is the current key");
    }
    for (WrappedSecrets some : secrets) {
      long count = some.byKey().getOrDefault(name, 0L);
      if (count > 0) {
        throw inUse("secrets of " + some.what() + " are under it: " + count);
      }
    }
    Instant since = rows.knownSince(current).orElse(clock.instant());
    if (clock.instant().isBefore(since.plus(KEPT))) {
      throw inUse("it is kept for " + KEPT.toMinutes() + " minutes after the current key came");
    }
    rows.forget(name);
    audit.record(new AuditEntry(by, "wrapping-key.destroyed", null, name, null));
    keys.destroy(name);
    meters.counter("voxward.keys.destroyed").increment();
  }

  private static FailureException inUse(String why) {
    return FailureException.conflict(
        Failure.ConflictKind.KEY_IN_USE, "the key cannot be destroyed: " + why);
  }
}
