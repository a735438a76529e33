package io.voxward.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMatrixTest {
  private final FeatureMatrix matrix = new FeatureMatrix(3, 2, new float[] {1, 10, 2, 20, 6, 60});

  @Test
  void the_mean_is_taken_over_the_frames() {
    assertThat(matrix.mean()).containsExactly(3f, 30f);
  }

  @Test
  void without_its_mean_every_bin_sums_to_zero() {
    FeatureMatrix less = matrix.minusMean(matrix.mean());

    assertThat(less.data()).containsExactly(-2, -20, -1, -10, 3, 30);
    assertThat(matrix.data()).containsExactly(1, 10, 2, 20, 6, 60);
  }

  @Test
  void the_mask_sets_the_upper_bins_to_zero_and_keeps_the_others() {
    FeatureMatrix masked = matrix.maskedFrom(1);

    assertThat(masked.data()).containsExactly(1, 0, 2, 0, 6, 0);
    assertThat(matrix.data()).containsExactly(1, 10, 2, 20, 6, 60);
  }

  @Test
  void a_slice_holds_the_frames_asked_for() {
    assertThat(matrix.slice(1, 3).data()).containsExactly(2, 20, 6, 60);
    assertThat(matrix.slice(1, 1).frames()).isZero();
    assertThatThrownBy(() -> matrix.slice(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.slice(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void parts_are_joined_in_order() {
    FeatureMatrix joined =
        FeatureMatrix.concat(List.of(matrix.slice(2, 3), FeatureMatrix.empty(2), matrix));

    assertThat(joined.frames()).isEqualTo(4);
    assertThat(joined.data()).containsExactly(6, 60, 1, 10, 2, 20, 6, 60);
  }

  @Test
  void parts_of_different_bins_are_refused() {
    assertThatThrownBy(() -> FeatureMatrix.concat(List.of(matrix, FeatureMatrix.empty(3))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FeatureMatrix.concat(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizes_that_disagree_are_refused() {
    assertThatThrownBy(() -> new FeatureMatrix(2, 2, new float[5]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.minusMean(new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.maskedFrom(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void the_text_form_tells_the_size_and_no_number_of_the_voice() {
    assertThat(matrix).hasToString("FeatureMatrix[3 frames × 2 bins]");
  }

  @Test
  void the_running_mean_of_parts_is_the_mean_of_the_whole() {
    RunningMean running = new RunningMean(2);

    running.add(matrix.slice(0, 1)).add(FeatureMatrix.empty(2)).add(matrix.slice(1, 3));

    assertThat(running.frames()).isEqualTo(3);
    assertThat(running.mean()).containsExactly(matrix.mean(), within(0f));
  }

  @Test
  void before_the_first_frame_there_is_no_mean() {
    assertThatThrownBy(new RunningMean(2)::mean).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new RunningMean(2).add(FeatureMatrix.empty(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
