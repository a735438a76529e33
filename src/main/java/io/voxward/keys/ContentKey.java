package io.voxward.keys;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals contents too long to be held in memory, as they stream by: all that belongs to
 * one upload, for example. It is itself sealed under the data key of its domain: without the row it
 * lies in, or without the domain's key, nothing that it sealed opens. The key never leaves this
 * class.
 *
 * <p>A content is sealed in chunks of 64 KiB (the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár, 2015), so that what is read is authentic before all of it was read:
 *
 * <pre>
 *   version 1 (1 byte) │ salt (32 bytes) │ chunk 0 │ chunk 1 │ … │ last chunk
 *   key of the content = HKDF-SHA256(this key, salt, context)
 *   chunk              = AES-256-GCM(key of the content, nonce, at most 65536 bytes), tag 16 bytes
 *   nonce              = the chunk's number (11 bytes, high byte first) │ 1 for the last one, else 0
 * </pre>
 *
 * Chunks left out, moved, repeated or cut off at the end do not open, and neither does anything
 * after the last one. A fresh salt for each content makes its key its own, so a number is a safe
 * nonce.
 */
public final class ContentKey {
  /** The first byte of a sealed content. */
  static final byte VERSION = 1;

  static final int SALT_BYTES = 32;
  static final int HEADER_BYTES = 1 + SALT_BYTES;
  static final int TAG_BYTES = 16;

  /** Plain bytes of a chunk. */
  static final int CHUNK_BYTES = 64 * 1024;

  private static final byte[] LABEL = "voxward content 1".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  private ContentKey(byte[] secret) {
    if (secret.length != DataKey.BYTES) {
      throw new KeysException("a content key has " + DataKey.BYTES + " bytes");
    }
    this.key = new SecretKeySpec(secret, "AES");
  }

  /**
   * Makes a key.
   *
   * @param owner what it is for
   * @return the key as it is kept: sealed under {@code domainKey}
   */
  public static byte[] make(DataKey domainKey, SealContext owner) {
    return domainKey.seal(DataKey.newSecret(), owner);
  }

  /**
   * Opens a key that {@link #make} made.
   *
   * @throws KeysException if it was sealed under another key or for something else
   */
  public static ContentKey open(DataKey domainKey, byte[] wrapped, SealContext owner) {
    return new ContentKey(domainKey.open(wrapped, owner));
  }

  /** How many bytes a content of so many becomes. */
  public static long sealedBytes(long plain) {
    long chunks = Math.max(1, Math.ceilDiv(plain, CHUNK_BYTES));
    return HEADER_BYTES + plain + chunks * TAG_BYTES;
  }

  /**
   * What {@code plain} becomes when it is sealed, bound to {@code context}; it is read as the
   * result is read.
   */
  public InputStream seal(InputStream plain, SealContext context) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new SealingStream(plain, salt, derived(salt, context));
  }

  /**
   * What {@link #seal} was given, read as the result is read. Reading it throws a {@link
   * KeysException} as soon as something was changed, or was sealed under another key or context; no
   * byte is given out that is not authentic.
   */
  public InputStream open(InputStream sealed, SealContext context) {
    return new OpeningStream(sealed, salt -> derived(salt, context));
  }

  private SecretKey derived(byte[] salt, SealContext context) {
    byte[] bound = context.bytes();
    byte[] info = new byte[LABEL.length + bound.length];
    System.arraycopy(LABEL, 0, info, 0, LABEL.length);
    System.arraycopy(bound, 0, info, LABEL.length, bound.length);
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addIKM(key)
                  .addSalt(salt)
                  .thenExpand(info, DataKey.BYTES));
    } catch (GeneralSecurityException e) {
      throw new KeysException("cannot derive the key of a content", e);
    }
  }

  @Override
  public String toString() {
    return "ContentKey[hidden]";
  }
}
