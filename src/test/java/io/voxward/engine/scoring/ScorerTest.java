package io.voxward.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final NetSpeech ENROLLED = new NetSpeech(30);
  private static final NetSpeech TEST = new NetSpeech(5);
  private static final Embedding EAST = embedding(1, 0, 0);

  @Test
  void a_comparison_has_its_cosine_its_ratio_and_its_score() {
    Calibration calibration = Calibrations.example();

    Scored scored = Scorer.plain(calibration).score(EAST, ENROLLED, at(0.8), TEST);

    assertThat(scored.raw().cosine()).isCloseTo(0.8, within(1e-6));
    assertThat(scored.llr()).isEqualTo(calibration.llr(EAST.cosine(at(0.8)), ENROLLED, TEST));
    assertThat(scored.display()).isEqualTo(calibration.display(scored.llr()));
  }

  @Property
  void a_better_cosine_never_scores_lower(
      @ForAll @DoubleRange(min = -1, max = 1) double one,
      @ForAll @DoubleRange(min = -1, max = 1) double other) {
    Scorer scorer = Scorer.plain(Calibrations.example());

    Scored worse = scorer.score(EAST, ENROLLED, at(Math.min(one, other)), TEST);
    Scored better = scorer.score(EAST, ENROLLED, at(Math.max(one, other)), TEST);

    assertThat(better.llr()).isGreaterThanOrEqualTo(worse.llr());
    assertThat(better.display()).isGreaterThanOrEqualTo(worse.display());
  }

  @Test
  void embeddings_of_another_model_are_refused() {
    Scorer scorer = Scorer.plain(Calibrations.example());
    Embedding foreign = new Embedding(new float[] {1, 0, 0}, new ModelId("other-model"));

    assertThatThrownBy(() -> scorer.score(EAST, ENROLLED, foreign, TEST))
        .hasMessageContaining("other-model");
  }

  @Test
  void a_calibration_for_another_kind_of_comparison_is_refused() {
    Calibration calibration = Calibrations.ofKind(ComparisonKind.COHORT_NORMALISED);

    assertThatThrownBy(() -> Scorer.plain(calibration)).hasMessageContaining("COHORT_NORMALISED");
  }

  @Test
  void subtracting_the_centre_takes_away_what_all_voices_share() {
    // Both sides share the third axis and differ in the others: centred, they are opposite.
    Embedding left = embedding(0.6f, 0, 0.8f);
    Embedding right = embedding(-0.6f, 0, 0.8f);

    RawScore centred = DomainCentre.of(List.of(left, right)).compare(left, right);

    assertThat(left.cosine(right)).isCloseTo(0.28, within(1e-6));
    assertThat(centred.cosine()).isCloseTo(-1, within(1e-6));
  }

  @Test
  void a_cohort_gives_the_distance_in_standard_deviations() {
    // Seen from the east the cohort's cosines are 0.0 and 0.6: mean 0.3, deviation 0.4243.
    List<Embedding> cohort = List.of(at(0), at(0.6));
    CohortNormalisation normalisation = new CohortNormalisation(cohort, 2);

    CohortNormalisation.Standing standing = normalisation.against(EAST);

    assertThat(standing.mean()).isCloseTo(0.3, within(1e-6));
    assertThat(standing.standardise(0.9)).isCloseTo(0.6 / 0.424264, within(1e-4));
  }

  @Test
  void a_cohort_of_one_is_refused() {
    assertThatThrownBy(() -> new CohortNormalisation(List.of(EAST), 5))
        .hasMessageContaining("at least two");
  }

  /** A unit vector with this cosine to the east. */
  private static Embedding at(double cosine) {
    return embedding((float) cosine, (float) Math.sqrt(1 - cosine * cosine), 0);
  }

  private static Embedding embedding(float... values) {
    return new Embedding(values, Calibrations.MODEL);
  }
}
