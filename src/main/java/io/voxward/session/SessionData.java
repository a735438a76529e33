package io.voxward.session;

import io.voxward.consent.SpeakerData;
import io.voxward.session.store.SessionRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The sessions of a person, for their export. */
@ApplicationScoped
public class SessionData implements SpeakerData {
  private final SessionRepository rows;

  /** Reads {@code rows}. */
  public SessionData(SessionRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "sessions";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(speaker, MOST);
  }
}
