package io.voxward.lab.load;

import io.voxward.client.RefusedException;
import io.voxward.client.UnreachableException;
import io.voxward.client.VoxwardClient;
import io.voxward.lab.Arguments;
import io.voxward.lab.LabCommand;
import io.voxward.lab.LabException;
import io.voxward.lab.UsageException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * {@code lab load}: streams many calls at once to a running service of this machine and reports
 * what came of them. It works in a domain of its own, which it deletes, and for a bounded time.
 */
public final class LoadCommand implements LabCommand {
  private static final int MOST_CALLS = 2_000;
  private static final int SHORTEST_SECONDS = 5;
  private static final int LONGEST_SECONDS = 3_600;
  private static final double SPREAD = 0.25;
  private static final double MOST_SPREAD_SECONDS = 10;
  private static final double PERCENT = 100;
  private static final int HIGHEST_PORT = 65_535;
  private static final String PLATFORMS =
      "audiohook, twilio, jambonz, freeswitch, audiostream, vonage, asterisk, audiosocket or"
          + " kinesis";
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String summary() {
    return "streams many calls at once to a running service and times its answers";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--dialect", "NAME", "voxward, " + PLATFORMS + " (voxward)"),
        new Option(
            "--audiosocket-port", "PORT", "the service's port for AudioSocket, which that needs"),
        new Option(
            "--kinesis-port",
            "PORT",
            "where the service was told to find Kinesis Video Streams, which that needs"),
        new Option("--calls", "N", "calls at the same time, 1 to " + MOST_CALLS + " (10)"),
        new Option(
            "--seconds",
            "S",
            "length of each call, " + SHORTEST_SECONDS + " to " + LONGEST_SECONDS + " (30)"),
        new Option(
            "--spread",
            "S",
            "the calls begin evenly over so long (a quarter of a call, 10 at most; held: a call)"),
        new Option(
            "--hold",
            "S",
            "how long the number is kept up then, whoever ends followed by the next; calls then"
                + " differ by a quarter in length, up to "
                + LONGEST_SECONDS
                + " (0: each call once)"),
        new Option("--activity", "P", "how much of the time callers speak, 10 to 100 % (45)"),
        new Option("--noise", "DBFS", "line noise below full scale, -90 to -30 (-66)"),
        new Option(
            "--message",
            "MS",
            "audio of one message, 20 to 1000 (100; platforms as they do: 20, 200, 1000)"),
        new Option("--url", "URL", "the service, on this machine (http://127.0.0.1:8080)"),
        new Option("--token", "T", "its bearer token, from credentials.json"));
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    int calls = arguments.integer("--calls", 10, 1, MOST_CALLS);
    int seconds = arguments.integer("--seconds", 30, SHORTEST_SECONDS, LONGEST_SECONDS);
    URI address = address(arguments.value("--url").orElse("http://127.0.0.1:8080"));
    String token = arguments.require("--token");
    try (VoxwardClient client = new VoxwardClient(address, token)) {
      err.println(calls + " calls of " + seconds + " s to " + address + " ...");
      LoadPlan plan = plan(arguments, calls, seconds);
      int port = secondPort(arguments, plan.dialect());
      LoadReport report = new LoadRun(client, address, port, plan, err).run();
      report.print(out);
      return report.errors() == 0 ? 0 : 1;
    } catch (RefusedException | UnreachableException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
  }

  private static LoadPlan plan(Arguments arguments, int calls, int seconds) {
    Dialect dialect = dialect(arguments.value("--dialect").orElse(Dialect.VOXWARD.word()));
    int hold = arguments.integer("--hold", 0, 0, LONGEST_SECONDS);
    double usual = hold > 0 ? seconds : Math.min(seconds * SPREAD, MOST_SPREAD_SECONDS);
    return new LoadPlan(
        calls,
        seconds,
        arguments.number("--spread", usual, 0, LONGEST_SECONDS),
        hold,
        new Conversation.Style(
            arguments.integer("--activity", 45, 10, 100) / PERCENT,
            arguments.integer("--noise", -66, -90, -30),
            arguments.integer("--message", dialect.usualMillis(), 20, 1000)),
        dialect);
  }

  private static Dialect dialect(String word) {
    return Dialect.named(word)
        .orElseThrow(() -> new UsageException("--dialect must be voxward, " + PLATFORMS));
  }

  /** Ports beside the service's own are known only to whoever started it. */
  private static int secondPort(Arguments arguments, Dialect dialect) {
    int audioSocket = arguments.integer("--audiosocket-port", 0, 0, HIGHEST_PORT);
    int kinesis = arguments.integer("--kinesis-port", 0, 0, HIGHEST_PORT);
    if (dialect == Dialect.AUDIOSOCKET && audioSocket == 0) {
      throw new UsageException(
          "--dialect audiosocket needs --audiosocket-port, the one that ./voxward run was given");
    }
    if (dialect == Dialect.KINESIS && kinesis == 0) {
      throw new UsageException(
          "--dialect kinesis needs --kinesis-port: the service must have been started with"
              + " VOXWARD_KINESIS_ENDPOINT=http://127.0.0.1:PORT and any AWS credentials");
    }
    return dialect == Dialect.KINESIS ? kinesis : audioSocket;
  }

  /** A load on somebody else's machine is an attack by mistake: only this machine is driven. */
  static URI address(String given) {
    URI address;
    try {
      address = URI.create(given);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--url is no address: " + given);
    }
    if (!"http".equals(address.getScheme()) || !THIS_MACHINE.contains(address.getHost())) {
      throw new UsageException(
          "--url must be http:// and on this machine (" + String.join(", ", THIS_MACHINE) + ")");
    }
    return address;
  }
}
