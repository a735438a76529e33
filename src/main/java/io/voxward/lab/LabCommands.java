package io.voxward.lab;

import io.voxward.lab.bench.BenchCommand;
import io.voxward.lab.load.EvaluateLoadCommand;
import io.voxward.lab.load.LoadCommand;
import io.voxward.lab.verify.CalibrateCommand;
import io.voxward.lab.verify.SeparateCommand;
import io.voxward.lab.verify.VerifyCommand;
import io.voxward.lab.verify.WatchCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Everything the laboratory can do. A new command is one more line here. */
final class LabCommands {
  private LabCommands() {}

  static List<LabCommand> all() {
    Clock clock = Clock.systemUTC();
    return List.of(
        new VerifyCommand(clock),
        new CalibrateCommand(clock),
        new WatchCommand(),
        new SeparateCommand(),
        new EmbedCommand(),
        new BenchCommand(Path.of(System.getProperty("voxward.home", "."))),
        new LoadCommand(),
        new EvaluateLoadCommand(clock));
  }
}
