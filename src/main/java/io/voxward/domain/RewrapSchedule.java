package io.voxward.domain;

import io.voxward.access.Tenants;
import io.voxward.common.TenantId;
import io.voxward.job.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When secrets are wrapped anew: a job for each tenant with some that are not under the newest
 * wrapping key, after a rotation here or in the key service, or a change of the provider.
 */
@ApplicationScoped
public class RewrapSchedule implements Schedule {
  /** Its name. */
  public static final String NAME = "key-rewrap";

  private static final Duration EVERY = Duration.ofHours(1);

  private final WrappingKeys keys;
  private final Tenants tenants;

  /** Asks {@code keys} about {@code tenants}. */
  public RewrapSchedule(WrappingKeys keys, Tenants tenants) {
    this.keys = keys;
    this.tenants = tenants;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String kind() {
    return RewrapKind.NAME;
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    keys.note();
    return (tenant == null ? tenants.all() : List.of(tenant))
        .stream().filter(keys::hasStale).map(Place::of).toList();
  }
}
