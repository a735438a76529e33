package io.voxward.wire.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.voxward.enrollment.RecordingEnrollments.Enrolled;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.profile.Tuned;
import io.voxward.wire.call.EnrollmentBody;
import org.jspecify.annotations.Nullable;

/**
 * What came of an enrolment from a recording.
 *
 * @param speakers who spoke in it; absent where only one voice was allowed
 * @param tuning what the request was tuned by; absent where it was not
 */
public record EnrolledBody(
    @JsonUnwrapped EnrollmentBody progress,
    QualityBody quality,
    @Nullable SpeakersBody speakers,
    @Nullable TuningBody tuning) {

  /** What was measured on the recording. */
  public record QualityBody(double snrDb, double clippingShare, double bandwidthHz) {}

  static EnrolledBody of(Enrolled enrolled, Tuned tuned) {
    VoiceMaker.Quality quality = enrolled.quality();
    return new EnrolledBody(
        EnrollmentBody.of(enrolled.progress()),
        new QualityBody(quality.snrDb(), quality.clippingShare(), quality.bandwidthHz()),
        SpeakersBody.of(enrolled.voices()),
        TuningBody.ofEnrollment(tuned, enrolled.progress().neededSeconds()));
  }
}
