package io.voxward.enrollment.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of batch jobs. */
@ConfigMapping(prefix = "voxward.batch")
public interface BatchConfig {
  /** The longest manifest, in bytes. */
  @WithDefault("67108864")
  long largestManifestBytes();

  /** The largest recording of an entry, in bytes (Voice ID's limit for one file). */
  @WithDefault("20000000")
  long largestRecordingBytes();

  /**
   * Seconds of audio of one entry after which its further recordings are looked at no more: they
   * must be there, and are not listened to.
   */
  @WithDefault("900")
  double enoughAudioSeconds();
}
