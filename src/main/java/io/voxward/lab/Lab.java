package io.voxward.lab;

import io.voxward.engine.onnx.ModelRefusedException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The laboratory's command line: {@code ./voxward lab COMMAND}. */
public final class Lab {
  private static final int WRONG_USE = 2;
  private static final int FAILED = 1;

  private final List<LabCommand> commands;

  /** A laboratory that can do the given things. */
  public Lab(List<LabCommand> commands) {
    this.commands = List.copyOf(commands);
  }

  /** Runs one command and ends the process with its status. */
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = new Lab(LabCommands.all()).run(List.of(words), out, err);
    out.flush();
    System.exit(status);
  }

  /**
   * Runs one command.
   *
   * @return 0 for success, 1 for a failure, 2 for a command line that makes no sense
   */
  public int run(List<String> words, PrintStream out, PrintStream err) {
    if (words.isEmpty() || List.of("help", "--help", "-h").contains(words.getFirst())) {
      usage(out);
      return 0;
    }
    String name = words.getFirst();
    List<LabCommand> found =
        commands.stream().filter(command -> command.name().equals(name)).toList();
    if (found.isEmpty()) {
      List<String> known = commands.stream().map(LabCommand::name).toList();
      err.println(
          "voxward lab: unknown command '"
              + name
              + "'"
              + Arguments.nearest(name, known)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse(" (known: " + String.join(", ", known) + ")"));
      return WRONG_USE;
    }
    return run(found.getFirst(), words.subList(1, words.size()), out, err);
  }

  private static int run(LabCommand command, List<String> words, PrintStream out, PrintStream err) {
    if (words.contains("--help")) {
      usage(command, out);
      return 0;
    }
    try {
      return command.run(Arguments.parse(words, command.options()), out, err);
    } catch (UsageException e) {
      err.println("voxward lab " + command.name() + ": " + e.getMessage());
      err.println("Try: ./voxward lab " + command.name() + " --help");
      return WRONG_USE;
    } catch (LabException | ModelRefusedException e) {
      err.println("voxward lab " + command.name() + ": " + e.getMessage());
      return FAILED;
    }
  }

  private void usage(PrintStream out) {
    out.println("Measuring without a service:");
    out.println();
    for (LabCommand command : commands) {
      out.printf("  ./voxward lab %-10s %s%n", command.name(), command.summary());
    }
    out.println();
    out.println("Each takes --help.");
  }

  private static void usage(LabCommand command, PrintStream out) {
    String operands = command.operands().isEmpty() ? "" : " " + command.operands();
    out.println("./voxward lab " + command.name() + " [OPTIONS]" + operands);
    out.println(command.summary());
    out.println();
    for (LabCommand.Option option : command.options()) {
      out.printf("  %-22s %s%n", (option.name() + " " + option.value()).strip(), option.text());
    }
  }
}
