package io.voxward.lab.verify;

import io.voxward.engine.VoiceEngine;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.CalibrationFit;
import io.voxward.lab.Arguments;
import io.voxward.lab.LabCommand;
import io.voxward.lab.TextFiles;
import io.voxward.lab.UsageException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/**
 * {@code lab calibrate}: the calibration of a trial list, as the file that travels with a model.
 */
public final class CalibrateCommand implements LabCommand {
  private final Clock clock;

  /** With the clock that dates calibrations. */
  public CalibrateCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "calibrate";
  }

  @Override
  public String summary() {
    return "fit the calibration of scores to a trial list, and write it";
  }

  @Override
  public List<Option> options() {
    return ListOptions.with(
        new Option("--data", "TEXT", "the data in words; the calibration names it (required)"),
        new Option("--out", "FILE", "where to write; default: printed"));
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("takes no words, only options: " + arguments.operands());
    }
    ListOptions lists = ListOptions.read(arguments);
    String data = arguments.require("--data");
    try (VoiceEngine engine = VoiceEngine.open(lists.engine())) {
      Voices voices = lists.voices(engine);
      Measured measured = lists.measure(voices, err);
      Calibration calibration =
          new Calibrating(
                  voices.model(),
                  measured.kind(),
                  CalibrationFit.Options.DEFAULT,
                  LocalDate.now(clock))
              .all(measured.compared(), data);
      String text = CalibrationFile.format(calibration);
      arguments
          .path("--out")
          .ifPresentOrElse(file -> TextFiles.write(file, text), () -> out.print(text));
      return 0;
    }
  }
}
