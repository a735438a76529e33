package io.voxward.voiceprint;

import io.voxward.domain.PurgeStep;
import io.voxward.voiceprint.store.VoiceprintRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the voiceprints of a domain that is purged; they are unreadable already. */
@ApplicationScoped
public class VoiceprintsPurge implements PurgeStep {
  private final VoiceprintRepository voiceprints;

  /** Removes from {@code voiceprints}. */
  public VoiceprintsPurge(VoiceprintRepository voiceprints) {
    this.voiceprints = voiceprints;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("voiceprints", voiceprints::countOf, voiceprints::purge));
  }
}
