package io.voxward.wire.audiohook;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** The client's side of {@code permessage-deflate}, by zlib itself. */
final class Deflating implements AutoCloseable {
  /** What is left out at the end of a message: an empty stored block's end. */
  private static final int TAIL = 4;

  private static final int MOST = 1 << 20;

  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);

  /** One message by a client that has sent none before. */
  static byte[] message(byte[] content) {
    try (Deflating client = new Deflating()) {
      return client.next(content);
    }
  }

  /** The next message, which may refer to those before. */
  byte[] next(byte[] content) {
    byte[] block = block(content, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(block, Math.max(0, block.length - TAIL));
  }

  /** The next message as one that ends with a final block; the one after it begins anew. */
  byte[] lastBlock(byte[] content) {
    deflater.reset();
    deflater.setInput(content);
    deflater.finish();
    byte[] block = drained(Deflater.NO_FLUSH);
    deflater.reset();
    return Arrays.copyOf(block, block.length + 1);
  }

  /** Begins every message anew. */
  void forget() {
    deflater.reset();
  }

  private byte[] block(byte[] content, int flush) {
    deflater.setInput(content);
    return drained(flush);
  }

  private byte[] drained(int flush) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[MOST];
    int got;
    do {
      got = deflater.deflate(piece, 0, piece.length, flush);
      out.write(piece, 0, got);
    } while (got == piece.length);
    return out.toByteArray();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
