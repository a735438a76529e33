package io.voxward.domain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a domain's values are sealed anew when its secrets are renewed. */
@ConfigMapping(prefix = "voxward.renewal")
public interface RenewalConfig {
  /** Values that one transaction seals anew; 1 to 10,000. */
  @WithDefault("500")
  int batch();
}
