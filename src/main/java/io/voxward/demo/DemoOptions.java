package io.voxward.demo;

import java.util.List;
import java.util.Optional;

/**
 * How the demo is played.
 *
 * @param pace seconds of a call played in one second
 */
record DemoOptions(double pace) {
  /** For people: brisk, and a call can still be followed. */
  private static final double FOLLOWABLE = 2;

  /**
   * For machines: half of the 8 times real time that the service takes, so that a machine which
   * stalls for a second does not make a burst of it.
   */
  private static final double FAST = 4;

  static final String USAGE =
      """
      Usage: ./voxward demo [--fast]

        Plays the calls of a bank's line to a fresh service and checks every decision.
        --fast   at twice the pace, for CI

      Exit code: 0 every decision is right, 1 one is not, 2 unknown option, 3 no start.
      """;

  /** Reads the command line; empty if it cannot be read. */
  static Optional<DemoOptions> parse(List<String> args) {
    if (args.isEmpty()) {
      return Optional.of(new DemoOptions(FOLLOWABLE));
    }
    return args.equals(List.of("--fast")) ? Optional.of(new DemoOptions(FAST)) : Optional.empty();
  }
}
