package io.voxward.voiceprint;

import io.voxward.consent.SpeakerData;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.store.VoiceprintRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What is known of a person's voiceprints, for their export; never the print itself. */
@ApplicationScoped
public class VoiceprintData implements SpeakerData {
  private final VoiceprintRepository rows;

  /** Reads {@code rows}. */
  public VoiceprintData(VoiceprintRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "voiceprints";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(VoiceprintOwner.of(speaker), MOST);
  }
}
