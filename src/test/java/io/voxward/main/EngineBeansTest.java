package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.engine.VoiceEngine;
import io.voxward.engine.onnx.ModelRefusedException;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.Scorers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBeansTest {
  private static final Path OWN_MODEL = Path.of("src/test/resources/test-models/frames-first");
  private static final Path BUNDLED = Path.of("src/main/resources/models/campplus-zh-en-common");

  @TempDir Path folder;

  private record Config(Path own, @Nullable String previous) implements EngineConfig {
    @Override
    public Optional<Path> speakerModel() {
      return Optional.of(own);
    }

    @Override
    public Optional<String> previousSpeakerModel() {
      return Optional.ofNullable(previous);
    }
  }

  @Test
  void another_model_with_its_own_calibration_is_used() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    EngineBeans beans = new EngineBeans(new Config(folder, null));

    try (VoiceEngine engine = beans.engine()) {
      writeCalibrationOf(engine);
      Scorers scorers = beans.scorers(engine);

      assertThat(engine.card().id().toString()).doesNotContain("campplus");
      assertThat(scorers.currentModel()).isEqualTo(engine.card().id());
      assertThat(scorers.previousModel()).isEmpty();
    }
  }

  @Test
  void a_model_that_is_not_the_one_its_card_names_is_no_start() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    byte[] model = Files.readAllBytes(folder.resolve("model.onnx"));
    model[model.length / 2] ^= 1;
    Files.write(folder.resolve("model.onnx"), model);

    assertThatThrownBy(() -> new EngineBeans(new Config(folder, null)).engine())
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("card.properties")
        .hasMessageContaining("model.onnx");
  }

  @Test
  void a_calibration_of_another_model_is_no_start() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    copy(BUNDLED, "calibration.properties");
    EngineBeans beans = new EngineBeans(new Config(folder, null));

    try (VoiceEngine engine = beans.engine()) {
      assertThatThrownBy(() -> beans.scorers(engine))
          .hasMessageContaining("campplus-zh-en-common-1")
          .hasMessageContaining(engine.card().id().toString())
          .hasMessageContaining("lab calibrate");
    }
  }

  @Test
  void a_model_without_a_calibration_is_no_start() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    EngineBeans beans = new EngineBeans(new Config(folder, null));

    try (VoiceEngine engine = beans.engine()) {
      assertThatThrownBy(() -> beans.scorers(engine))
          .hasMessageContaining("calibration.properties")
          .hasMessageContaining("lab calibrate");
    }
  }

  @Test
  void the_model_before_is_opened_beside_it_with_its_own_calibration() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");
    EngineBeans beans = new EngineBeans(new Config(folder, "bundled"));

    try (VoiceEngine engine = beans.engine()) {
      writeCalibrationOf(engine);
      Scorers scorers = beans.scorers(engine);

      assertThat(scorers.currentModel()).isEqualTo(engine.card().id());
      assertThat(scorers.previousModel())
          .contains(engine.previous().orElseThrow().id())
          .contains(CalibrationFile.bundled("campplus-zh-en-common").origin().model());
    }
  }

  @Test
  void one_model_twice_is_no_start() throws IOException {
    copy(OWN_MODEL, "card.properties", "model.onnx");

    assertThatThrownBy(() -> new EngineBeans(new Config(folder, folder.toString())).engine())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("voxward.engine.previous-speaker-model");
  }

  private void writeCalibrationOf(VoiceEngine engine) throws IOException {
    Files.writeString(
        folder.resolve("calibration.properties"),
        Files.readString(BUNDLED.resolve("calibration.properties"))
            .replaceAll("model=.*", "model=" + engine.card().id()));
  }

  private void copy(Path from, String... names) throws IOException {
    for (String name : names) {
      Files.copy(from.resolve(name), folder.resolve(name));
    }
  }
}
