package io.voxward.client;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./voxward audit verify …}: whether an audit trail is whole and unchanged, from saved pages
 * of it or from the database, without trusting the service.
 */
public final class AuditCommand {
  /** A trail is broken, cut short, or ends otherwise than noted. */
  static final int EXIT_BROKEN = 1;

  /** The command line cannot be followed, or a file is no page of a trail. */
  static final int EXIT_USAGE = 2;

  /** The database cannot be read. */
  static final int EXIT_UNREACHABLE = 3;

  private static final String USAGE =
      "audit verify FILE... [--head HEX], or audit verify --database [JDBC-URL | --data-dir DIR]";

  private final Map<String, String> environment;
  private final Path home;
  private final PrintStream out;
  private final PrintStream err;

  AuditCommand(Map<String, String> environment, Path home, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.home = home;
    this.out = out;
    this.err = err;
  }

  /** Verifies and exits. */
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("voxward.home", "."));
    System.exit(
        new AuditCommand(System.getenv(), home, System.out, System.err).run(List.of(arguments)));
  }

  /** Verifies; the exit code. */
  int run(List<String> arguments) {
    if (arguments.size() < 2 || !arguments.getFirst().equals("verify")) {
      return usage();
    }
    try {
      return arguments.get(1).equals("--database")
          ? database(arguments.subList(2, arguments.size()))
          : files(arguments.subList(1, arguments.size()));
    } catch (IOException | InvalidPathException e) {
      err.println("voxward: " + e.getMessage());
      return EXIT_USAGE;
    } catch (SQLException e) {
      err.println("voxward: the database cannot be read: " + e.getMessage());
      return EXIT_UNREACHABLE;
    }
  }

  private int usage() {
    err.println("voxward: " + USAGE);
    return EXIT_USAGE;
  }

  private int files(List<String> arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    String head = null;
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--head") && i + 1 < arguments.size()) {
        head = arguments.get(++i);
      } else if (arguments.get(i).startsWith("--")) {
        return usage();
      } else {
        files.add(Path.of(arguments.get(i)));
      }
    }
    return files.isEmpty() ? usage() : files(files, head);
  }

  /** Pages may be named in any order; their entries have numbers. */
  private int files(List<Path> files, @Nullable String head) throws IOException {
    Map<String, TreeMap<Long, AuditChain.Entry>> trails = new TreeMap<>();
    for (Path file : files) {
      for (AuditChain.Entry entry : AuditPages.read(file)) {
        trails.computeIfAbsent(entry.tenant(), _ -> new TreeMap<>()).put(entry.sequence(), entry);
      }
    }
    int code = 0;
    for (Map.Entry<String, TreeMap<Long, AuditChain.Entry>> trail : trails.entrySet()) {
      AuditChain chain = new AuditChain();
      boolean intact = trail.getValue().values().stream().allMatch(chain::add);
      boolean asNoted = head == null || head.equalsIgnoreCase(chain.head());
      code = Math.max(code, say(trail.getKey(), chain, intact, chain.brokenAt()));
      if (intact && !asNoted) {
        err.println("voxward: NOT AS NOTED: the trail ends with " + chain.head());
        code = EXIT_BROKEN;
      }
    }
    return code;
  }

  private int database(List<String> arguments) throws IOException, SQLException {
    AuditDatabase database;
    if (arguments.isEmpty()) {
      database = AuditDatabase.configured(environment, dataDirectory());
    } else if (arguments.size() == 2 && arguments.getFirst().equals("--data-dir")) {
      database = AuditDatabase.embedded(Path.of(arguments.get(1)));
    } else if (arguments.size() == 1 && arguments.getFirst().startsWith("jdbc:")) {
      database = AuditDatabase.at(arguments.getFirst(), environment);
    } else {
      return usage();
    }
    int code = 0;
    for (AuditDatabase.Trail trail : database.walk()) {
      code = Math.max(code, say(trail.tenant(), trail.chain(), trail.isIntact(), trail.brokenAt()));
    }
    return code;
  }

  private Path dataDirectory() {
    String named = environment.get("VOXWARD_DATA_DIR");
    return named == null ? home.resolve("data") : Path.of(named);
  }

  private int say(String tenant, AuditChain chain, boolean intact, long brokenAt) {
    if (intact) {
      out.println(
          "intact: tenant " + tenant + ", " + chain.entries() + " entries, head " + chain.head());
      return 0;
    }
    err.println("voxward: BROKEN: tenant " + tenant + ", at entry " + brokenAt);
    return EXIT_BROKEN;
  }
}
