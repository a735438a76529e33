package io.voxward.lab.load;

import io.voxward.client.Credentials;
import io.voxward.client.RefusedException;
import io.voxward.client.UnreachableException;
import io.voxward.client.VoxwardClient;
import io.voxward.lab.Arguments;
import io.voxward.lab.LabCommand;
import io.voxward.lab.LabException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * {@code lab evaluate-load}: asks a running service of this machine for the decisions of sessions
 * as fast as it can, or at a fixed rate, with signed EvaluateSession calls, and reports rate, times
 * and who used the processors. It works in a domain of its own, which it deletes, and for a bounded
 * time.
 */
public final class EvaluateLoadCommand implements LabCommand {
  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_SESSIONS = 64;
  private static final int LONGEST_SECONDS = 300;
  private static final int HIGHEST_RATE = 100_000;

  private final Clock clock;

  /** Signs at the time of {@code clock}. */
  public EvaluateLoadCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "evaluate-load";
  }

  @Override
  public String summary() {
    return "sends many signed EvaluateSession calls to a running service and times its answers";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--connections", "N", "connections, 1 to " + MOST_CONNECTIONS + " (16)"),
        new Option("--sessions", "N", "sessions asked about, 1 to " + MOST_SESSIONS + " (12)"),
        new Option("--rate", "R", "calls a second in all; 0 for as fast as it goes (0)"),
        new Option("--seconds", "S", "how long it is measured, 1 to " + LONGEST_SECONDS + " (20)"),
        new Option("--warmup", "S", "how long the same goes on before, 0 to 120 (10)"),
        new Option("--url", "URL", "the service, on this machine (http://127.0.0.1:8080)"),
        new Option("--data-dir", "DIR", "its data directory, for credentials.json (data)"));
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    int connections = arguments.integer("--connections", 16, 1, MOST_CONNECTIONS);
    int sessions = arguments.integer("--sessions", 12, 1, MOST_SESSIONS);
    int rate = arguments.integer("--rate", 0, 0, HIGHEST_RATE);
    int seconds = arguments.integer("--seconds", 20, 1, LONGEST_SECONDS);
    int warmup = arguments.integer("--warmup", 10, 0, 120);
    URI address = LoadCommand.address(arguments.value("--url").orElse("http://127.0.0.1:8080"));
    Credentials credentials = credentials(Path.of(arguments.value("--data-dir").orElse("data")));
    EvaluateLoad.Plan plan = new EvaluateLoad.Plan(connections, sessions, rate, seconds, warmup);
    try (VoxwardClient client = new VoxwardClient(address, credentials.token())) {
      EvaluateReport report =
          new EvaluateLoad(client, address, credentials, plan, clock, err).run();
      report.print(out);
      return report.errors() == 0 ? 0 : 1;
    } catch (RefusedException | UnreachableException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new LabException("the service could not be asked: " + e.getMessage(), e);
    }
  }

  private static Credentials credentials(Path dataDirectory) {
    try {
      return Credentials.read(dataDirectory);
    } catch (IOException e) {
      throw new LabException("no credentials.json in " + dataDirectory + ": name --data-dir", e);
    }
  }
}
