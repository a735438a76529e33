package io.voxward.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.gallery.Gallery;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.CalibrationOrigin;
import io.voxward.engine.scoring.CalibrationWeights;
import io.voxward.engine.scoring.CalibrationWeights.SpeechRange;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.FalseAcceptCurve;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchlistRiskTest {

  @Test
  void nobody_on_the_list_is_no_risk() {
    assertThat(WatchlistRisk.of(0, 0)).isEqualTo(new DisplayScore(0));
  }

  @Test
  void with_one_on_the_list_the_score_is_that_of_the_comparison() {
    for (double rate : new double[] {1e-6, 1e-4, 1e-3, 0.01, 0.2, 1}) {
      assertThat(WatchlistRisk.of(rate, 1)).isEqualTo(DisplayScore.ofFalseAcceptRate(rate));
    }
  }

  @Test
  void the_score_falls_as_the_list_grows_and_rises_with_the_evidence() {
    int before = 100;
    for (int searched : new int[] {1, 10, 100, 1000, 10_000, 1_000_000}) {
      int now = WatchlistRisk.of(1e-5, searched).value();
      assertThat(now).isLessThanOrEqualTo(before);
      before = now;
    }
    assertThat(before).isZero();
    assertThat(WatchlistRisk.of(1e-6, 500).value())
        .isGreaterThan(WatchlistRisk.of(1e-5, 500).value());
  }

  /**
   * Strangers against lists of strangers, the curve measured on other strangers: the share flagged
   * at a threshold stays within what the threshold promises, however long the list is.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 500})
  void innocent_callers_are_flagged_no_more_often_than_the_threshold_promises(int listed) {
    Calibration calibration = calibration();
    List<Gallery.Voice> list = new ArrayList<>();
    for (int i = 0; i < listed; i++) {
      list.add(new Gallery.Voice(TestVoices.of(1_000_000 + i), TestVoices.SPEECH));
    }
    Gallery gallery = Gallery.of(TestVoices.MODEL, list);
    int callers = 20_000;
    int flagged = 0;

    for (int i = 0; i < callers; i++) {
      LogLikelihoodRatio best = new LogLikelihoodRatio(-1000);
      for (LogLikelihoodRatio ratio :
          gallery.ratios(TestVoices.of(2_000_000 + i), TestVoices.SPEECH, calibration)) {
        best = ratio.compareTo(best) > 0 ? ratio : best;
      }
      DisplayScore score = WatchlistRisk.of(calibration.expectedFalseAcceptRate(best), listed);
      flagged += score.meets(50) ? 1 : 0;
    }

    double share = (double) flagged / callers;
    double promised = new DisplayScore(50).expectedFalseAcceptRate();
    double fourDeviations = 4 * Math.sqrt(promised * (1 - promised) / callers);
    assertThat(share).isLessThanOrEqualTo(promised * 1.2 + fourDeviations);
  }

  /** The bundled weights' form on random directions, with the curve of random strangers. */
  private static Calibration calibration() {
    SpeechRange any = new SpeechRange(1, 100);
    CalibrationWeights weights = new CalibrationWeights(0, 20, 0, 0, 0, 0, any, any);
    int pairs = 400_000;
    double[] strangers = new double[pairs];
    int some = 1000;
    Embedding[] left = new Embedding[some];
    for (int i = 0; i < some; i++) {
      left[i] = TestVoices.of(i);
    }
    for (int i = 0; i < pairs / some; i++) {
      Embedding right = TestVoices.of(10_000 + i);
      for (int j = 0; j < some; j++) {
        strangers[i * some + j] =
            weights.apply(left[j].cosine(right), TestVoices.SPEECH, TestVoices.SPEECH).value();
      }
    }
    CalibrationOrigin bundled = CalibrationFile.bundled("campplus-zh-en-common").origin();
    return new Calibration(bundled, weights, FalseAcceptCurve.measure(strangers, pairs));
  }
}
