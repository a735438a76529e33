package io.voxward.engine.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrthogonalMatrixTest {
  private static final int DIMENSION = 192;

  private static byte[] seed(int value) {
    byte[] seed = new byte[32];
    seed[0] = (byte) value;
    return seed;
  }

  private static float[] vector(SplittableRandom random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (random.nextDouble() - 0.5);
    }
    return Vectors.normalised(vector);
  }

  @Test
  void angles_between_vectors_stay_as_they_are() {
    // Given
    OrthogonalMatrix matrix = OrthogonalMatrix.fromSeed(seed(1), DIMENSION);
    SplittableRandom random = new SplittableRandom(7);

    for (int i = 0; i < 200; i++) {
      float[] a = vector(random);
      float[] b = vector(random);

      // When
      double turned = Vectors.dot(matrix.apply(a), matrix.apply(b));

      // Then
      assertThat(turned).isCloseTo(Vectors.dot(a, b), within(1e-6));
    }
  }

  @Test
  void what_was_turned_back_is_what_it_was() {
    // Given
    OrthogonalMatrix matrix = OrthogonalMatrix.fromSeed(seed(1), DIMENSION);
    SplittableRandom random = new SplittableRandom(9);

    for (int i = 0; i < 50; i++) {
      float[] voice = vector(random);

      // When
      float[] back = matrix.applyInverse(matrix.apply(voice));

      // Then
      for (int at = 0; at < DIMENSION; at++) {
        assertThat(back[at]).isCloseTo(voice[at], within(1e-6f));
      }
    }
    assertThatThrownBy(() -> matrix.applyInverse(new float[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_same_seed_gives_the_same_matrix_and_another_an_unrelated_one() {
    // Given
    float[] voice = vector(new SplittableRandom(8));

    // When
    float[] once = OrthogonalMatrix.fromSeed(seed(1), DIMENSION).apply(voice);
    float[] again = OrthogonalMatrix.fromSeed(seed(1), DIMENSION).apply(voice);
    float[] elsewhere = OrthogonalMatrix.fromSeed(seed(2), DIMENSION).apply(voice);

    // Then
    assertThat(again).isEqualTo(once);
    // Two unrelated directions in 192 dimensions have a cosine of 0 ± 0.07.
    assertThat(Vectors.dot(once, elsewhere)).isCloseTo(0, within(0.35));
    assertThat(Vectors.dot(once, voice)).isCloseTo(0, within(0.35));
  }

  @Test
  void seeds_and_vectors_of_another_length_are_refused() {
    // Given
    OrthogonalMatrix matrix = OrthogonalMatrix.fromSeed(seed(1), 3);

    // When / Then
    assertThatThrownBy(() -> OrthogonalMatrix.fromSeed(new byte[31], 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.apply(new float[4]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
