package io.voxward.main;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the service is to run.
 *
 * @param dataDir where everything lies that this node keeps
 * @param host the address to listen on; empty for the configured one (127.0.0.1 by default)
 * @param port the port to listen on; 0 for any free one, empty for the configured one (8080 by
 *     default)
 * @param audioSocketPort the port to listen on for AudioSocket; 0 for any free one, empty for the
 *     configured one (none by default)
 */
record RunOptions(
    Path dataDir, Optional<String> host, OptionalInt port, OptionalInt audioSocketPort) {
  private static final List<String> OPTIONS =
      List.of("--data-dir", "--port", "--host", "--audiosocket-port");
  private static final int MAX_PORT = 65535;

  /** What the command line and the environment came to. */
  sealed interface Parsed {
    /** Run like this. */
    record Good(RunOptions options) implements Parsed {}

    /** They cannot be followed; {@code hint} says why and what to write. */
    record Bad(String hint) implements Parsed {}
  }

  /**
   * Reads {@code --data-dir}, {@code --port}, {@code --host} and {@code --audiosocket-port}, then
   * {@code VOXWARD_DATA_DIR}, {@code VOXWARD_PORT}, {@code VOXWARD_HOST} and {@code
   * VOXWARD_AUDIOSOCKET_PORT}.
   *
   * @param home the folder in which {@code data/} lies by default
   */
  static Parsed parse(String[] arguments, Map<String, String> environment, Path home) {
    Map<String, String> given = new TreeMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String[] option = arguments[i].split("=", 2);
      if (!OPTIONS.contains(option[0])) {
        return new Parsed.Bad(
            "unknown option '"
                + arguments[i]
                + "': run takes --data-dir DIR, --port N, --host ADDR, --audiosocket-port N");
      }
      if (option.length == 1 && i + 1 == arguments.length) {
        return new Parsed.Bad(option[0] + " needs a value");
      }
      given.put(option[0], option.length == 2 ? option[1] : arguments[++i]);
    }
    return of(
        choose(given.get("--data-dir"), environment.get("VOXWARD_DATA_DIR")),
        choose(given.get("--host"), environment.get("VOXWARD_HOST")),
        choose(given.get("--port"), environment.get("VOXWARD_PORT")),
        choose(given.get("--audiosocket-port"), environment.get("VOXWARD_AUDIOSOCKET_PORT")),
        home);
  }

  private static Optional<String> choose(@Nullable String option, @Nullable String variable) {
    return Optional.ofNullable(option == null ? variable : option).filter(text -> !text.isBlank());
  }

  private static Parsed of(
      Optional<String> dataDir,
      Optional<String> host,
      Optional<String> port,
      Optional<String> audioSocketPort,
      Path home) {
    Optional<String> bad =
        Stream.of(port, audioSocketPort)
            .flatMap(Optional::stream)
            .filter(text -> number(text) < 0)
            .findFirst();
    if (bad.isPresent()) {
      return new Parsed.Bad("the port must be from 0 to " + MAX_PORT + ", not " + bad.get());
    }
    try {
      Path directory = dataDir.map(Path::of).orElse(home.resolve("data"));
      return new Parsed.Good(
          new RunOptions(
              directory.toAbsolutePath().normalize(), host, number(port), number(audioSocketPort)));
    } catch (InvalidPathException e) {
      return new Parsed.Bad("the data directory is not a path: " + e.getMessage());
    }
  }

  private static OptionalInt number(Optional<String> port) {
    return port.map(text -> OptionalInt.of(number(text))).orElse(OptionalInt.empty());
  }

  /** A port; -1 for what is none. */
  private static int number(String text) {
    int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    return number <= MAX_PORT ? number : -1;
  }
}
