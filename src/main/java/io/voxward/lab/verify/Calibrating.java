package io.voxward.lab.verify;

import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFit;
import io.voxward.engine.scoring.CalibrationOrigin;
import io.voxward.engine.scoring.CalibrationWeights;
import io.voxward.engine.scoring.Comparison;
import io.voxward.engine.scoring.ComparisonKind;
import io.voxward.engine.scoring.FalseAcceptCurve;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.lab.trial.Trial;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fits calibrations to measured trials: one to all of them, or one for each pair of groups. */
public final class Calibrating {
  /** Speakers are put into so many groups; those of a trial's two groups train nothing it sees. */
  static final int GROUPS = 10;

  private final ModelId model;
  private final ComparisonKind kind;
  private final CalibrationFit fit;
  private final LocalDate today;

  /** Calibrations of a model for a kind of comparison. */
  public Calibrating(
      ModelId model, ComparisonKind kind, CalibrationFit.Options options, LocalDate today) {
    this.model = model;
    this.kind = kind;
    this.fit = new CalibrationFit(options);
    this.today = today;
  }

  /**
   * The calibration of all these trials.
   *
   * @param data the data in words
   */
  public Calibration all(List<MeasuredTrial> trials, String data) {
    List<Comparison> comparisons = trials.stream().map(MeasuredTrial::comparison).toList();
    CalibrationWeights weights = fit.fit(comparisons);
    double[] nontargets =
        comparisons.stream()
            .filter(comparison -> !comparison.target())
            .mapToDouble(comparison ->
                weights.apply(comparison.value(), comparison.enrolled(), comparison.test()).value())
            .toArray();
    List<Trial> distinct = trials.stream().map(MeasuredTrial::trial).distinct().toList();
    int targets = (int) distinct.stream().filter(Trial::target).count();
    int independent = distinct.size() - targets;
    return new Calibration(
        new CalibrationOrigin(
            model, kind, data, speakers(trials).size(), targets, independent, today),
        weights,
        FalseAcceptCurve.measure(nontargets, independent));
  }

  /**
   * Every trial judged by a calibration that has heard neither of its speakers.
   *
   * @param trials to be judged
   * @param training what calibrations are fitted to: the trials whose answers are trusted
   */
  public List<JudgedTrial> crossValidated(
      List<MeasuredTrial> trials, List<MeasuredTrial> training) {
    List<String> speakers = speakers(Stream.concat(trials.stream(), training.stream()).toList());
    Map<String, Integer> groups = new HashMap<>();
    for (int i = 0; i < speakers.size(); i++) {
      groups.put(speakers.get(i), i * GROUPS / speakers.size());
    }
    Map<Long, Calibration> fitted = new HashMap<>();
    List<JudgedTrial> judged = new ArrayList<>();
    for (MeasuredTrial trial : trials) {
      int one = group(groups, trial.enrolledSpeaker());
      int other = group(groups, trial.testSpeaker());
      long key = (long) Math.min(one, other) * GROUPS + Math.max(one, other);
      Calibration calibration = fitted.get(key);
      if (calibration == null) {
        calibration =
            all(
                training.stream()
                    .filter(train ->
                        apart(group(groups, train.enrolledSpeaker()), one, other)
                            && apart(group(groups, train.testSpeaker()), one, other))
                    .toList(),
                "cross-validation");
        fitted.put(key, calibration);
      }
      judged.add(judge(trial, calibration));
    }
    return judged;
  }

  /** Every trial judged by one calibration. */
  public static List<JudgedTrial> judge(List<MeasuredTrial> trials, Calibration calibration) {
    return trials.stream().map(trial -> judge(trial, calibration)).toList();
  }

  private static JudgedTrial judge(MeasuredTrial trial, Calibration calibration) {
    Comparison comparison = trial.comparison();
    LogLikelihoodRatio llr =
        calibration.llr(comparison.value(), comparison.enrolled(), comparison.test());
    return new JudgedTrial(trial, llr, calibration.display(llr));
  }

  private static boolean apart(int group, int one, int other) {
    return group != one && group != other;
  }

  private static int group(Map<String, Integer> groups, String speaker) {
    return groups.getOrDefault(speaker, -1);
  }

  private static List<String> speakers(List<MeasuredTrial> trials) {
    return trials.stream()
        .flatMap(trial -> Stream.of(trial.enrolledSpeaker(), trial.testSpeaker()))
        .distinct()
        .sorted()
        .toList();
  }
}
