package io.voxward.consent;

import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.job.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When speakers expire: a job for each domain in which some are due, or due to be warned of. */
@ApplicationScoped
public class ExpirySchedule implements Schedule {
  private final SpeakerExpiry expiry;
  private final ExpiryConfig config;

  /** Asks {@code expiry} what is due. */
  public ExpirySchedule(SpeakerExpiry expiry, ExpiryConfig config) {
    this.expiry = expiry;
    this.config = config;
  }

  @Override
  public String name() {
    return "speaker-expiry";
  }

  @Override
  public String kind() {
    return SpeakerExpiryKind.NAME;
  }

  @Override
  public Duration every() {
    return config.lookEvery();
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    return expiry.domains(tenant).stream()
        .filter(this::hasWork)
        .map(domain -> new Place(domain.tenant(), domain.id()))
        .toList();
  }

  private boolean hasWork(Domain domain) {
    return !expiry.due(domain).isNothing()
        || config.warnBefore().stream()
            .anyMatch(distance -> expiry.dueWarnings(domain, distance) > 0);
  }
}
