package io.voxward.engine.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryTest {
  private static final Calibration CALIBRATION = CalibrationFile.bundled("campplus-zh-en-common");
  private static final ModelId MODEL = CALIBRATION.origin().model();
  private static final int DIMENSION = 192;

  private static Embedding voice(SplittableRandom random) {
    float[] direction = new float[DIMENSION];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) random.nextGaussian();
    }
    return Embedding.ofDirection(direction, MODEL);
  }

  private static List<Gallery.Voice> voices(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Gallery.Voice> voices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      voices.add(new Gallery.Voice(voice(random), new NetSpeech(3 + random.nextDouble(40))));
    }
    return voices;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 128, 500, 1001})
  void both_ways_give_the_cosine_of_every_single_comparison(int count) {
    List<Gallery.Voice> voices = voices(count, count);
    Gallery fast = Gallery.of(MODEL, voices);
    Gallery plain = Gallery.of(MODEL, voices, DotProducts.PLAIN);
    SplittableRandom random = new SplittableRandom(99);
    for (int probes = 0; probes < 20; probes++) {
      Embedding probe = voice(random);

      float[] quick = fast.cosines(probe);
      float[] slow = plain.cosines(probe);

      assertThat(quick).hasSize(count);
      for (int row = 0; row < count; row++) {
        assertThat(slow[row])
            .isCloseTo((float) voices.get(row).embedding().cosine(probe), within(1e-6f));
        assertThat(quick[row]).isCloseTo(slow[row], within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 191})
  void both_ways_agree_whatever_the_dimension(int dimension) {
    SplittableRandom random = new SplittableRandom(dimension);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      vectors.add(numbers(random, dimension));
    }
    Blocks blocks = Blocks.of(dimension, vectors);
    float[] probe = numbers(random, dimension);

    assertThat(DotProducts.FAST.of(blocks, probe))
        .containsExactly(DotProducts.PLAIN.of(blocks, probe), within(1e-4f));
  }

  private static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void the_ratios_are_those_of_single_comparisons_with_the_speech_of_both_sides() {
    List<Gallery.Voice> voices = voices(70, 1);
    Gallery gallery = Gallery.of(MODEL, voices);
    Embedding probe = voice(new SplittableRandom(2));
    NetSpeech speech = new NetSpeech(7);

    LogLikelihoodRatio[] ratios = gallery.ratios(probe, speech, CALIBRATION);

    for (int row = 0; row < ratios.length; row++) {
      Gallery.Voice voice = voices.get(row);
      double alone =
          CALIBRATION.llr(voice.embedding().cosine(probe), voice.speech(), speech).value();
      assertThat(ratios[row].value()).isCloseTo(alone, within(1e-3));
    }
  }

  @Test
  void the_voice_that_was_put_in_is_found_as_the_nearest() {
    List<Gallery.Voice> voices = voices(300, 3);
    Gallery gallery = Gallery.of(MODEL, voices);
    for (int row = 0; row < 300; row += 17) {
      float[] cosines = gallery.cosines(voices.get(row).embedding());

      int best = 0;
      for (int i = 1; i < cosines.length; i++) {
        best = cosines[i] > cosines[best] ? i : best;
      }

      assertThat(best).isEqualTo(row);
      assertThat(cosines[best]).isCloseTo(1f, within(1e-5f));
    }
  }

  @Test
  void a_voice_comes_out_as_it_went_in() {
    List<Gallery.Voice> voices = voices(40, 4);
    Gallery gallery = Gallery.of(MODEL, voices);

    Gallery.Voice out = gallery.voice(37);

    assertThat(out.speech()).isEqualTo(voices.get(37).speech());
    assertThat(out.embedding().cosine(voices.get(37).embedding())).isCloseTo(1, within(1e-6));
  }

  @Test
  void an_empty_gallery_compares_with_nobody() {
    Gallery empty = Gallery.of(MODEL, List.of());

    assertThat(empty.cosines(voice(new SplittableRandom(5)))).isEmpty();
    assertThat(empty.size()).isZero();
    assertThat(empty.bytes()).isZero();
  }

  @Test
  void voices_of_another_model_are_refused_on_either_side() {
    Embedding other = Embedding.ofDirection(new float[] {1, 2}, new ModelId("other"));
    Gallery gallery = Gallery.of(MODEL, voices(1, 6));

    assertThatThrownBy(() -> gallery.cosines(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gallery.of(MODEL, List.of(new Gallery.Voice(other, new NetSpeech(5)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_shows_nothing_of_its_voices() {
    assertThat(Gallery.of(MODEL, voices(2, 7))).hasToString("Gallery[2 voices of " + MODEL + "]");
  }
}
