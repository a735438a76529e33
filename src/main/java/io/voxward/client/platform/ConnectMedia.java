package io.voxward.client.platform;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The media of an Amazon Connect call as Kinesis Video Streams sends it: one fragment after the
 * other, each a Matroska document of its own with its tags before its audio.
 */
public final class ConnectMedia {
  /** The contact of every call; each has a stream of its own. */
  public static final String CONTACT = "lab-load";

  /** The number of the fragment before the first. */
  public static final long BEFORE_FIRST = 1000;

  private static final String NOBODY = "somebody-else";
  private static final int EBML = 0x1A45DFA3;
  private static final int DOC_TYPE = 0x4282;
  private static final int SEGMENT = 0x18538067;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK_ENTRY = 0xAE;
  private static final int TRACK_NUMBER = 0xD7;
  private static final int TRACK_TYPE = 0x83;
  private static final int TRACK_NAME = 0x536E;
  private static final int CODEC = 0x86;
  private static final int AUDIO = 0xE1;
  private static final int HERTZ = 0xB5;
  private static final int CHANNELS = 0x9F;
  private static final int TAGS = 0x1254C367;
  private static final int TAG = 0x7373;
  private static final int SIMPLE_TAG = 0x67C8;
  private static final int TAG_NAME = 0x45A3;
  private static final int TAG_TEXT = 0x4487;
  private static final int CLUSTER = 0x1F43B675;
  private static final int TIMECODE = 0xE7;
  private static final int SIMPLE_BLOCK = 0xA3;
  private static final int SIZE_BYTES = 8;
  private static final long SIZE_MARK = 1L << 56;
  private static final long UNKNOWN_SIZE = SIZE_MARK - 1;

  private ConnectMedia() {}

  /** A piece of the customer's voice: 16-bit samples at 8 kHz, low byte first. */
  public static byte[] fragment(int number, byte[] l16, int from, int length) {
    return fragment(
        BEFORE_FIRST + 1 + number, CONTACT, Arrays.copyOfRange(l16, from, from + length));
  }

  /** What follows a call in its stream: the next contact's. */
  public static byte[] nextContact(int number) {
    return fragment(BEFORE_FIRST + 1 + number, NOBODY, new byte[0]);
  }

  private static byte[] fragment(long number, String contact, byte[] audio) {
    byte[] track =
        element(
            TRACK_ENTRY,
            element(TRACK_NUMBER, new byte[] {1}),
            element(TRACK_TYPE, new byte[] {2}),
            text(TRACK_NAME, "AUDIO_FROM_CUSTOMER"),
            text(CODEC, "A_AAC"),
            element(
                AUDIO,
                element(HERTZ, ByteBuffer.allocate(Double.BYTES).putDouble(8000).array()),
                element(CHANNELS, new byte[] {1})));
    byte[] blockHead = {(byte) 0x81, 0, 0, (byte) 0x80};
    return joined(
        element(EBML, text(DOC_TYPE, "matroska")),
        joined(id(SEGMENT), size(UNKNOWN_SIZE)),
        element(TRACKS, track),
        element(
            TAGS,
            tag("ContactId", contact),
            tag("AWS_KINESISVIDEO_FRAGMENT_NUMBER", Long.toString(number))),
        element(
            CLUSTER, element(TIMECODE, new byte[] {0}), element(SIMPLE_BLOCK, blockHead, audio)));
  }

  private static byte[] tag(String name, String value) {
    return element(TAG, element(SIMPLE_TAG, text(TAG_NAME, name), text(TAG_TEXT, value)));
  }

  private static byte[] text(int id, String value) {
    return element(id, value.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] element(int id, byte[]... content) {
    byte[] all = joined(content);
    return joined(id(id), size(all.length), all);
  }

  private static byte[] id(int id) {
    byte[] four = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    return Arrays.copyOfRange(four, Integer.numberOfLeadingZeros(id) / Byte.SIZE, Integer.BYTES);
  }

  private static byte[] size(long bytes) {
    return ByteBuffer.allocate(SIZE_BYTES).putLong(SIZE_MARK | bytes).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
