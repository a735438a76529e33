package io.voxward.consent;

import io.voxward.consent.store.TombstoneRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The notes that something of a person was erased, for their export. */
@ApplicationScoped
public class TombstoneData implements SpeakerData {
  private final TombstoneRepository rows;

  /** Reads {@code rows}. */
  public TombstoneData(TombstoneRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "erasures";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(speaker, MOST);
  }
}
