package io.voxward.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model and its card must agree before anything is loaded. */
class ModelFileTest {
  private static final Path ORIGINAL = Path.of("src/test/resources/test-models/frames-first");

  @TempDir Path folder;
  private Path card;
  private Path file;
  private ModelSource source;

  @BeforeEach
  void copyModel() throws IOException {
    card = Files.copy(ORIGINAL.resolve("card.properties"), folder.resolve("card.properties"));
    file = Files.copy(ORIGINAL.resolve("model.onnx"), folder.resolve("model.onnx"));
    source = ModelSource.files(card, file);
  }

  @Test
  void a_file_that_is_what_its_card_says_is_loaded() {
    ModelFile loaded = ModelFile.load(source);

    assertThat(loaded.card().text("id")).isEqualTo("test-frames-first");
  }

  @Test
  void a_file_with_one_changed_byte_is_refused_naming_card_file_and_both_digests()
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFile.load(source))
        .withMessageContaining(card.toString())
        .withMessageContaining(file.toString())
        .satisfies(
            refusal -> assertThat(refusal.fault()).isInstanceOf(ModelFault.WrongDigest.class));
  }

  @Test
  void a_card_without_a_digest_is_refused_naming_the_key() throws IOException {
    Files.writeString(card, Files.readString(card).replaceAll("sha256=.*", ""));

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFile.load(source))
        .satisfies(
            refusal -> assertThat(refusal.fault()).isEqualTo(new ModelFault.MissingKey("sha256")));
  }

  @Test
  void a_digest_of_another_form_is_refused() throws IOException {
    Files.writeString(card, Files.readString(card).replaceAll("sha256=.*", "sha256=ABC"));

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFile.load(source))
        .satisfies(refusal -> assertThat(refusal.fault()).isInstanceOf(ModelFault.BadValue.class));
  }

  @Test
  void a_card_that_is_not_there_is_refused() throws IOException {
    Files.delete(card);

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFile.load(source))
        .satisfies(
            refusal -> assertThat(refusal.fault()).isInstanceOf(ModelFault.Unreadable.class));
  }

  @Test
  void a_file_that_is_not_there_is_refused() throws IOException {
    Files.delete(file);

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFile.load(source))
        .satisfies(
            refusal -> assertThat(refusal.fault()).isInstanceOf(ModelFault.Unreadable.class));
  }

  @Test
  void the_name_of_a_bundled_model_cannot_leave_its_folder() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ModelSource.bundled("../secret"));
  }

  @Test
  void a_bundled_model_that_does_not_exist_is_refused() {
    ModelSource nowhere = ModelSource.bundled("nobody");

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFile.load(nowhere))
        .withMessageContaining("models/nobody/card.properties");
  }
}
