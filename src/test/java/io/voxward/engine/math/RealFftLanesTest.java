package io.voxward.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftLanesTest {
  private static final int PIECES = 21;

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64, 128, 256, 512, 1024, 2048})
  void many_pieces_side_by_side_give_what_each_gives_alone_number_for_number(int size) {
    RealFft alone = new RealFft(size);
    RealFftLanes together = new RealFftLanes(alone);
    float[][] rows = noise(size);
    float[][] expected = new float[PIECES][alone.frequencies()];
    for (int piece = 0; piece < PIECES; piece++) {
      alone.power(column(rows, piece), expected[piece], alone.workspace());
    }

    together.power(rows);

    for (int piece = 0; piece < PIECES; piece++) {
      for (int k = 0; k < alone.frequencies(); k++) {
        assertThat(rows[together.rowOf(k)][piece])
            .as("frequency %d of piece %d", k, piece)
            .isEqualTo(expected[piece][k]);
      }
    }
  }

  private static float[] column(float[][] rows, int piece) {
    float[] column = new float[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows[i][piece];
    }
    return column;
  }

  private static float[][] noise(int size) {
    SplittableRandom random = new SplittableRandom(size);
    float[][] rows = new float[size][PIECES];
    for (float[] row : rows) {
      for (int piece = 0; piece < PIECES; piece++) {
        row[piece] = (float) (random.nextDouble() - 0.3);
      }
    }
    return rows;
  }
}
