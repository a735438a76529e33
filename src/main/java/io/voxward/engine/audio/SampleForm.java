package io.voxward.engine.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The ways one sample lies in bytes, and what number it is; full scale is 1. */
enum SampleForm {
  UNSIGNED_8("PCM", 1) {
    @Override
    float read(byte[] bytes, int at) {
      return ((bytes[at] & 0xff) - 128) / 128f;
    }
  },
  SIGNED_16("PCM", 2) {
    @Override
    float read(byte[] bytes, int at) {
      return (short) SHORTS.get(bytes, at) / 32768f;
    }

    @Override
    void readAll(byte[] bytes, int at, int step, float[] samples) {
      for (int i = 0, from = at; i < samples.length; i++, from += step) {
        samples[i] = (short) SHORTS.get(bytes, from) / 32768f;
      }
    }
  },
  SIGNED_16_BIG_ENDIAN("PCM", 2) {
    @Override
    float read(byte[] bytes, int at) {
      return (short) ((bytes[at + 1] & 0xff) | bytes[at] << 8) / 32768f;
    }
  },
  SIGNED_24("PCM", 3) {
    @Override
    float read(byte[] bytes, int at) {
      return ((bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] << 16) / 8388608f;
    }
  },
  SIGNED_32("PCM", 4) {
    @Override
    float read(byte[] bytes, int at) {
      // Near full scale a float has no room for the last bits and would round up to 1.
      return Math.min(int32(bytes, at) / 0x1p31f, LARGEST);
    }
  },
  FLOAT_32("FLOAT", 4) {
    @Override
    float read(byte[] bytes, int at) {
      return Float.intBitsToFloat(int32(bytes, at));
    }
  },
  FLOAT_64("FLOAT", 8) {
    @Override
    float read(byte[] bytes, int at) {
      long low = int32(bytes, at) & 0xffffffffL;
      return (float) Double.longBitsToDouble(low | (long) int32(bytes, at + 4) << 32);
    }
  },
  MU_LAW("PCMU", 1) {
    @Override
    float read(byte[] bytes, int at) {
      return G711.muLaw(bytes[at]);
    }
  },
  A_LAW("PCMA", 1) {
    @Override
    float read(byte[] bytes, int at) {
      return G711.aLaw(bytes[at]);
    }
  };

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The largest sample below 1. */
  static final float LARGEST = 0x1.fffffep-1f;

  private final String coding;
  private final int width;

  SampleForm(String coding, int width) {
    this.coding = coding;
    this.width = width;
  }

  /** The sample at {@code bytes[at]}: NaN, infinite or outside [-1, 1) only for floats. */
  abstract float read(byte[] bytes, int at);

  /**
   * Fills {@code samples} from {@code bytes[at]} on, each {@code step} bytes after the one before.
   * The usual form overrides it with a loop of its own, which knows what it calls.
   */
  void readAll(byte[] bytes, int at, int step, float[] samples) {
    for (int i = 0, from = at; i < samples.length; i++, from += step) {
      samples[i] = read(bytes, from);
    }
  }

  /** The name of the coding, as {@link AudioFacts} tells it. */
  String coding() {
    return coding;
  }

  /** The length of one sample of one channel, in bytes. */
  int width() {
    return width;
  }

  /** The form that an encoding of raw or streamed audio has. */
  static SampleForm of(Encoding encoding) {
    return switch (encoding) {
      case L16_LITTLE_ENDIAN -> SIGNED_16;
      case L16_BIG_ENDIAN -> SIGNED_16_BIG_ENDIAN;
      case PCMU -> MU_LAW;
      case PCMA -> A_LAW;
    };
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }
}
