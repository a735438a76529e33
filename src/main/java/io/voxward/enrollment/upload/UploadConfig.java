package io.voxward.enrollment.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of what is uploaded for batch jobs. */
@ConfigMapping(prefix = "voxward.upload")
public interface UploadConfig {
  /** How long an upload waits for a job to use it. */
  @WithDefault("24H")
  Duration unusedFor();

  /** Uploads of a domain that are not erased. */
  @WithDefault("20")
  int mostInDomain();

  /** Recordings of one upload. */
  @WithDefault("100000")
  int mostRecordings();

  /** Bytes of one upload. */
  @WithDefault("10000000000")
  long mostBytes();

  /** Bytes of all uploads of a domain that are not erased. */
  @WithDefault("50000000000")
  long mostBytesInDomain();
}
