package io.voxward.enrollment;

import io.voxward.consent.SpeakerData;
import io.voxward.enrollment.store.EnrollmentRequestRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A person's enrolments by session, for their export. */
@ApplicationScoped
public class EnrollmentRequestData implements SpeakerData {
  private final EnrollmentRequestRepository rows;

  /** Reads {@code rows}. */
  public EnrollmentRequestData(EnrollmentRequestRepository rows) {
    this.rows = rows;
  }

  @Override
  public String what() {
    return "enrollments";
  }

  @Override
  public List<String> of(Speaker speaker) {
    return rows.dataOf(speaker, MOST);
  }
}
