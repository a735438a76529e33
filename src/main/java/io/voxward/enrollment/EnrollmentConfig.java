package io.voxward.enrollment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of enrolments. */
@ConfigMapping(prefix = "voxward.enrollment")
public interface EnrollmentConfig {
  /** Seconds of audio that one recording may have. */
  @WithDefault("1800")
  double longestRecordingSeconds();

  /** More net speech to wait for when the guard counted less than the live count, in seconds. */
  @WithDefault("1")
  double moreSpeechSeconds();

  /** Seconds of an enrolment's audio that are kept where the domain keeps it: the first ones. */
  @WithDefault("120")
  double keptAudioSeconds();

  /** Net speech that registering a fraudster needs, in seconds. */
  @WithDefault("10")
  double fraudsterSpeechSeconds();
}
