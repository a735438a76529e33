package io.voxward.engine.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a FLAC file says about all of its frames (RFC 9639, section 8.2).
 *
 * @param hertz the sampling rate
 * @param channels how many channels, 1 to 8
 * @param bits the width of a sample, 4 to 32
 * @param samples how many samples each channel has; 0 when the encoder did not know
 * @param digest the MD5 sum of all samples, hexadecimal; empty when the encoder did not know
 */
record FlacStream(int hertz, int channels, int bits, long samples, String digest) {
  /** The length of the block. */
  static final int BYTES = 34;

  private static final int DIGEST_BYTES = 16;

  /** Reads the block that begins at {@code file[at]} and lies wholly in the file. */
  static FlacStream read(byte[] file, int at) {
    long packed = ByteBuffer.wrap(file).getLong(at + 10);
    byte[] digest = Arrays.copyOfRange(file, at + BYTES - DIGEST_BYTES, at + BYTES);
    boolean known = !Arrays.equals(digest, new byte[DIGEST_BYTES]);
    return new FlacStream(
        (int) (packed >>> 44),
        (int) (packed >>> 41 & 7) + 1,
        (int) (packed >>> 36 & 31) + 1,
        packed & 0xfffffffffL,
        known ? HexFormat.of().formatHex(digest) : "");
  }
}
