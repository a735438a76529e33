package io.voxward.access;

import io.voxward.access.store.SigningKeyRepository.StoredKey;
import io.voxward.keys.KeyProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that signatures of one day and region are made with, derived from an access key's secret
 * (Signature Version 4). A derived key that has proved a signature is kept until its day is over;
 * whether the access key still works is never kept, and the secret itself neither.
 */
@ApplicationScoped
public class SigningKeys {
  private static final String MAC = "HmacSHA256";
  private static final String TERMINATOR = "aws4_request";
  private static final int MOST_KEPT = 4096;

  private final KeyProvider keys;
  private final Map<Scope, SigningKey> kept = new ConcurrentHashMap<>();

  /** What a key is good for. */
  record Scope(String accessKeyId, String date, String region, String service) {
    /** The scope as it stands in the string to sign. */
    String text() {
      return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
  }

  /** A derived key, ready to sign. */
  static final class SigningKey {
    private final byte[] sealed;
    private final Mac prototype;

    private SigningKey(byte[] sealed, Mac prototype) {
      this.sealed = sealed;
      this.prototype = prototype;
    }

    /** The signature of {@code text}. */
    byte[] sign(byte[] text) {
      try {
        return ((Mac) prototype.clone()).doFinal(text);
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("the platform's HMAC can be cloned", e);
      }
    }

    private boolean isOf(StoredKey stored) {
      return Arrays.equals(sealed, stored.secret().sealed());
    }

    @Override
    public String toString() {
      return "SigningKey[hidden]";
    }
  }

  /** Opens secrets by {@code keys}. */
  public SigningKeys(KeyProvider keys) {
    this.keys = keys;
  }

  /** The key of {@code scope}, kept or derived. */
  SigningKey key(StoredKey stored, Scope scope) {
    SigningKey known = kept.get(scope);
    return known != null && known.isOf(stored) ? known : derive(stored, scope);
  }

  /** Keeps a key that has proved a signature; the one of another day gives way. */
  void keep(Scope scope, SigningKey key) {
    if (kept.get(scope) == key) {
      return;
    }
    if (kept.size() >= MOST_KEPT) {
      kept.clear();
    }
    kept.keySet().removeIf(other -> isOfAnotherDay(other, scope));
    kept.put(scope, key);
  }

  private static boolean isOfAnotherDay(Scope other, Scope now) {
    return other.accessKeyId().equals(now.accessKeyId())
        && other.region().equals(now.region())
        && !other.date().equals(now.date());
  }

  /** How many keys are kept. */
  int kept() {
    return kept.size();
  }

  private SigningKey derive(StoredKey stored, Scope scope) {
    byte[] secret =
        keys.unwrap(
            stored.secret().masterKey(),
            stored.secret().sealed(),
            AccessKeys.context(stored.key().tenant(), stored.key().id()));
    byte[] first = concat("AWS4".getBytes(StandardCharsets.UTF_8), secret);
    try {
      byte[] key = hmac(first, scope.date());
      key = hmac(key, scope.region());
      key = hmac(key, scope.service());
      key = hmac(key, TERMINATOR);
      return new SigningKey(stored.secret().sealed(), mac(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(first, (byte) 0);
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(key, MAC));
    return mac;
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** Compares two signatures in a time that does not tell where they differ. */
  static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }
}
