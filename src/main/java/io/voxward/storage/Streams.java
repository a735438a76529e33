package io.voxward.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Ends of streams. */
final class Streams {
  private Streams() {}

  static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
