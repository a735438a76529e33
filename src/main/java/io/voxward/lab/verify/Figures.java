package io.voxward.lab.verify;

import io.voxward.engine.scoring.DetectionCost;
import io.voxward.engine.scoring.DetectionErrors;
import io.voxward.engine.scoring.SpeakerBootstrap;
import io.voxward.engine.scoring.SpeakerBootstrap.Interval;
import io.voxward.engine.scoring.SpeakerBootstrap.Pair;
import java.util.Comparator;
import java.util.List;

/**
 * What was measured for one length of speech.
 *
 * @param length of the test speech
 * @param targets compared
 * @param nontargets compared
 * @param shorter trials whose recording has less speech than asked for, used whole
 * @param equalErrorRate on the convex hull, 0 to 1
 * @param minimumCost normalised
 * @param actualCost normalised, at the calibration's own threshold
 * @param ratioCost Cllr in bits
 * @param atNinety the errors at the default acceptance threshold
 */
public record Figures(
    SpeechLength length,
    int targets,
    int nontargets,
    int shorter,
    Measure equalErrorRate,
    Measure minimumCost,
    Measure actualCost,
    Measure ratioCost,
    AtThreshold atNinety) {
  private static final double CONFIDENCE = 0.95;

  /**
   * A figure and the range that holds it with 95 % confidence, drawn over speakers.
   *
   * @param value on the trials themselves
   */
  public record Measure(double value, Interval interval) {}

  /**
   * The errors at a displayed score.
   *
   * @param falseAccepts share of nontargets at or above it
   * @param misses share of targets below it
   */
  public record AtThreshold(int score, double falseAccepts, double misses) {}

  /** Measures judged trials of one length. */
  public static Figures of(
      SpeechLength length, List<JudgedTrial> judged, SpeakerBootstrap bootstrap) {
    List<JudgedTrial> sorted =
        judged.stream().sorted(Comparator.comparing(JudgedTrial::llr)).toList();
    List<DetectionErrors.Trial> trials =
        sorted.stream()
            .map(trial ->
                new DetectionErrors.Trial(trial.llr().value(), trial.measured().trial().target()))
            .toList();
    List<Pair> pairs =
        sorted.stream()
            .map(trial ->
                new Pair(trial.measured().enrolledSpeaker(), trial.measured().testSpeaker()))
            .toList();
    DetectionErrors errors = DetectionErrors.of(trials);
    List<Interval> intervals =
        bootstrap.intervals(
            trials,
            pairs,
            CONFIDENCE,
            List.of(
                DetectionErrors::equalErrorRate,
                drawn -> drawn.minimumCost(DetectionCost.REPORTED),
                drawn -> drawn.actualCost(DetectionCost.REPORTED),
                DetectionErrors::logLikelihoodRatioCost));
    int targets = (int) trials.stream().filter(DetectionErrors.Trial::target).count();
    int shorter =
        (int)
            judged.stream()
                .filter(trial ->
                    Double.isFinite(length.seconds())
                        && trial.measured().comparison().test().seconds()
                            < length.seconds() - SHORT_TOLERANCE_SECONDS)
                .count();
    return new Figures(
        length,
        targets,
        trials.size() - targets,
        shorter,
        new Measure(errors.equalErrorRate(), intervals.get(0)),
        new Measure(errors.minimumCost(DetectionCost.REPORTED), intervals.get(1)),
        new Measure(errors.actualCost(DetectionCost.REPORTED), intervals.get(2)),
        new Measure(errors.logLikelihoodRatioCost(), intervals.get(3)),
        atScore(judged, DEFAULT_ACCEPTANCE));
  }

  private static final int DEFAULT_ACCEPTANCE = 90;
  private static final double SHORT_TOLERANCE_SECONDS = 0.01;

  private static AtThreshold atScore(List<JudgedTrial> judged, int score) {
    double[] counts = new double[4];
    for (JudgedTrial trial : judged) {
      boolean target = trial.measured().trial().target();
      counts[target ? 0 : 1]++;
      if (target != trial.display().meets(score)) {
        counts[target ? 2 : 3]++;
      }
    }
    return new AtThreshold(score, counts[3] / counts[1], counts[2] / counts[0]);
  }
}
