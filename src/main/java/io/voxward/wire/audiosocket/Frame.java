package io.voxward.wire.audiosocket;

import java.util.OptionalInt;

/**
 * One frame: a kind, and what it carries.
 *
 * @param kind one byte, 0 to 255
 * @param payload at most 65,535 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(int kind, byte[] payload) {
  /** The call is over. */
  static final int HANG_UP = 0x00;

  /** Which call it is; the first frame. */
  static final int UUID = 0x01;

  /** A key of the telephone. */
  static final int DIGIT = 0x03;

  /** Something went wrong. */
  static final int ERROR = 0xff;

  /** Kind and length. */
  static final int HEADER = 3;

  private static final int FIRST_SOUND = 0x10;
  private static final int[] RATES = {
    8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000
  };

  /** How many samples a second it carries; empty for a frame that is not sound. */
  OptionalInt hertz() {
    int place = kind - FIRST_SOUND;
    return place >= 0 && place < RATES.length ? OptionalInt.of(RATES[place]) : OptionalInt.empty();
  }

  /** As it goes over the wire. */
  byte[] bytes() {
    byte[] bytes = new byte[HEADER + payload.length];
    bytes[0] = (byte) kind;
    bytes[1] = (byte) (payload.length >> 8);
    bytes[2] = (byte) payload.length;
    System.arraycopy(payload, 0, bytes, HEADER, payload.length);
    return bytes;
  }

  @Override
  public String toString() {
    return "Frame[kind=" + kind + ", " + payload.length + " bytes]";
  }
}
