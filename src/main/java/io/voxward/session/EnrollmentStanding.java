package io.voxward.session;

import java.util.Optional;

/**
 * How the enrollment of a session's speaker stands. The feature that enrolls implements it: a
 * session tells it in its events and knows no more of it.
 */
public interface EnrollmentStanding {
  /** The status word; empty where no enrollment was asked for. */
  Optional<String> enrollmentStatus(LiveSession session);
}
