package io.voxward.main;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the service is to run.
 *
 * @param dataDir where everything lies that this node keeps
 * @param host the address to listen on; empty for the configured one (127.0.0.1 by default)
 * @param port the port to listen on; 0 for any free one, empty for the configured one (8080 by
 *     default)
 */
record RunOptions(Path dataDir, Optional<String> host, OptionalInt port) {
  private static final int MAX_PORT = 65535;

  /** What the command line and the environment came to. */
  sealed interface Parsed {
    /** Run like this. */
    record Good(RunOptions options) implements Parsed {}

    /** They cannot be followed; {@code hint} says why and what to write. */
    record Bad(String hint) implements Parsed {}
  }

  /**
   * Reads {@code --data-dir}, {@code --port} and {@code --host}, then {@code VOXWARD_DATA_DIR},
   * {@code VOXWARD_PORT} and {@code VOXWARD_HOST}.
   *
   * @param home the folder in which {@code data/} lies by default
   */
  static Parsed parse(String[] arguments, Map<String, String> environment, Path home) {
    Map<String, String> given = new TreeMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String[] option = arguments[i].split("=", 2);
      if (!option[0].equals("--data-dir")
          && !option[0].equals("--port")
          && !option[0].equals("--host")) {
        return new Parsed.Bad(
            "unknown option '"
                + arguments[i]
                + "': run takes --data-dir DIR, --port N, --host ADDR");
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
        home);
  }

  private static Optional<String> choose(@Nullable String option, @Nullable String variable) {
    return Optional.ofNullable(option == null ? variable : option).filter(text -> !text.isBlank());
  }

  private static Parsed of(
      Optional<String> dataDir, Optional<String> host, Optional<String> port, Path home) {
    int number = port.filter(text -> text.matches("[0-9]{1,5}")).map(Integer::parseInt).orElse(-1);
    if (port.isPresent() && (number < 0 || number > MAX_PORT)) {
      return new Parsed.Bad("the port must be from 0 to " + MAX_PORT + ", not " + port.get());
    }
    try {
      Path directory = dataDir.map(Path::of).orElse(home.resolve("data"));
      return new Parsed.Good(
          new RunOptions(
              directory.toAbsolutePath().normalize(),
              host,
              port.isPresent() ? OptionalInt.of(number) : OptionalInt.empty()));
    } catch (InvalidPathException e) {
      return new Parsed.Bad("the data directory is not a path: " + e.getMessage());
    }
  }
}
