package io.voxward.keys;

import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals what is kept of one person, itself sealed under the data key of their domain:
 * without the row it lies in, or without the domain's key, nothing of theirs opens. The key never
 * leaves this class.
 */
public final class PersonKey {
  private final SecretKeySpec key;

  private PersonKey(byte[] secret) {
    if (secret.length != DataKey.BYTES) {
      throw new KeysException("a person's key has " + DataKey.BYTES + " bytes");
    }
    this.key = new SecretKeySpec(secret, "AES");
  }

  /**
   * Makes a key for a person.
   *
   * @param owner whose it is
   * @return the key as it is kept: sealed under {@code domainKey}
   */
  public static byte[] make(DataKey domainKey, SealContext owner) {
    return domainKey.seal(DataKey.newSecret(), owner);
  }

  /**
   * Opens a key that {@link #make} made.
   *
   * @throws KeysException if it was sealed under another key or for somebody else
   */
  public static PersonKey open(DataKey domainKey, byte[] wrapped, SealContext owner) {
    return new PersonKey(domainKey.open(wrapped, owner));
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
    return "PersonKey[hidden]";
  }
}
