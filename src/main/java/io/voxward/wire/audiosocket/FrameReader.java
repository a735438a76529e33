package io.voxward.wire.audiosocket;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of bytes, which comes in pieces cut anywhere, into frames. It holds at most one
 * unfinished frame, whose length the protocol bounds by 65,535 bytes.
 */
final class FrameReader {
  private final byte[] header = new byte[Frame.HEADER];
  private int headerBytes;
  private byte[] payload = {};
  private int payloadBytes;

  /** Takes the first {@code length} of the bytes; gives the frames that they complete. */
  List<Frame> accept(byte[] bytes, int length) {
    List<Frame> frames = new ArrayList<>(1);
    int at = 0;
    while (at < length) {
      if (headerBytes < Frame.HEADER) {
        header[headerBytes++] = bytes[at++];
        if (headerBytes == Frame.HEADER) {
          payload = new byte[((header[1] & 0xff) << 8) | (header[2] & 0xff)];
          payloadBytes = 0;
        }
      } else {
        int more = Math.min(length - at, payload.length - payloadBytes);
        System.arraycopy(bytes, at, payload, payloadBytes, more);
        payloadBytes += more;
        at += more;
      }
      if (headerBytes == Frame.HEADER && payloadBytes == payload.length) {
        frames.add(new Frame(header[0] & 0xff, payload));
        headerBytes = 0;
        payload = new byte[0];
        payloadBytes = 0;
      }
    }
    return frames;
  }

  @Override
  public String toString() {
    return "FrameReader[hidden]";
  }
}
