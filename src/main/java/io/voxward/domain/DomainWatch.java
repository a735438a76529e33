package io.voxward.domain;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.common.Lookout;
import io.voxward.domain.store.DomainRepository;
import io.voxward.keys.DomainKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees on every node, within a second, which domains were suspended on another, or were given other
 * secrets: what this node holds of them in memory (open calls, galleries, opened secrets) is
 * dropped. It asks the database, which is the only thing all nodes share.
 */
@ApplicationScoped
public class DomainWatch {
  private static final Duration EVERY = Duration.ofMillis(500);

  /**
   * Looks after which what is known is forgotten: a call in progress may have opened secrets anew.
   */
  private static final int LOOKS_REMEMBERED = 120;

  /** How long a change of secrets is looked for; the clocks of nodes may differ by less. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  private final DomainRepository rows;
  private final DomainKeys keys;
  private final List<DomainStep> steps;
  private final Lookout lookout =
      new Lookout(
          "domain-watch",
          EVERY,
          this::look,
          "suspended domains are not seen: the database did not answer");
  private final Clock clock;
  private Set<DomainPlace> known = Set.of();
  private Set<DomainPlace> knownChanged = Set.of();
  private int looks;

  /** Has {@code steps} drop what they hold. */
  public DomainWatch(
      DomainRepository rows, DomainKeys keys, @All List<DomainStep> steps, Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.steps = steps;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    lookout.start();
  }

  void stop(@Observes ShutdownEvent event) {
    lookout.stop();
  }

  /** Looks once. */
  synchronized void look() {
    Set<DomainPlace> suspended = new HashSet<>(suspended());
    if (++looks % LOOKS_REMEMBERED == 0) {
      known = Set.of();
    }
    suspended.stream().filter(place -> !known.contains(place)).forEach(this::forget);
    known = suspended;
    lookForChangedSecrets();
  }

  /**
   * What changed is dropped when it is first seen, and once more when it is long ago: a call in
   * progress may have opened the old secrets anew.
   */
  private void lookForChangedSecrets() {
    Set<DomainPlace> changed = new HashSet<>(secretsChanged());
    Set<DomainPlace> differing = new HashSet<>(changed);
    differing.addAll(knownChanged);
    differing.removeIf(place -> changed.contains(place) && knownChanged.contains(place));
    differing.forEach(place -> {
      keys.forget(place.tenant(), place.id());
      steps.forEach(step -> step.secretsChanged(place.tenant(), place.id()));
    });
    knownChanged = changed;
  }

  @Transactional
  List<DomainPlace> secretsChanged() {
    return rows.secretsChangedSince(clock.instant().minus(RECENT));
  }

  @Transactional
  List<DomainPlace> suspended() {
    return rows.suspended();
  }

  private void forget(DomainPlace place) {
    keys.forget(place.tenant(), place.id());
    steps.forEach(step -> step.forget(place.tenant(), place.id()));
  }
}
