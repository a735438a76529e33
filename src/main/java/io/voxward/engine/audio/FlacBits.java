package io.voxward.engine.audio;

/** Reads a FLAC file bit by bit, highest first, and never beyond its end. */
final class FlacBits {
  private final byte[] file;

  /** The next byte that is not yet in {@code cache}. */
  private int next;

  /** The bits that come next, at the top; below them zeros. */
  private long cache;

  private int cached;

  /** Starts at the byte {@code at}. */
  FlacBits(byte[] file, int at) {
    this.file = file;
    this.next = at;
  }

  /** The next {@code bits} (0 to 32) as a number without sign in the low bits. */
  int unsigned(int bits) throws AudioRefusal {
    if (bits == 0) {
      return 0;
    }
    need(bits);
    int value = (int) (cache >>> (64 - bits));
    drop(bits);
    return value;
  }

  /** The next {@code bits} (0 to 32) as a number in two's complement. */
  int signed(int bits) throws AudioRefusal {
    if (bits == 0) {
      return 0;
    }
    need(bits);
    int value = (int) (cache >> (64 - bits));
    drop(bits);
    return value;
  }

  /** How many zeros come before the next one; all of them and the one are read. */
  int unary() throws AudioRefusal {
    int zeros = 0;
    while (true) {
      need(1);
      int run = Long.numberOfLeadingZeros(cache);
      if (run < cached) {
        drop(run);
        drop(1);
        return zeros + run;
      }
      zeros += cached;
      drop(cached);
    }
  }

  /** A number in Rice's code with {@code parameter} (0 to 30) low bits, its sign folded in. */
  int rice(int parameter) throws AudioRefusal {
    long folded = (long) unary() << parameter | (unsigned(parameter) & 0xffffffffL);
    if (folded > 0xffffffffL) {
      throw FlacFile.malformed("a residual is wider than 32 bits");
    }
    return (int) (folded >>> 1) ^ -(int) (folded & 1);
  }

  /** Goes on to the next whole byte over bits that must be zero. */
  void align() throws AudioRefusal {
    if (unsigned(cached & 7) != 0) {
      throw FlacFile.malformed("the padding of a frame is not zero");
    }
  }

  /** The index of the next byte; only at the border of a byte. */
  int position() {
    return next - (cached >> 3);
  }

  /** Whether nothing is left. */
  boolean atEnd() {
    return cached == 0 && next == file.length;
  }

  private void need(int bits) throws AudioRefusal {
    if (cached >= bits) {
      return;
    }
    while (cached <= 56 && next < file.length) {
      cache |= (file[next++] & 0xffL) << (56 - cached);
      cached += 8;
    }
    if (cached < bits) {
      throw FlacFile.truncated();
    }
  }

  /** Shifts by 64 at once would shift by none: they come in two steps. */
  private void drop(int bits) {
    cache = bits == 64 ? 0 : cache << bits;
    cached -= bits;
  }
}
