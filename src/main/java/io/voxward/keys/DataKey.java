package io.voxward.keys;

import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals the data of one domain. The key itself never leaves this class: callers hand
 * in plain bytes and get sealed ones, or the reverse.
 */
public final class DataKey {
  /** 256 bits. */
  static final int BYTES = 32;

  private final int generation;
  private final SecretKeySpec key;

  DataKey(int generation, byte[] secret) {
    if (secret.length != BYTES) {
      throw new KeysException("a data key has " + BYTES + " bytes");
    }
    this.generation = generation;
    this.key = new SecretKeySpec(secret, "AES");
  }

  static byte[] newSecret() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /** Counts the keys of the domain from 1; kept beside what it sealed. */
  public int generation() {
    return generation;
  }

  /** Seals {@code plain}, bound to {@code context}. */
  public byte[] seal(byte[] plain, SealContext context) {
    return Seal.seal(key, plain, context.bytes());
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws KeysException if it was changed, or sealed under another key or context
   */
  public byte[] open(byte[] sealed, SealContext context) {
    return Seal.open(key, sealed, context.bytes());
  }

  @Override
  public String toString() {
    return "DataKey[generation=" + generation + "]";
  }
}
