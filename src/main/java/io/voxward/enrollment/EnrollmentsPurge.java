package io.voxward.enrollment;

import io.voxward.domain.PurgeStep;
import io.voxward.enrollment.store.EnrollmentRequestRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the requests for enrolment of a domain that is purged. */
@ApplicationScoped
public class EnrollmentsPurge implements PurgeStep {
  private final EnrollmentRequestRepository requests;

  /** Removes from {@code requests}. */
  public EnrollmentsPurge(EnrollmentRequestRepository requests) {
    this.requests = requests;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("enrollmentRequests", requests::countOf, requests::purge));
  }
}
