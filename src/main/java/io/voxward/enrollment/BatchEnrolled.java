package io.voxward.enrollment;

import io.voxward.outbox.SpeakerAction.EnrollmentStatus;
import io.voxward.speaker.Speaker;

/**
 * What came of a speaker's entry in a batch job.
 *
 * @param speaker as they are now
 * @param status in the words of Voice ID
 */
public record BatchEnrolled(Speaker speaker, EnrollmentStatus status) {}
