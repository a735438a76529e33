package io.voxward.keys.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyService;
import io.voxward.keys.KeyServiceConfig;
import io.voxward.keys.KeysException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Keys of Vault's transit engine. A key's name here is {@code vault:KEY:VERSION}, so that what is
 * under an older version shows. Secrets are bound to their context as associated data of AES-GCM.
 */
public final class VaultKeys implements KeyService {
  private static final String PREFIX = "vault:";
  private static final int NOT_FOUND = 404;

  private final KeyServiceConfig.Vault config;
  private final VaultClient client;

  /** Speaks to the Vault of {@code config}; nothing is sent before the first call. */
  public VaultKeys(KeyServiceConfig.Vault config, MeterRegistry meters) {
    this.config = config;
    this.client = new VaultClient(config, meters);
  }

  /** A key and its version. */
  private record Version(String key, int number) {
    static Version of(String keyName) {
      int last = keyName.lastIndexOf(':');
      try {
        return new Version(
            keyName.substring(PREFIX.length(), last),
            Integer.parseInt(keyName.substring(last + 1)));
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new KeysException("not the name of a key of Vault: " + keyName, e);
      }
    }

    String name() {
      return PREFIX + key + ":" + number;
    }
  }

  @Override
  public boolean owns(String keyName) {
    return keyName.startsWith(PREFIX);
  }

  @Override
  public String currentKey() {
    Version latest = latest(config.key());
    if (latest == null) {
      throw new KeysException(
          "Vault has no transit key named "
              + config.key()
              + ": make it with vault write -f "
              + config.mount()
              + "/keys/"
              + config.key());
    }
    return latest.name();
  }

  /** The newest version of a key; absent if there is no such key. */
  private @Nullable Version latest(String key) {
    VaultClient.Answer answer = client.call("GET", "keys/" + key, null);
    if (answer.status() == NOT_FOUND) {
      return null;
    }
    JsonNode latest = answer.data().path("latest_version");
    if (!latest.canConvertToInt() || latest.intValue() < 1) {
      throw new KeysException("Vault says no latest version of the key " + key);
    }
    return new Version(key, latest.intValue());
  }

  @Override
  public String namedKey(TenantId tenant, String name) {
    String key = config.key() + "-" + hash(tenant + "\0" + name);
    Version latest = latest(key);
    if (latest == null) {
      ObjectNode wish = JsonNodeFactory.instance.objectNode().put("type", "aes256-gcm96");
      VaultClient.Answer _ = client.call("POST", "keys/" + key, wish);
      latest = latest(key);
    }
    if (latest == null) {
      throw new KeysException("Vault did not make the key " + key);
    }
    return latest.name();
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public byte[] wrap(String keyName, byte[] secret, byte[] context) {
    Version version = Version.of(keyName);
    ObjectNode wish =
        JsonNodeFactory.instance
            .objectNode()
            .put("plaintext", base64(secret))
            .put("associated_data", base64(context))
            .put("key_version", version.number());
    String sealed = text(client.call("POST", "encrypt/" + version.key(), wish), "ciphertext");
    if (!sealed.startsWith("vault:v" + version.number() + ":")) {
      throw new KeysException("Vault sealed with another version than " + keyName);
    }
    return sealed.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] unwrap(String keyName, byte[] wrapped, byte[] context) {
    ObjectNode wish =
        JsonNodeFactory.instance
            .objectNode()
            .put("ciphertext", new String(wrapped, StandardCharsets.US_ASCII))
            .put("associated_data", base64(context));
    String path = "decrypt/" + Version.of(keyName).key();
    try {
      return Base64.getDecoder().decode(text(client.call("POST", path, wish), "plaintext"));
    } catch (IllegalArgumentException e) {
      throw new KeysException("Vault's answer is not base64", e);
    }
  }

  @Override
  public String rotate() {
    VaultClient.Answer _ = client.call("POST", "keys/" + config.key() + "/rotate", null);
    return currentKey();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String text(VaultClient.Answer answer, String member) {
    JsonNode found = answer.data().path(member);
    if (answer.status() == NOT_FOUND || !found.isTextual()) {
      throw new KeysException(
          "Vault's answer has no " + member + " (status " + answer.status() + ")");
    }
    return found.textValue();
  }

  @Override
  public String toString() {
    return "VaultKeys[" + config.key() + "]";
  }
}
