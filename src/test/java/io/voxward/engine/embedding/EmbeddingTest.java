package io.voxward.engine.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding.Weighted;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private static final ModelId MODEL = new ModelId("m-1");

  private static Embedding towards(float... direction) {
    return Embedding.ofDirection(direction, MODEL);
  }

  @Test
  void a_direction_becomes_a_vector_of_length_one() {
    Embedding embedding = towards(3, 4);

    assertThat(embedding.vector()).containsExactly(0.6f, 0.8f);
  }

  @Test
  void the_cosine_is_that_of_the_angle() {
    assertThat(towards(1, 0).cosine(towards(1, 1))).isCloseTo(Math.sqrt(0.5), within(1e-6));
    assertThat(towards(1, 0).cosine(towards(-5, 0))).isEqualTo(-1);
  }

  @Test
  void embeddings_of_two_models_cannot_be_compared() {
    Embedding other = Embedding.ofDirection(new float[] {1, 0}, new ModelId("m-2"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> towards(1, 0).cosine(other))
        .withMessageContaining("m-1")
        .withMessageContaining("m-2");
  }

  @Test
  void the_mean_leans_towards_what_weighs_more() {
    Embedding mean =
        Embedding.mean(List.of(new Weighted(towards(1, 0), 3), new Weighted(towards(0, 1), 1)));

    assertThat(mean.cosine(towards(3, 1))).isCloseTo(1, within(1e-6));
  }

  @Test
  void nothing_that_happens_outside_changes_an_embedding() {
    float[] given = {1, 0};
    Embedding embedding = new Embedding(given, MODEL);

    given[0] = 0;
    embedding.vector()[0] = 0;

    assertThat(embedding.vector()).containsExactly(1f, 0f);
  }

  @Test
  void a_vector_without_direction_or_of_another_length_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> towards(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> towards(Float.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Embedding(new float[] {1, 1}, MODEL));
  }

  @Test
  void it_shows_no_number_and_cannot_be_serialized() {
    Embedding embedding = towards(3, 4);

    assertThat(embedding.toString()).isEqualTo("Embedding[m-1, 2 numbers]");
    assertThat(embedding).isNotInstanceOf(Serializable.class);
  }

  @Test
  void a_model_id_of_another_form_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ModelId("A b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ModelId(""));
  }

  @Test
  void the_telephone_rate_carries_the_telephone_band() {
    assertThat(SourceBand.of(SampleRate.TELEPHONE)).isEqualTo(SourceBand.TELEPHONE);
    assertThat(SourceBand.of(SampleRate.WIDEBAND)).isEqualTo(SourceBand.WIDE);
  }
}
