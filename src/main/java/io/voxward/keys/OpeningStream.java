package io.voxward.keys;

import java.io.IOException;
import java.io.InputStream;
import java.security.Key;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A sealed content being opened as it is read ({@link ContentKey}). */
final class OpeningStream extends ChunkedStream {
  private final Function<byte[], ? extends Key> keyOf;
  private @Nullable ChunkSeal seal;
  private boolean begun;

  /**
   * Opens {@code sealed}.
   *
   * @param keyOf the content's key by its salt
   */
  OpeningStream(InputStream sealed, Function<byte[], ? extends Key> keyOf) {
    super(sealed, ContentKey.CHUNK_BYTES + ContentKey.TAG_BYTES);
    this.keyOf = keyOf;
  }

  @Override
  byte[] begin(InputStream source) throws IOException {
    byte[] header = source.readNBytes(ContentKey.HEADER_BYTES);
    if (header.length < ContentKey.HEADER_BYTES || header[0] != ContentKey.VERSION) {
      throw new KeysException("not a sealed content of version " + ContentKey.VERSION);
    }
    seal = ChunkSeal.opening(keyOf.apply(Arrays.copyOfRange(header, 1, header.length)));
    return new byte[0];
  }

  @Override
  byte[] turned(byte[] bytes, int length, boolean last) {
    ChunkSeal open = seal;
    if (open == null || length < ContentKey.TAG_BYTES) {
      throw new KeysException("a sealed content was cut short");
    }
    if (length == ContentKey.TAG_BYTES && begun) {
      throw new KeysException("a sealed content has an empty chunk after others");
    }
    begun = true;
    return open.next(bytes, length, last);
  }
}
