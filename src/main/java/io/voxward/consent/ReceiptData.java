package io.voxward.consent;

import io.voxward.consent.store.ReceiptRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The receipts of what was erased of a person, for their export. */
@ApplicationScoped
public class ReceiptData implements SpeakerData {
  private final ReceiptRepository rows;

  /** Reads {@code rows}. */
  public ReceiptData(ReceiptRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "receipts";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(speaker, MOST);
  }
}
