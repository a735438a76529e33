package io.voxward.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting the bundled speaker model, which has four outputs, down to those that are wanted. */
class NetworkGraphTest {
  private static final String OTHERS = "pooled_";
  private static final int FRAMES = 230;

  private final ModelFile file = ModelFile.load(ModelSource.bundled("campplus-zh-en-common"));

  @Test
  void what_only_other_outputs_need_is_left_out() {
    byte[] cut = NetworkGraph.only(Set.of("embedding"), file.bytes());

    assertThat(cut).hasSizeLessThan(file.bytes().length);
    assertThat(holds(file.bytes(), OTHERS)).isTrue();
    assertThat(holds(cut, OTHERS)).isFalse();
  }

  @Test
  void the_cut_network_gives_the_same_numbers() {
    float[] expected;
    try (OnnxModel whole = OnnxModel.open(file)) {
      assertThat(whole.hasOutput("pooled_head")).isTrue();
      expected = embedding(whole);
    }

    try (OnnxModel cut = OnnxModel.open(file, Set.of("embedding"))) {
      assertThat(cut.hasOutput("pooled_head")).isFalse();
      assertThat(embedding(cut)).isEqualTo(expected);
    }
  }

  @Test
  void several_outputs_can_be_wanted() {
    try (OnnxModel cut = OnnxModel.open(file, Set.of("embedding", "pooled_transit1"))) {
      assertThat(cut.hasOutput("pooled_transit1")).isTrue();
      assertThat(cut.hasOutput("pooled_head")).isFalse();
    }
  }

  @Test
  void a_file_without_a_wanted_output_is_left_as_it_is() {
    assertThat(NetworkGraph.only(Set.of("embedding", "none"), file.bytes())).isSameAs(file.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a network, they said"})
  void bytes_that_are_no_network_are_left_as_they_are(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(NetworkGraph.only(Set.of("embedding"), bytes)).isSameAs(bytes);
  }

  @Test
  void damaged_files_never_end_in_an_exception() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] start = Arrays.copyOf(file.bytes(), 4_000);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = start.clone();
      for (int change = random.nextInt(1, 20); change > 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      assertThat(NetworkGraph.only(Set.of("embedding"), damaged)).isNotNull();
    }
  }

  private static boolean holds(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }

  private static float[] embedding(OnnxModel model) {
    FloatTensor features = new FloatTensor().shaped(1, FRAMES, 80);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < features.length(); i++) {
      features.put(i, (float) random.nextDouble(-1, 1));
    }
    FloatTensor embedding = new FloatTensor().shaped(1, 192);
    model.run(Map.of("features", features), Map.of("embedding", embedding));
    float[] values = new float[192];
    embedding.get(0, values, 0, values.length);
    return values;
  }
}
