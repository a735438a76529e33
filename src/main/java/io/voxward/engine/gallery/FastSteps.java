package io.voxward.engine.gallery;

/** The loops that run over one block; small methods, each compiled by itself. */
final class FastSteps {
  /** Dimensions that {@link #addFour} takes. */
  static final int AT_ONCE = 4;

  private FastSteps() {}

  /** Adds four dimensions, the first of them at {@code at}. */
  static void addFour(float[] sums, float[] numbers, int at, float[] probe, int d) {
    float factor0 = probe[d];
    float factor1 = probe[d + 1];
    float factor2 = probe[d + 2];
    float factor3 = probe[d + 3];
    int at1 = at + Blocks.WIDTH;
    int at2 = at1 + Blocks.WIDTH;
    int at3 = at2 + Blocks.WIDTH;
    for (int lane = 0; lane < Blocks.WIDTH; lane++) {
      sums[lane] +=
          (numbers[at + lane] * factor0 + numbers[at1 + lane] * factor1)
              + (numbers[at2 + lane] * factor2 + numbers[at3 + lane] * factor3);
    }
  }

  /** Adds one dimension. */
  static void addOne(float[] sums, float[] numbers, int at, float factor) {
    for (int lane = 0; lane < Blocks.WIDTH; lane++) {
      sums[lane] += numbers[at + lane] * factor;
    }
  }
}
