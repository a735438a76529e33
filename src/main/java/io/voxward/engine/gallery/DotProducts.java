package io.voxward.engine.gallery;

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
   * A whole block at a time, dimension by dimension: the inner loop adds {@link Blocks#WIDTH}
   * independent sums over neighbouring numbers, so the compiler makes vector instructions of it. A
   * sum along one vector could not be: its order of additions is fixed by the language.
   */
  DotProducts FAST =
      (blocks, probe) -> {
        float[] products = new float[blocks.count()];
        float[] sums = new float[Blocks.WIDTH];
        float[] numbers = blocks.numbers();
        for (int block = 0; block * Blocks.WIDTH < products.length; block++) {
          java.util.Arrays.fill(sums, 0);
          int at = block * Blocks.WIDTH * probe.length;
          for (float factor : probe) {
            for (int lane = 0; lane < Blocks.WIDTH; lane++) {
              sums[lane] += numbers[at + lane] * factor;
            }
            at += Blocks.WIDTH;
          }
          int from = block * Blocks.WIDTH;
          System.arraycopy(sums, 0, products, from, Math.min(Blocks.WIDTH, products.length - from));
        }
        return products;
      };
}
