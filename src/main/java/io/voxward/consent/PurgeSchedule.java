package io.voxward.consent;

import io.voxward.common.TenantId;
import io.voxward.domain.Domains;
import io.voxward.job.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When deleted domains are purged: a job for each whose time to be restored is over. */
@ApplicationScoped
public class PurgeSchedule implements Schedule {
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final Domains domains;

  /** Asks {@code domains} which are due. */
  public PurgeSchedule(Domains domains) {
    this.domains = domains;
  }

  @Override
  public String name() {
    return "domain-purge";
  }

  @Override
  public String kind() {
    return DomainPurgeKind.NAME;
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    return domains.purgeable(tenant).stream()
        .map(domain -> new Place(domain.tenant(), domain.id()))
        .toList();
  }
}
