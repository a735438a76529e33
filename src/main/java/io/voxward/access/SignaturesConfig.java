package io.voxward.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How signed calls are checked. */
@ConfigMapping(prefix = "voxward.signatures")
public interface SignaturesConfig {
  /** The address that clients use where a proxy stands before this service and changes the host. */
  Optional<URI> publicUrl();

  /** How far a client's clock may be off. */
  @WithDefault("PT15M")
  Duration clockSkew();
}
