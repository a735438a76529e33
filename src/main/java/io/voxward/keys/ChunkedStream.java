package io.voxward.keys;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a stream in chunks of one size, each known to be the last or not, and gives out what became
 * of them. It holds two chunks and what came of one.
 */
abstract class ChunkedStream extends InputStream {
  private static final byte[] NOTHING = {};

  private final InputStream source;
  private byte[] chunk;
  private byte[] ahead;
  private int aheadLength = -1;
  private byte[] out = NOTHING;
  private int at;
  private boolean over;

  ChunkedStream(InputStream source, int chunkBytes) {
    this.source = source;
    this.chunk = new byte[chunkBytes];
    this.ahead = new byte[chunkBytes];
  }

  /** What is given out first, and read from the source before its chunks; called once. */
  abstract byte[] begin(InputStream source) throws IOException;

  /** What becomes of a chunk; only the first one may be empty. */
  abstract byte[] turned(byte[] bytes, int length, boolean last);

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (at == out.length) {
      if (over) {
        return -1;
      }
      more();
    }
    int given = Math.min(most, out.length - at);
    System.arraycopy(out, at, into, offset, given);
    at += given;
    return given;
  }

  private void more() throws IOException {
    at = 0;
    if (aheadLength < 0) {
      out = begin(source);
      aheadLength = source.readNBytes(ahead, 0, ahead.length);
      return;
    }
    byte[] now = ahead;
    int length = aheadLength;
    ahead = chunk;
    chunk = now;
    aheadLength = length < now.length ? 0 : source.readNBytes(ahead, 0, ahead.length);
    boolean last = aheadLength == 0;
    out = NOTHING;
    out = turned(now, length, last);
    over = last;
  }

  @Override
  public void close() throws IOException {
    over = true;
    out = NOTHING;
    at = 0;
    source.close();
  }
}
