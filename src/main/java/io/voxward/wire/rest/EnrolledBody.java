package io.voxward.wire.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.voxward.enrollment.RecordingEnrollments.Enrolled;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.wire.call.EnrollmentBody;

/** What came of an enrolment from a recording. */
public record EnrolledBody(@JsonUnwrapped EnrollmentBody progress, QualityBody quality) {

  /** What was measured on the recording. */
  public record QualityBody(double snrDb, double clippingShare, double bandwidthHz) {}

  static EnrolledBody of(Enrolled enrolled) {
    VoiceMaker.Quality quality = enrolled.quality();
    return new EnrolledBody(
        EnrollmentBody.of(enrolled.progress()),
        new QualityBody(quality.snrDb(), quality.clippingShare(), quality.bandwidthHz()));
  }
}
