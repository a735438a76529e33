package io.voxward.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Seals or opens the chunks of one content, one after the other ({@link ContentKey}). */
final class ChunkSeal {
  private static final int NONCE_BYTES = 12;
  private static final int COUNTER_AT = NONCE_BYTES - 1 - Long.BYTES;

  private final Key key;
  private final int mode;
  private final Cipher cipher;
  private long number;

  private ChunkSeal(Key key, int mode) {
    this.key = key;
    this.mode = mode;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new KeysException("cannot seal", e);
    }
  }

  static ChunkSeal sealing(Key key) {
    return new ChunkSeal(key, Cipher.ENCRYPT_MODE);
  }

  static ChunkSeal opening(Key key) {
    return new ChunkSeal(key, Cipher.DECRYPT_MODE);
  }

  /** The next chunk; it is the last one, or it is not. */
  byte[] next(byte[] chunk, int length, boolean last) {
    byte[] nonce =
        ByteBuffer.allocate(NONCE_BYTES)
            .putLong(COUNTER_AT, number++)
            .put(NONCE_BYTES - 1, (byte) (last ? 1 : 0))
            .array();
    try {
      cipher.init(mode, key, new GCMParameterSpec(ContentKey.TAG_BYTES * Byte.SIZE, nonce));
      return cipher.doFinal(chunk, 0, length);
    } catch (AEADBadTagException e) {
      throw new KeysException("a sealed content was changed, cut short or moved", e);
    } catch (GeneralSecurityException e) {
      throw new KeysException("cannot seal or open a content", e);
    }
  }
}
