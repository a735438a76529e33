package io.voxward.engine.audio;

import java.util.Arrays;

/** One channel of one frame (RFC 9639, section 9.2): a prediction and what it missed. */
final class FlacSubframe {
  private static final int CONSTANT = 0;
  private static final int VERBATIM = 1;
  private static final int FIXED = 8;
  private static final int HIGHEST_FIXED = 12;
  private static final int LINEAR = 32;
  private static final int NO_PRECISION = 15;

  private static final int[][] FIXED_WEIGHTS = {
    {}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1},
  };

  private final FlacBits bits;
  private final int[] samples;
  private final int length;

  private FlacSubframe(FlacBits bits, int[] samples, int length) {
    this.bits = bits;
    this.samples = samples;
    this.length = length;
  }

  /** Reads {@code length} samples of {@code width} bits into the beginning of {@code samples}. */
  static void read(FlacBits bits, int[] samples, int length, int width) throws AudioRefusal {
    new FlacSubframe(bits, samples, length).read(width);
  }

  private void read(int width) throws AudioRefusal {
    if (bits.unsigned(1) != 0) {
      throw FlacFile.malformed("a subframe does not begin with zero");
    }
    int type = bits.unsigned(6);
    int wasted = bits.unsigned(1) == 0 ? 0 : bits.unary() + 1;
    if (wasted >= width) {
      throw FlacFile.malformed("a subframe has no bits left");
    }
    int left = width - wasted;
    if (type == CONSTANT) {
      Arrays.fill(samples, 0, length, bits.signed(left));
    } else if (type == VERBATIM) {
      plain(length, left);
    } else if (type >= FIXED && type <= HIGHEST_FIXED) {
      fixed(type - FIXED, left);
    } else if (type >= LINEAR) {
      linear(type - LINEAR + 1, left);
    } else {
      throw FlacFile.malformed("a subframe is of a reserved type");
    }
    for (int i = 0; i < length && wasted > 0; i++) {
      samples[i] <<= wasted;
    }
  }

  private void plain(int count, int width) throws AudioRefusal {
    for (int i = 0; i < count; i++) {
      samples[i] = bits.signed(width);
    }
  }

  private void fixed(int order, int width) throws AudioRefusal {
    requireRoom(order);
    plain(order, width);
    residual(order);
    predict(FIXED_WEIGHTS[order], 0);
  }

  private void linear(int order, int width) throws AudioRefusal {
    requireRoom(order);
    plain(order, width);
    int precision = bits.unsigned(4);
    int shift = bits.signed(5);
    if (precision == NO_PRECISION || shift < 0) {
      throw FlacFile.malformed("a predictor is of a reserved form");
    }
    int[] weights = new int[order];
    for (int i = 0; i < order; i++) {
      weights[i] = bits.signed(precision + 1);
    }
    residual(order);
    predict(weights, shift);
  }

  private void requireRoom(int order) throws AudioRefusal {
    if (order > length) {
      throw FlacFile.malformed("a predictor is longer than its frame");
    }
  }

  /** Reads what the prediction missed into the places after the first {@code order}. */
  private void residual(int order) throws AudioRefusal {
    int method = bits.unsigned(2);
    if (method > 1) {
      throw FlacFile.malformed("a residual is of a reserved form");
    }
    int parameterBits = 4 + method;
    int escape = (1 << parameterBits) - 1;
    int partitionOrder = bits.unsigned(4);
    int partition = length >> partitionOrder;
    if (partition << partitionOrder != length || partition < order) {
      throw FlacFile.malformed("a frame cannot be parted as its residual says");
    }
    int at = order;
    for (int end = partition; end <= length && partition > 0; end += partition) {
      int parameter = bits.unsigned(parameterBits);
      if (parameter == escape) {
        int width = bits.unsigned(5);
        for (; at < end; at++) {
          samples[at] = bits.signed(width);
        }
      } else {
        for (; at < end; at++) {
          samples[at] = bits.rice(parameter);
        }
      }
    }
  }

  /** Adds to every sample after the first ones what those before it foretell. */
  private void predict(int[] weights, int shift) {
    int order = weights.length;
    for (int i = order; i < length; i++) {
      long sum = 0;
      for (int k = 0; k < order; k++) {
        sum += (long) weights[k] * samples[i - 1 - k];
      }
      samples[i] += (int) (sum >> shift);
    }
  }
}
