package io.voxward.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys come from. */
@ConfigMapping(prefix = "voxward.keys")
public interface KeysConfig {
  /**
   * The PKCS#12 keystore; made on first start when absent. Back it up: without it nothing opens.
   */
  Path keystore();

  /**
   * The keystore's password ({@code VOXWARD_KEYS_KEYSTORE_PASSWORD} or, shorter, {@code
   * VOXWARD_KEYSTORE_PASSWORD}). Without one a random password is made on first start and kept in a
   * file beside the keystore, readable by the owner only.
   */
  Optional<String> keystorePassword();
}
