package io.voxward.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The signatures that clients make: RFC 2104 over SHA-1 and SHA-256. */
public final class Hmac {
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private Hmac() {}

  /** Over SHA-256. */
  public static byte[] sha256(byte[] key, byte[] text) {
    return of("SHA-256", key, text);
  }

  /** Over SHA-1, which some platforms still sign with. */
  public static byte[] sha1(byte[] key, byte[] text) {
    return of("SHA-1", key, text);
  }

  private static byte[] of(String algorithm, byte[] key, byte[] text) {
    byte[] padded = Arrays.copyOf(key.length > BLOCK ? digest(algorithm, key) : key, BLOCK);
    return digest(algorithm, mixed(padded, OUTER), digest(algorithm, mixed(padded, INNER), text));
  }

  private static byte[] mixed(byte[] key, byte with) {
    byte[] mixed = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      mixed[i] = (byte) (key[i] ^ with);
    }
    return mixed;
  }

  private static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
    }
  }
}
