package io.voxward.keys;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.Key;

/** A content being sealed as it is read ({@link ContentKey}). */
final class SealingStream extends ChunkedStream {
  private final byte[] salt;
  private final ChunkSeal seal;

  SealingStream(InputStream plain, byte[] salt, Key key) {
    super(plain, ContentKey.CHUNK_BYTES);
    this.salt = salt.clone();
    this.seal = ChunkSeal.sealing(key);
  }

  @Override
  byte[] begin(InputStream source) {
    return ByteBuffer.allocate(ContentKey.HEADER_BYTES).put(ContentKey.VERSION).put(salt).array();
  }

  @Override
  byte[] turned(byte[] bytes, int length, boolean last) {
    return seal.next(bytes, length, last);
  }
}
