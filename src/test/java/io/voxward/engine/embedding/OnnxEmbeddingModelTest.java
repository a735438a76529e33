package io.voxward.engine.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.fbank.FbankOptions;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.ModelRefusedException;
import io.voxward.engine.onnx.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other models by file and card: the test models give the mean over time of the first 4 bins. */
class OnnxEmbeddingModelTest {
  private static final Path MODELS = Path.of("src/test/resources/test-models");

  @TempDir Path folder;

  private static ModelFile load(String name) {
    Path model = MODELS.resolve(name);
    return ModelFile.load(
        ModelSource.files(model.resolve("card.properties"), model.resolve("model.onnx")));
  }

  private static FeatureMatrix random(int frames, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] data = new float[frames * 80];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextDouble(-1, 1);
    }
    return new FeatureMatrix(frames, 80, data);
  }

  private static Embedding expected(FeatureMatrix features, ModelId model) {
    float[] direction = new float[4];
    System.arraycopy(features.mean(), 0, direction, 0, 4);
    return Embedding.ofDirection(direction, model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames-first", "bins-first"})
  void a_model_of_either_layout_sees_frames_as_frames_and_bins_as_bins(String name) {
    FeatureMatrix features = random(57, 1);
    try (EmbeddingModel model = OnnxEmbeddingModel.open(load(name))) {

      Embedding embedding = model.embed(features);

      assertThat(embedding.model()).isEqualTo(new ModelId("test-" + name));
      assertThat(embedding.cosine(expected(features, embedding.model())))
          .isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void many_stretches_of_mixed_lengths_come_back_in_their_order_and_unpadded() {
    List<FeatureMatrix> stretches =
        List.of(
            random(30, 1),
            random(20, 2),
            random(30, 3),
            random(3, 4),
            random(20, 5),
            random(30, 6),
            random(30, 7),
            random(30, 8),
            random(30, 9),
            random(30, 10),
            random(30, 11),
            random(30, 12));
    try (EmbeddingModel model = OnnxEmbeddingModel.open(load("frames-first"))) {

      List<Embedding> embeddings = model.embed(stretches);

      for (int i = 0; i < stretches.size(); i++) {
        assertThat(embeddings.get(i).cosine(expected(stretches.get(i), model.card().id())))
            .isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void a_batch_of_the_real_model_gives_what_each_stretch_gives_alone() {
    List<FeatureMatrix> stretches = List.of(random(100, 1), random(100, 2), random(150, 3));
    try (EmbeddingModel model =
        OnnxEmbeddingModel.open(ModelFile.load(ModelSource.bundled("campplus-zh-en-common")))) {

      List<Embedding> together = model.embed(stretches);

      for (int i = 0; i < stretches.size(); i++) {
        assertThat(together.get(i).cosine(model.embed(stretches.get(i))))
            .isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void too_few_frames_and_other_bins_are_refused() {
    try (EmbeddingModel model = OnnxEmbeddingModel.open(load("frames-first"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.embed(random(2, 1)))
          .withMessageContaining("at least 3 frames");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.embed(new FeatureMatrix(10, 40, new float[400])));
    }
  }

  @Test
  void a_card_says_which_front_end_the_model_wants() {
    ModelCard card = ModelCard.of(load("bins-first").card());

    assertThat(card.fbank().scale()).isEqualTo(32768);
    assertThat(card.fbank().window()).isEqualTo(FbankOptions.Window.HAMMING);
    assertThat(card.layout()).isEqualTo(ModelCard.Layout.BINS_FIRST);
    assertThat(card.telephoneMaskFromBin()).isEmpty();
    assertThat(card.dimension()).isEqualTo(4);
  }

  @Test
  void the_card_that_travels_with_the_product_is_the_reference_front_end() {
    ModelCard card =
        ModelCard.of(ModelFile.load(ModelSource.bundled("campplus-zh-en-common")).card());

    assertThat(card.fbank()).isEqualTo(FbankOptions.CAMPPLUS);
    assertThat(card.telephoneMaskFromBin()).contains(63);
    assertThat(card.dimension()).isEqualTo(192);
    assertThat(card.mean()).isEqualTo(ModelCard.MeanNormalisation.PER_RECORDING);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "dimension, 192",
    "dimension, many",
    "input.name, speech",
    "input.layout, BFT",
    "input.layout, TBF",
    "output.name, xvector",
    "frontEnd, mfcc",
    "frontEnd.melBins, 40",
    "frontEnd.window, hann",
    "frontEnd.scale, 2",
    "frontEnd.sampleRate, 4000",
    "frontEnd.highFreq, 9000",
    "frontEnd.snipEdges, false",
    "frontEnd.meanNormalisation, perhaps",
    "frontEnd.telephoneMaskFromBin, 80",
    "id, ../evil",
    "minimumFrames, 0",
  })
  void a_card_that_disagrees_with_its_file_or_us_is_refused_at_start(String key, String value)
      throws IOException {
    ModelSource source = withKey(key, value);

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> OnnxEmbeddingModel.open(ModelFile.load(source)))
        .withMessageContaining(source.cardName())
        .withMessageContaining(source.fileName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "dimension",
        "input.name",
        "input.layout",
        "output.name",
        "frontEnd",
        "frontEnd.sampleRate",
        "frontEnd.scale",
        "frontEnd.window",
        "frontEnd.melBins",
        "frontEnd.meanNormalisation",
        "licence",
        "origin",
        "minimumFrames"
      })
  void a_card_that_lacks_a_key_is_refused_naming_it(String key) throws IOException {
    ModelSource source = withKey(key, "");

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> OnnxEmbeddingModel.open(ModelFile.load(source)))
        .withMessageContaining("no key " + key);
  }

  private ModelSource withKey(String key, String value) throws IOException {
    Path original = MODELS.resolve("frames-first");
    String card =
        Files.readString(original.resolve("card.properties"))
            .replaceAll("(?m)^" + key.replace(".", "\\.") + "=.*$", "");
    Path written = folder.resolve("card.properties");
    Files.writeString(written, card + "\n" + key + "=" + value + "\n");
    return ModelSource.files(written, original.resolve("model.onnx"));
  }
}
