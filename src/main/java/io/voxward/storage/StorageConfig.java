package io.voxward.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where objects named {@code s3://bucket/key} lie. */
@ConfigMapping(prefix = "voxward.storage")
public interface StorageConfig {
  /** Which store. */
  @WithDefault("file")
  Kind kind();

  /** The folder that holds one folder for each bucket; for {@link Kind#FILE}. */
  Path root();

  /** The S3 store; for {@link Kind#S3}. */
  S3 s3();

  /** Where the service keeps sealed bytes of its own: what is uploaded for a job. */
  Own own();

  /** The kinds of store. */
  enum Kind {
    /** A folder. */
    FILE,
    /** An S3 store. */
    S3
  }

  /** Where the service keeps sealed bytes of its own. */
  interface Own {
    /** A folder; several nodes need a shared one. */
    Path root();

    /**
     * A place in the store of objects instead, {@code s3://bucket/prefix}, which all nodes reach;
     * absent for the folder.
     */
    Optional<String> place();
  }

  /** How to reach an S3 store. */
  interface S3 {
    /** Its address; absent for that of AWS in the region. */
    Optional<URI> endpoint();

    /** Its region. */
    @WithDefault("us-east-1")
    String region();

    /** Whether the bucket stands in the path and not in the host name. */
    @WithDefault("false")
    boolean pathStyle();

    /** The access key; absent for the usual sources of AWS (environment, profile, role). */
    Optional<String> accessKeyId();

    /** The access key's secret. */
    Optional<String> secretAccessKey();

    /** The longest time without a byte. */
    @WithDefault("PT30S")
    Duration patience();
  }
}
