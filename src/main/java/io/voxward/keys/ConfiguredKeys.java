package io.voxward.keys;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.TenantId;
import io.voxward.keys.aws.KmsKeys;
import io.voxward.keys.vault.VaultKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.ArrayList;
import java.util.List;

/**
 * The wrapping keys of whoever is configured to keep them. The name of a key says whose it is, so
 * what another one wrapped before opens, too. Signatures are the keystore's always.
 */
@ApplicationScoped
@Typed({KeyProvider.class, RotatingKeys.class, ConfiguredKeys.class})
public class ConfiguredKeys implements RotatingKeys {
  private final LocalKeystore keystore;
  private final VaultKeys vault;
  private final KmsKeys kms;
  private final KeyServiceConfig.Provider configured;

  /** Asks {@code keystore}, or the service that {@code config} names. */
  public ConfiguredKeys(LocalKeystore keystore, KeyServiceConfig config, MeterRegistry meters) {
    this.keystore = keystore;
    this.vault = new VaultKeys(config.vault(), meters);
    this.kms = new KmsKeys(config.awsKms(), meters);
    this.configured = config.provider();
  }

  private KeyService service() {
    return switch (configured) {
      case KEYSTORE -> throw new IllegalStateException("no key service is configured");
      case VAULT -> vault;
      case AWS_KMS -> kms;
    };
  }

  private boolean local() {
    return configured == KeyServiceConfig.Provider.KEYSTORE;
  }

  @Override
  public String currentKey() {
    return local() ? keystore.currentKey() : service().currentKey();
  }

  @Override
  public String namedKey(TenantId tenant, String name) {
    return local() ? keystore.namedKey(tenant, name) : service().namedKey(tenant, name);
  }

  @Override
  public byte[] wrap(String keyName, byte[] secret, byte[] context) {
    if (vault.owns(keyName)) {
      return vault.wrap(keyName, secret, context);
    }
    return kms.owns(keyName)
        ? kms.wrap(keyName, secret, context)
        : keystore.wrap(keyName, secret, context);
  }

  @Override
  public byte[] unwrap(String keyName, byte[] wrapped, byte[] context) {
    if (vault.owns(keyName)) {
      return vault.unwrap(keyName, wrapped, context);
    }
    return kms.owns(keyName)
        ? kms.unwrap(keyName, wrapped, context)
        : keystore.unwrap(keyName, wrapped, context);
  }

  @Override
  public byte[] sign(byte[] message) {
    return keystore.sign(message);
  }

  @Override
  public String rotate() {
    return local() ? keystore.rotate() : service().rotate();
  }

  /**
   * With a service these are its current key and the older ones of the keystore, under which
   * something may still be; the keystore's newest stays, as the way back.
   */
  @Override
  public List<String> ownKeys() {
    List<String> own = new ArrayList<>(keystore.ownKeys());
    if (!local()) {
      own.removeLast();
      own.add(service().currentKey());
    }
    return own;
  }

  /** Those of a service are destroyed there. */
  @Override
  public void destroy(String keyName) {
    keystore.destroy(keyName);
  }
}
