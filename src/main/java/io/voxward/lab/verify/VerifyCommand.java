package io.voxward.lab.verify;

import io.voxward.engine.VoiceEngine;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFit;
import io.voxward.engine.scoring.SpeakerBootstrap;
import io.voxward.lab.Arguments;
import io.voxward.lab.JsonText;
import io.voxward.lab.LabCommand;
import io.voxward.lab.TextFiles;
import io.voxward.lab.UsageException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code lab verify}: error rates on trial lists. */
public final class VerifyCommand implements LabCommand {
  private static final int DRAWS = 1000;

  private final Clock clock;

  /** With the clock that dates calibrations. */
  public VerifyCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "error rates on trial lists: EER, minDCF, actDCF, Cllr, with intervals";
  }

  @Override
  public List<Option> options() {
    return ListOptions.with(
        new Option("--calibration", "WHICH", "cross (default), shipped, or a calibration's file"),
        new Option("--scores", "FILE", "write every score as tab-separated text"),
        new Option("--json", "FILE", "write the figures as JSON"),
        new Option("--plot", "DIR", "write the errors' trade-off and the scores as SVG"));
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("takes no words, only options: " + arguments.operands());
    }
    ListOptions lists = ListOptions.read(arguments);
    try (VoiceEngine engine = VoiceEngine.open(lists.engine())) {
      Voices voices = lists.voices(engine);
      Measured measured = lists.measure(voices, err);
      List<JudgedTrial> judged = judge(arguments, voices, measured, measured.compared());
      List<JudgedTrial> excluded = judge(arguments, voices, measured, measured.excluded());
      Report report = report(arguments, lists, voices, measured, judged, excluded);
      report.print(out);
      arguments
          .path("--scores")
          .ifPresent(file ->
              TextFiles.write(
                  file,
                  ScoreFile.text(measured.trials(), measured.lengths(), judged, measured.heard())));
      arguments
          .path("--json")
          .ifPresent(file -> TextFiles.write(file, JsonText.of(report.toMap()) + "\n"));
      arguments.path("--plot").ifPresent(folder -> Plots.write(folder, measured.lengths(), judged));
      return 0;
    }
  }

  private List<JudgedTrial> judge(
      Arguments arguments, Voices voices, Measured measured, List<MeasuredTrial> trials) {
    String which = arguments.value("--calibration").orElse("cross");
    if (which.equals("cross")) {
      return new Calibrating(
              voices.model(), measured.kind(), CalibrationFit.Options.DEFAULT, LocalDate.now(clock))
          .crossValidated(trials, measured.compared());
    }
    Calibration calibration = KnownCalibration.named(which);
    if (calibration.origin().kind() != measured.kind()) {
      throw new UsageException(
          "--calibration " + which + " was made for " + calibration.origin().kind());
    }
    return Calibrating.judge(trials, calibration);
  }

  private static Report report(
      Arguments arguments,
      ListOptions lists,
      Voices voices,
      Measured measured,
      List<JudgedTrial> judged,
      List<JudgedTrial> excluded) {
    Map<String, String> setting = new LinkedHashMap<>(lists.setting());
    setting.put("calibration", arguments.value("--calibration").orElse("cross"));
    setting.put("intervals", "95 %, " + DRAWS + " draws of speakers, seed " + lists.seed());
    List<JudgedTrial> all = new ArrayList<>(judged);
    all.addAll(excluded);
    return new Report(
        voices.model().value(),
        setting,
        figures(lists, measured, judged),
        excluded.isEmpty() ? List.of() : figures(lists, measured, all),
        measured.failures());
  }

  private static List<Figures> figures(
      ListOptions lists, Measured measured, List<JudgedTrial> judged) {
    SpeakerBootstrap bootstrap = new SpeakerBootstrap(lists.seed(), DRAWS);
    return measured.lengths().stream()
        .map(length ->
            Figures.of(
                length,
                judged.stream().filter(trial -> trial.measured().length().equals(length)).toList(),
                bootstrap))
        .toList();
  }
}
