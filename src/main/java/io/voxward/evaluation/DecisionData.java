package io.voxward.evaluation;

import io.voxward.consent.SpeakerData;
import io.voxward.evaluation.store.EvaluationRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The decisions about a person, for their export. */
@ApplicationScoped
public class DecisionData implements SpeakerData {
  private final EvaluationRepository rows;

  /** Reads {@code rows}. */
  public DecisionData(EvaluationRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "decisions";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(speaker, MOST);
  }
}
