package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.engine.VoiceEngine;
import io.voxward.engine.onnx.ModelRefusedException;
import io.voxward.engine.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBeansTest {
  private static final Path OWN_MODEL = Path.of("src/test/resources/test-models/frames-first");
  private static final Path BUNDLED = Path.of("src/main/resources/models/campplus-zh-en-common");

  @TempDir Path folder;

  @Test
  void another_model_with_its_own_calibration_is_used() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    String calibration = Files.readString(BUNDLED.resolve("calibration.properties"));
    EngineBeans beans = new EngineBeans(() -> Optional.of(folder));

    try (VoiceEngine engine = beans.engine()) {
      Files.writeString(
          folder.resolve("calibration.properties"),
          calibration.replaceAll("model=.*", "model=" + engine.card().id()));
      Scorer scorer = beans.scorer(engine);

      assertThat(engine.card().id().toString()).doesNotContain("campplus");
      assertThat(scorer.calibration().origin().model()).isEqualTo(engine.card().id());
    }
  }

  @Test
  void a_model_that_is_not_the_one_its_card_names_is_no_start() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    byte[] model = Files.readAllBytes(folder.resolve("model.onnx"));
    model[model.length / 2] ^= 1;
    Files.write(folder.resolve("model.onnx"), model);

    assertThatThrownBy(() -> new EngineBeans(() -> Optional.of(folder)).engine())
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("card.properties")
        .hasMessageContaining("model.onnx");
  }

  @Test
  void a_calibration_of_another_model_is_no_start() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    copy(BUNDLED, "calibration.properties");
    EngineBeans beans = new EngineBeans(() -> Optional.of(folder));

    try (VoiceEngine engine = beans.engine()) {
      assertThatThrownBy(() -> beans.scorer(engine))
          .hasMessageContaining("campplus-zh-en-common-1")
          .hasMessageContaining(engine.card().id().toString())
          .hasMessageContaining("lab calibrate");
    }
  }

  @Test
  void a_model_without_a_calibration_is_no_start() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    EngineBeans beans = new EngineBeans(() -> Optional.of(folder));

    try (VoiceEngine engine = beans.engine()) {
      assertThatThrownBy(() -> beans.scorer(engine))
          .hasMessageContaining("calibration.properties")
          .hasMessageContaining("lab calibrate");
    }
  }

  private void copy(Path from, String... names) throws IOException {
    for (String name : names) {
      Files.copy(from.resolve(name), folder.resolve(name));
    }
  }
}
