package io.voxward.enrollment;

import io.voxward.common.TenantId;
import io.voxward.domain.Domains;
import io.voxward.job.Schedule;
import io.voxward.voiceprint.ModelChangeConfig;
import io.voxward.voiceprint.ModelChanges;
import io.voxward.voiceprint.ModelChanges.Change;
import io.voxward.voiceprint.ModelStanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When voiceprints are made anew by the current model: a job for each domain with some of the
 * previous model of which audio is kept. At each look it is also told how far the change is.
 */
@ApplicationScoped
public class ModelChangeSchedule implements Schedule {
  private final Domains domains;
  private final ModelChanges changes;
  private final ModelStanding standing;
  private final ModelChangeConfig config;

  /** Asks {@code changes} about {@code domains}. */
  public ModelChangeSchedule(
      Domains domains, ModelChanges changes, ModelStanding standing, ModelChangeConfig config) {
    this.domains = domains;
    this.changes = changes;
    this.standing = standing;
    this.config = config;
  }

  @Override
  public String name() {
    return "model-change";
  }

  @Override
  public String kind() {
    return ModelChangeKind.NAME;
  }

  @Override
  public Duration every() {
    return config.lookEvery();
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    standing.tell();
    Optional<Change> change = changes.change();
    return change.isEmpty()
        ? List.of()
        : domains.active(tenant).stream()
            .filter(domain -> changes.countAudible(domain.tenant(), domain.id(), change.get()) > 0)
            .map(domain -> new Place(domain.tenant(), domain.id()))
            .toList();
  }
}
