package io.voxward.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network, run: the test model gives the mean over time of the first four of 80 bins. */
class OnnxModelTest {
  private static final Path FOLDER = Path.of("src/test/resources/test-models/frames-first");

  private OnnxModel model;

  @BeforeEach
  void open() {
    model =
        OnnxModel.open(
            ModelFile.load(
                ModelSource.files(
                    FOLDER.resolve("card.properties"), FOLDER.resolve("model.onnx"))));
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void a_run_writes_its_result_into_the_output() {
    FloatTensor input = rising(2);
    FloatTensor output = new FloatTensor().shaped(1, 4);

    model.run(Map.of("feats", input), Map.of("embs", output));

    assertThat(IntStream.range(0, 4).mapToObj(output::get)).containsExactly(40f, 41f, 42f, 43f);
  }

  /** Frame after frame of 80 numbers, counting up from zero. */
  private static FloatTensor rising(int frames) {
    FloatTensor tensor = new FloatTensor().shaped(1, frames, 80);
    for (int i = 0; i < tensor.length(); i++) {
      tensor.put(i, i);
    }
    return tensor;
  }

  @Test
  void many_threads_share_one_model() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Future<?>[] runs = new Future<?>[32];
      for (int i = 0; i < runs.length; i++) {
        int frames = i + 1;
        runs[i] = threads.submit(() -> runOnce(frames));
      }

      for (int i = 0; i < runs.length; i++) {
        assertThat(runs[i].get()).isEqualTo(40f * i);
      }
    }
  }

  private Object runOnce(int frames) {
    FloatTensor output = new FloatTensor().shaped(1, 4);
    model.run(Map.of("feats", rising(frames)), Map.of("embs", output));
    return output.get(0);
  }

  @Test
  void an_input_of_the_expected_name_and_shape_is_accepted() {
    assertThatCode(() -> model.requireInput("feats", OnnxModel.ANY, OnnxModel.ANY, 80))
        .doesNotThrowAnyException();
  }

  @Test
  void an_input_of_another_name_is_refused_naming_those_there_are() {
    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> model.requireInput("speech", OnnxModel.ANY, OnnxModel.ANY, 80))
        .withMessageContaining("input speech")
        .withMessageContaining("feats");
  }

  @Test
  void an_output_of_another_dimension_is_refused_naming_both() {
    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> model.requireOutput("embs", OnnxModel.ANY, 192))
        .withMessageContaining("192")
        .withMessageContaining("4");
  }

  @Test
  void a_shape_the_network_cannot_take_is_an_error_and_not_a_crash() {
    FloatTensor input = new FloatTensor().shaped(1, 3, 79);
    FloatTensor output = new FloatTensor().shaped(1, 4);

    assertThatIllegalStateException()
        .isThrownBy(() -> model.run(Map.of("feats", input), Map.of("embs", output)));
  }

  @Test
  void a_closed_model_refuses_to_run_and_can_be_closed_again() {
    model.close();
    model.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> model.run(Map.of(), Map.of()))
        .withMessageContaining("closed");
  }
}
