package io.voxward.engine.audio;

/**
 * The decoder tables of ITU-T G.711. Its output values are 14-bit (µ-law) and 13-bit (A-law)
 * numbers; like everybody, we scale both to 16 bits, so that the loudest code is 32124 and 32256 of
 * 32768.
 */
final class G711 {
  private static final float FULL_SCALE = 32768f;
  private static final float[] MU_LAW = new float[256];
  private static final float[] A_LAW = new float[256];

  static {
    for (int code = 0; code < 256; code++) {
      MU_LAW[code] = muLawLinear(code) / FULL_SCALE;
      A_LAW[code] = aLawLinear(code) / FULL_SCALE;
    }
  }

  private G711() {}

  /** The sample that a µ-law byte stands for. */
  static float muLaw(byte code) {
    return MU_LAW[code & 0xff];
  }

  /** The sample that an A-law byte stands for. */
  static float aLaw(byte code) {
    return A_LAW[code & 0xff];
  }

  /** All bits are sent inverted; a step of segment s is 2^(s+3), offset by the bias of 132. */
  private static int muLawLinear(int code) {
    int bits = ~code & 0xff;
    int segment = bits >> 4 & 7;
    int magnitude = ((((bits & 15) << 3) + 132) << segment) - 132;
    return (bits & 0x80) != 0 ? -magnitude : magnitude;
  }

  /** Every second bit is sent inverted; the first two segments share one step size. */
  private static int aLawLinear(int code) {
    int bits = code ^ 0x55;
    int segment = bits >> 4 & 7;
    int step = ((bits & 15) << 4) + 8;
    int magnitude = segment == 0 ? step : (step + 256) << (segment - 1);
    return (bits & 0x80) != 0 ? magnitude : -magnitude;
  }
}
