package io.voxward.engine.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorsTest {
  @Test
  void the_inner_product_adds_the_products_of_equal_places() {
    assertThat(Vectors.dot(new float[] {1, 2, 3}, new float[] {4, -5, 6})).isEqualTo(12.0);
  }

  @Test
  void small_parts_are_not_lost_beside_large_ones() {
    float[] large = {1e8f, 1, -1e8f};

    assertThat(Vectors.dot(large, new float[] {1, 1, 1})).isEqualTo(1.0);
  }

  @Test
  void vectors_of_different_length_are_refused() {
    assertThatThrownBy(() -> Vectors.dot(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 3");
  }

  @Test
  void a_normalised_vector_has_length_1_and_the_same_direction() {
    float[] unit = Vectors.normalised(new float[] {3, 0, -4});

    assertThat(unit).containsExactly(new float[] {0.6f, 0, -0.8f}, within(1e-7f));
    assertThat(Vectors.norm(unit)).isCloseTo(1, within(1e-7));
  }

  @Test
  void a_vector_without_direction_is_refused() {
    assertThatThrownBy(() -> Vectors.normalised(new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Vectors.normalised(new float[] {Float.NaN, 1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Vectors.normalised(new float[] {Float.POSITIVE_INFINITY, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_mean_is_taken_place_by_place() {
    float[] mean = Vectors.mean(List.of(new float[] {1, 10}, new float[] {2, 30}));

    assertThat(mean).containsExactly(1.5f, 20f);
  }

  @Test
  void there_is_no_mean_of_nothing_or_of_unequal_lengths() {
    assertThatThrownBy(() -> Vectors.mean(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Vectors.mean(List.of(new float[1], new float[2])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
