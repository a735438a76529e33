package io.voxward.domain;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.job.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When renewals that were left go on: a job for each domain of which old secrets are still there,
 * because it was suspended meanwhile, for example.
 */
@ApplicationScoped
public class RenewalSchedule implements Schedule {
  private static final Duration EVERY = Duration.ofHours(1);

  private final Domains domains;
  private final DomainRenewal renewal;

  /** Asks {@code renewal} about {@code domains}. */
  public RenewalSchedule(Domains domains, DomainRenewal renewal) {
    this.domains = domains;
    this.renewal = renewal;
  }

  @Override
  public String name() {
    return "key-renewal";
  }

  @Override
  public String kind() {
    return DomainRenewalKind.NAME;
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    Map<TenantId, Set<DomainId>> due = renewal.due();
    if (due.isEmpty()) {
      return List.of();
    }
    return domains.active(tenant).stream()
        .filter(domain -> due.getOrDefault(domain.tenant(), Set.of()).contains(domain.id()))
        .map(domain -> new Place(domain.tenant(), domain.id()))
        .toList();
  }
}
