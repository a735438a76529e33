package io.voxward.wire.kinesis;

import java.io.IOException;
import java.io.InputStream;

/** Where the media of a stream comes from. */
interface MediaSource {
  /**
   * Opens the media of {@code stream} after a fragment. Whoever reads it closes it: that breaks off
   * what is endless.
   *
   * @throws MediaRefusedException if trying again is no use
   * @throws IOException if it may be later
   */
  InputStream open(StreamArn stream, FragmentNumber after) throws IOException;
}
