package io.voxward.engine.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.engine.ReferenceVoices;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.Resampler;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.ModelSource;
import io.voxward.engine.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The speaker model against vectors frozen from the original weights in their own framework. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingParityTest {
  private static final double SAME = 0.99999;
  private static final double SAME_THROUGH_OUR_RESAMPLER = 0.999;

  private EmbeddingModel model;
  private FrontEnd frontEnd;

  @BeforeAll
  void open() {
    model = OnnxEmbeddingModel.open(ModelFile.load(ModelSource.bundled("campplus-zh-en-common")));
    frontEnd = new FrontEnd(model.card(), Trace.NONE);
  }

  @AfterAll
  void close() {
    model.close();
  }

  static List<JsonNode> cases() {
    return ReferenceVoices.cases();
  }

  static List<String> people() {
    return ReferenceVoices.PEOPLE;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_embedding_of_wideband_sound_is_that_of_the_original(JsonNode reference) {
    FeatureMatrix energies = energies(reference);

    Embedding embedding = model.embed(frontEnd.normalised(energies, SourceBand.WIDE));

    assertThat(embedding.cosine(expected(reference, "embedding"))).isGreaterThan(SAME);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_embedding_with_the_telephone_mask_is_that_of_the_original(JsonNode reference) {
    FeatureMatrix energies = energies(reference);

    Embedding embedding = model.embed(frontEnd.normalised(energies, SourceBand.TELEPHONE));

    assertThat(embedding.cosine(expected(reference, "embeddingTelephoneMask"))).isGreaterThan(SAME);
  }

  @ParameterizedTest
  @MethodSource("people")
  void telephone_sound_through_our_resampler_gives_the_original_embedding(String person) {
    PcmAudio wide =
        Resampler.gentle(SampleRate.TELEPHONE, SampleRate.WIDEBAND)
            .apply(ReferenceVoices.telephone(person));

    Embedding embedding =
        model.embed(frontEnd.normalised(frontEnd.energies(wide), SourceBand.TELEPHONE));

    assertThat(embedding.cosine(expected(ReferenceVoices.caseOf(person), "embeddingTelephoneMask")))
        .isGreaterThan(SAME_THROUGH_OUR_RESAMPLER);
  }

  private FeatureMatrix energies(JsonNode reference) {
    return frontEnd.energies(ReferenceVoices.audio(reference.path("file").asText()));
  }

  private Embedding expected(JsonNode reference, String name) {
    return ReferenceVoices.vector(reference, name, model.card().id());
  }
}
