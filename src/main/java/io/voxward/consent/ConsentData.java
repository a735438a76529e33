package io.voxward.consent;

import io.voxward.consent.store.ConsentRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A person's consent records, for their export. */
@ApplicationScoped
public class ConsentData implements SpeakerData {
  private final ConsentRepository rows;

  /** Reads {@code rows}. */
  public ConsentData(ConsentRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "consents";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(speaker, MOST);
  }
}
