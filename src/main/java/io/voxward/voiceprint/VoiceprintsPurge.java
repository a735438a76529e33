package io.voxward.voiceprint;

import io.voxward.domain.PurgeStep;
import io.voxward.voiceprint.store.KeptRecordingRepository;
import io.voxward.voiceprint.store.SpeakerKeyRepository;
import io.voxward.voiceprint.store.VoiceprintRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Removes the voiceprints of a domain that is purged, and the recordings kept in it; they are
 * unreadable already.
 */
@ApplicationScoped
public class VoiceprintsPurge implements PurgeStep {
  private final VoiceprintRepository voiceprints;
  private final KeptRecordingRepository recordings;
  private final SpeakerKeyRepository personKeys;

  /** Removes from {@code voiceprints} and {@code recordings}. */
  public VoiceprintsPurge(
      VoiceprintRepository voiceprints,
      KeptRecordingRepository recordings,
      SpeakerKeyRepository personKeys) {
    this.voiceprints = voiceprints;
    this.recordings = recordings;
    this.personKeys = personKeys;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("voiceprints", voiceprints::countOf, voiceprints::purge),
        new Part("keptRecordings", recordings::countOf, recordings::purge),
        new Part("speakerKeys", personKeys::countOf, personKeys::purge));
  }
}
