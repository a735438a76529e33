package io.voxward.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who keeps the wrapping keys. What was wrapped by one of them before goes on to open as long as
 * that one is still configured, and is wrapped anew by and by.
 */
@ConfigMapping(prefix = "voxward.key-service")
public interface KeyServiceConfig {
  /** The keystore, or a service of another machine. */
  @WithDefault("keystore")
  Provider provider();

  /** HashiCorp Vault, or another that speaks the interface of its transit engine. */
  Vault vault();

  /** AWS KMS. */
  AwsKms awsKms();

  /** Who can keep the wrapping keys. */
  enum Provider {
    KEYSTORE,
    VAULT,
    AWS_KMS
  }

  /** Where the transit engine is and how to speak to it. */
  interface Vault {
    /** The address of Vault, {@code https://vault.bank.example:8200}. */
    Optional<URI> address();

    /** The token ({@code VOXWARD_KEY_SERVICE_VAULT_TOKEN}). */
    Optional<String> token();

    /** A file with the token in it, read again at each call: an agent renews it. */
    Optional<Path> tokenFile();

    /** The namespace, where there are any. */
    Optional<String> namespace();

    /** Where the transit engine is mounted. */
    @WithDefault("transit")
    String mount();

    /** The product's own key in it; it has to exist. Keys that tenants name begin with this. */
    @WithDefault("voxward")
    String key();

    /** How long an answer may take. */
    @WithDefault("PT5S")
    Duration patience();
  }

  /** Which key of KMS, and how to speak to it. */
  interface AwsKms {
    /** The id, ARN or alias of the product's own key. */
    Optional<String> keyId();

    /** The region. */
    @WithDefault("us-east-1")
    String region();

    /** Another address than that of the region. */
    Optional<URI> endpoint();

    /** The access key; without one the usual sources of AWS are asked. */
    Optional<String> accessKeyId();

    /** The secret of the access key. */
    Optional<String> secretAccessKey();

    /** How long an answer may take. */
    @WithDefault("PT5S")
    Duration patience();
  }
}
