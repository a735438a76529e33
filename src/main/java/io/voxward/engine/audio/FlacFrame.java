package io.voxward.engine.audio;

/**
 * The frames of a FLAC file one after the other (RFC 9639, section 9). Both checksums of a frame
 * are checked, and that it agrees with the file in rate, width and channels. The samples of the
 * last frame read lie here until the next is read.
 */
final class FlacFrame {
  private static final int SYNC = 0x7ffc;
  private static final int LEFT_SIDE = 8;
  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;
  private static final int[] RATES = {
    0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000
  };
  private static final int[] WIDTHS = {0, 8, 12, -1, 16, 20, 24, 32};
  private static final int[] CRC8 = table(0x07, 8);
  private static final int[] CRC16 = table(0x8005, 16);

  private final byte[] file;
  private final FlacStream stream;
  private final FlacBits bits;
  private final int[][] samples;
  private int length;

  /** Starts before the frame that begins at {@code file[at]}. */
  FlacFrame(byte[] file, int at, FlacStream stream) {
    this.file = file;
    this.stream = stream;
    this.bits = new FlacBits(file, at);
    this.samples = new int[stream.channels()][0];
  }

  /** Whether there is no further frame. */
  boolean atEnd() {
    return bits.atEnd();
  }

  /** How many samples each channel of the last frame has. */
  int length() {
    return length;
  }

  /** The samples of one channel of the last frame: the first {@link #length} places. */
  int[] samples(int channel) {
    return samples[channel];
  }

  /** Reads the next frame. */
  void read() throws AudioRefusal {
    int start = bits.position();
    int assignment = header(start);
    for (int channel = 0; channel < stream.channels(); channel++) {
      if (samples[channel].length < length) {
        samples[channel] = new int[length];
      }
      FlacSubframe.read(bits, samples[channel], length, stream.bits() + side(assignment, channel));
    }
    bits.align();
    int crc = crc(CRC16, 16, start, bits.position());
    if (bits.unsigned(16) != crc) {
      throw FlacFile.malformed("the checksum of a frame is wrong");
    }
    restore(assignment);
    requireRange();
  }

  /** Reads the header; gives how the channels depend on each other. */
  private int header(int start) throws AudioRefusal {
    if (bits.unsigned(15) != SYNC) {
      throw FlacFile.malformed("a frame does not begin where it should");
    }
    bits.unsigned(1);
    int lengthCode = bits.unsigned(4);
    int rateCode = bits.unsigned(4);
    int assignment = bits.unsigned(4);
    int widthCode = bits.unsigned(3);
    if (bits.unsigned(1) != 0 || assignment > MID_SIDE) {
      throw FlacFile.malformed("the header of a frame is of a reserved form");
    }
    number();
    length = length(lengthCode);
    int rate = rate(rateCode);
    int crc = crc(CRC8, 8, start, bits.position());
    if (bits.unsigned(8) != crc) {
      throw FlacFile.malformed("the checksum of a frame's header is wrong");
    }
    int channels = assignment < LEFT_SIDE ? assignment + 1 : 2;
    int width = widthCode == 0 ? stream.bits() : WIDTHS[widthCode];
    if (rate != stream.hertz() || width != stream.bits() || channels != stream.channels()) {
      throw FlacFile.malformed("a frame differs from its file in rate, width or channels");
    }
    return assignment;
  }

  /** The number of the frame or of its first sample, in the way of UTF-8; of no use to us. */
  private void number() throws AudioRefusal {
    int first = bits.unsigned(8);
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    if (ones == 1 || ones == 8) {
      throw FlacFile.malformed("the number of a frame is of no known form");
    }
    for (int i = 1; i < ones; i++) {
      if (bits.unsigned(2) != 2) {
        throw FlacFile.malformed("the number of a frame is of no known form");
      }
      bits.unsigned(6);
    }
  }

  private int length(int code) throws AudioRefusal {
    return switch (code) {
      case 0 -> throw FlacFile.malformed("the length of a frame is of a reserved form");
      case 1 -> 192;
      case 2, 3, 4, 5 -> 144 << code;
      case 6 -> bits.unsigned(8) + 1;
      case 7 -> bits.unsigned(16) + 1;
      default -> 1 << code;
    };
  }

  private int rate(int code) throws AudioRefusal {
    return switch (code) {
      case 0 -> stream.hertz();
      case 12 -> bits.unsigned(8) * 1000;
      case 13 -> bits.unsigned(16);
      case 14 -> bits.unsigned(16) * 10;
      case 15 -> throw FlacFile.malformed("the rate of a frame is of a reserved form");
      default -> RATES[code];
    };
  }

  /** The channel that holds a difference is one bit wider. */
  private static int side(int assignment, int channel) {
    int side = assignment == SIDE_RIGHT ? 0 : 1;
    return assignment >= LEFT_SIDE && channel == side ? 1 : 0;
  }

  private void restore(int assignment) {
    if (assignment < LEFT_SIDE) {
      return;
    }
    int[] first = samples[0];
    int[] second = samples[1];
    for (int i = 0; i < length; i++) {
      switch (assignment) {
        case LEFT_SIDE -> second[i] = first[i] - second[i];
        case SIDE_RIGHT -> first[i] += second[i];
        default -> {
          int twice = first[i] << 1 | (second[i] & 1);
          first[i] = (twice + second[i]) >> 1;
          second[i] = (twice - second[i]) >> 1;
        }
      }
    }
  }

  private void requireRange() throws AudioRefusal {
    int limit = 1 << (stream.bits() - 1);
    for (int[] channel : samples) {
      for (int i = 0; i < length; i++) {
        if (channel[i] < -limit || channel[i] >= limit) {
          throw FlacFile.malformed("a sample is wider than the file says");
        }
      }
    }
  }

  private int crc(int[] table, int width, int from, int to) {
    int crc = 0;
    int mask = (1 << width) - 1;
    for (int i = from; i < to; i++) {
      crc = (crc << 8 & mask) ^ table[(crc >> (width - 8) ^ file[i]) & 0xff];
    }
    return crc;
  }

  private static int[] table(int polynomial, int width) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << (width - 8);
      for (int bit = 0; bit < 8; bit++) {
        boolean carry = (crc >> (width - 1) & 1) != 0;
        crc = (crc << 1 & ((1 << width) - 1)) ^ (carry ? polynomial : 0);
      }
      table[i] = crc;
    }
    return table;
  }
}
