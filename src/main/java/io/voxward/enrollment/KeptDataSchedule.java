package io.voxward.enrollment;

import io.voxward.common.TenantId;
import io.voxward.domain.Domains;
import io.voxward.job.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When kept recordings go: a job for each domain in which some are due. */
@ApplicationScoped
public class KeptDataSchedule implements Schedule {
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final Domains domains;
  private final KeptDataExpiry expiry;

  /** Asks {@code expiry} what is due. */
  public KeptDataSchedule(Domains domains, KeptDataExpiry expiry) {
    this.domains = domains;
    this.expiry = expiry;
  }

  @Override
  public String name() {
    return "kept-recordings";
  }

  @Override
  public String kind() {
    return KeptDataExpiry.NAME;
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    return domains.active(tenant).stream()
        .filter(domain -> expiry.due(domain) > 0)
        .map(domain -> new Place(domain.tenant(), domain.id()))
        .toList();
  }
}
