package io.voxward.engine.gallery;

import java.util.Arrays;

/**
 * The inner products of one vector with many that lie in {@link Blocks}: the one seam behind which
 * the plain way and the fast way stand.
 */
interface DotProducts {

  /**
   * Computes the product with each vector.
   *
   * @param blocks the many
   * @param probe the one, of the same dimension
   * @return one number for each of the many, in their order
   */
  float[] of(Blocks blocks, float[] probe);

  /** One vector after another, summed in double precision: what the fast way is tested against. */
  DotProducts PLAIN =
      (blocks, probe) -> {
        float[] products = new float[blocks.count()];
        for (int row = 0; row < products.length; row++) {
          double sum = 0;
          for (int d = 0; d < probe.length; d++) {
            sum += (double) blocks.at(row, d) * probe[d];
          }
          products[row] = (float) sum;
        }
        return products;
      };

  /**
   * A whole block at a time, a few dimensions at once: the inner loop adds to {@link Blocks#WIDTH}
   * independent sums over neighbouring numbers, so the compiler makes vector instructions of it. A
   * sum along one vector could not be: its order of additions is fixed by the language. Four
   * dimensions at once take two thirds of the time of one (fewer sums read and written).
   */
  DotProducts FAST =
      (blocks, probe) -> {
        float[] products = new float[blocks.count()];
        float[] sums = new float[Blocks.WIDTH];
        float[] numbers = blocks.numbers();
        int whole = probe.length - probe.length % FastSteps.AT_ONCE;
        for (int from = 0; from < products.length; from += Blocks.WIDTH) {
          Arrays.fill(sums, 0);
          int at = from * probe.length;
          for (int d = 0; d < whole; d += FastSteps.AT_ONCE) {
            FastSteps.addFour(sums, numbers, at + d * Blocks.WIDTH, probe, d);
          }
          for (int d = whole; d < probe.length; d++) {
            FastSteps.addOne(sums, numbers, at + d * Blocks.WIDTH, probe[d]);
          }
          System.arraycopy(sums, 0, products, from, Math.min(Blocks.WIDTH, products.length - from));
        }
        return products;
      };
}
