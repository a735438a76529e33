package io.voxward.instance;

import io.voxward.domain.PurgeStep;
import io.voxward.instance.store.InstanceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the links of installations with a domain that is purged. */
@ApplicationScoped
public class InstancesPurge implements PurgeStep {
  private final InstanceRepository instances;

  /** Removes from {@code instances}. */
  public InstancesPurge(InstanceRepository instances) {
    this.instances = instances;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("instances", instances::countOf, instances::purge));
  }
}
