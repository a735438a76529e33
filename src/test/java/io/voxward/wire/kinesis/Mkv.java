package io.voxward.wire.kinesis;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Matroska, element by element, as Kinesis Video Streams sends it. */
public final class Mkv {
  static final int CUSTOMER = 1;
  static final int AGENT = 2;

  private static final int EBML = 0x1A45DFA3;
  private static final int DOC_TYPE = 0x4282;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549A966;
  private static final int TIMECODE_SCALE = 0x2AD7B1;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK_ENTRY = 0xAE;
  private static final int TRACK_NUMBER = 0xD7;
  private static final int TRACK_TYPE = 0x83;
  private static final int NAME = 0x536E;
  private static final int CODEC_ID = 0x86;
  private static final int AUDIO = 0xE1;
  private static final int SAMPLING_FREQUENCY = 0xB5;
  private static final int CHANNELS = 0x9F;
  private static final int TAGS = 0x1254C367;
  private static final int TAG = 0x7373;
  private static final int SIMPLE_TAG = 0x67C8;
  private static final int TAG_NAME = 0x45A3;
  private static final int TAG_STRING = 0x4487;
  private static final int CLUSTER = 0x1F43B675;
  private static final int TIMECODE = 0xE7;
  private static final int SIMPLE_BLOCK = 0xA3;
  private static final int BLOCK_GROUP = 0xA0;
  private static final int BLOCK = 0xA1;
  private static final int VOID = 0xEC;

  private static final int BLOCK_BYTES = 1024;

  private Mkv() {}

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] id(int id) {
    byte[] four = ByteBuffer.allocate(4).putInt(id).array();
    int zeros = 0;
    while (four[zeros] == 0) {
      zeros++;
    }
    return Arrays.copyOfRange(four, zeros, 4);
  }

  /** A size in as few bytes as hold it. */
  private static byte[] size(long size) {
    int length = 1;
    while (size >= (1L << (7 * length)) - 1) {
      length++;
    }
    return sizeIn(length, size);
  }

  static byte[] sizeIn(int length, long size) {
    byte[] eight = ByteBuffer.allocate(8).putLong(size | (1L << (7 * length))).array();
    return Arrays.copyOfRange(eight, 8 - length, 8);
  }

  static byte[] element(int id, byte[]... content) {
    byte[] all = join(content);
    return join(id(id), size(all.length), all);
  }

  /** The head of an element without length. */
  private static byte[] unbounded(int id, int lengthBytes) {
    return join(id(id), sizeIn(lengthBytes, (1L << (7 * lengthBytes)) - 1));
  }

  private static byte[] number(int id, long value) {
    return element(id, ByteBuffer.allocate(8).putLong(value).array());
  }

  private static byte[] text(int id, String value) {
    return element(id, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] head() {
    return element(EBML, text(DOC_TYPE, "matroska"));
  }

  static byte[] segment() {
    return unbounded(SEGMENT, 8);
  }

  static byte[] shortSegment() {
    return unbounded(SEGMENT, 1);
  }

  static byte[] info() {
    return element(INFO, number(TIMECODE_SCALE, 1_000_000), element(VOID, new byte[7]));
  }

  static byte[] tracks(byte[]... entries) {
    return element(TRACKS, entries);
  }

  static byte[] track(int number, String name) {
    return track(number, name, "A_AAC", 8000, 1);
  }

  static byte[] track(int number, String name, String codec, double hertz, int channels) {
    byte[] rate = ByteBuffer.allocate(8).putDouble(hertz).array();
    return element(
        TRACK_ENTRY,
        number(TRACK_NUMBER, number),
        number(TRACK_TYPE, 2),
        text(NAME, name),
        text(CODEC_ID, codec),
        element(AUDIO, element(SAMPLING_FREQUENCY, rate), number(CHANNELS, channels)));
  }

  static byte[] tags(String... namesAndValues) {
    ByteArrayOutputStream tags = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      tags.writeBytes(
          element(
              TAG,
              element(
                  SIMPLE_TAG,
                  text(TAG_NAME, namesAndValues[i]),
                  text(TAG_STRING, namesAndValues[i + 1]))));
    }
    return element(TAGS, tags.toByteArray());
  }

  static byte[] cluster(byte[]... blocks) {
    return element(CLUSTER, number(TIMECODE, 0), join(blocks));
  }

  static byte[] openCluster() {
    return unbounded(CLUSTER, 8);
  }

  static byte[] block(int track, byte[] data) {
    return element(SIMPLE_BLOCK, blockHead(track, 0x80), data);
  }

  static byte[] lacedBlock(int track, byte[] data) {
    return element(SIMPLE_BLOCK, blockHead(track, 0x84), data);
  }

  static byte[] groupedBlock(int track, byte[] data) {
    return element(BLOCK_GROUP, element(BLOCK, blockHead(track, 0), data));
  }

  private static byte[] blockHead(int track, int flags) {
    return join(size(track), new byte[] {0, 0, (byte) flags});
  }

  static byte[] skipped(int bytes) {
    return element(VOID, new byte[bytes]);
  }

  /** The blocks of one track. */
  static byte[] blocks(int track, byte[] audio) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int from = 0; from < audio.length; from += BLOCK_BYTES) {
      all.writeBytes(
          block(
              track, Arrays.copyOfRange(audio, from, Math.min(audio.length, from + BLOCK_BYTES))));
    }
    return all.toByteArray();
  }

  static byte[] bothTracks() {
    return tracks(track(CUSTOMER, CallerTrack.CUSTOMER), track(AGENT, "AUDIO_TO_CUSTOMER"));
  }

  /** A fragment as GetMedia sends it: a document of its own, its tags before its audio. */
  public static byte[] fragment(String number, String contact, byte[] customer, byte[] agent) {
    return join(
        head(),
        segment(),
        info(),
        bothTracks(),
        tags(
            "ContactId",
            contact,
            "AWS_KINESISVIDEO_FRAGMENT_NUMBER",
            number,
            "AWS_KINESISVIDEO_SERVER_TIMESTAMP",
            "1764066000.123"),
        cluster(blocks(AGENT, agent), blocks(CUSTOMER, customer)));
  }
}
