package io.voxward.wire.dialect;

import io.voxward.session.SessionNews;
import io.voxward.session.StreamEnd;

/**
 * The side of a dialect that is told about its call. It is told from any thread, one thing at a
 * time as they happen; it must return soon and never throw. Nothing is told before {@link
 * DialectCall#listen}.
 */
public interface CallListener {
  /**
   * Something is new: an {@code evaluation.Evaluation} when a decision appears or changes, an
   * {@code evaluation.CallProgress} about once a second, an {@code enrollment.EnrollmentProgress},
   * {@code SessionNews.Pause} when a secure pause was asked for over REST or is over (nothing is
   * heard then, whether or not a dialect can tell its platform), or {@code SessionNews.Ended} when
   * the session is over.
   */
  void news(SessionNews news);

  /**
   * The stream ended from our side, and why: say it in the dialect's words and close. Told once.
   */
  void stopped(StreamEnd why);
}
