package io.voxward.voiceprint;

import io.voxward.consent.SpeakerData;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.store.KeptRecordingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What is known of a person's kept recordings, for their export; the sound is asked for apart. */
@ApplicationScoped
public class KeptRecordingData implements SpeakerData {
  private final KeptRecordingRepository rows;

  /** Reads {@code rows}. */
  public KeptRecordingData(KeptRecordingRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "keptRecordings";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(speaker, MOST);
  }
}
