package io.voxward.main;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL that the system has installed, with its tools, on a database directory of the
 * test's: what an operator has who brings their own.
 */
final class SystemPostgres implements AutoCloseable {
  private static final List<String> TOOLS =
      List.of("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore", "createdb", "dropdb");
  private static final long PATIENCE_SECONDS = 60;

  private final Path bin;
  private final Path home;
  private final int port;

  private SystemPostgres(Path bin, Path home, int port) {
    this.bin = bin;
    this.home = home;
    this.port = port;
  }

  /** Where one lies with all that the drill needs; empty if the system has none. */
  static Optional<Path> installed() {
    List<Path> places = new ArrayList<>();
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        versions.sorted().map(version -> version.resolve("bin")).forEach(places::add);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(Path::of)
        .forEach(places::add);
    return places.stream()
        .filter(place -> TOOLS.stream().allMatch(tool -> Files.isExecutable(place.resolve(tool))))
        .findFirst();
  }

  /** Starts it on a new database directory under {@code home}, with an empty database. */
  static SystemPostgres start(Path bin, Path home) throws IOException, InterruptedException {
    SystemPostgres postgres = new SystemPostgres(bin, home, BuiltService.freePort());
    Files.createDirectories(home);
    Files.writeString(home.resolve("pw"), "secret");
    postgres.run(
        "initdb",
        "--pgdata=" + home.resolve("data"),
        "--username=voxward",
        "--pwfile=" + home.resolve("pw"),
        "--auth=scram-sha-256",
        "--no-sync");
    postgres.run(
        "pg_ctl",
        "start",
        "--wait",
        "--silent",
        "--pgdata=" + home.resolve("data"),
        "--log=" + home.resolve("log"),
        "--options=-p "
            + postgres.port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off");
    postgres.run("createdb", "--maintenance-db=" + postgres.server() + "/postgres", "voxward");
    return postgres;
  }

  /** The server as PostgreSQL's tools name it. */
  String server() {
    return "postgresql://voxward:secret@127.0.0.1:" + port;
  }

  /** The database as JDBC names it. */
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/voxward";
  }

  /** The environment of a service on this database. */
  Map<String, String> environment() {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(),
        "QUARKUS_DATASOURCE_USERNAME", "voxward",
        "QUARKUS_DATASOURCE_PASSWORD", "secret");
  }

  /** The path on which a shell finds its tools. */
  String path() {
    return bin + File.pathSeparator + System.getenv().getOrDefault("PATH", "");
  }

  /** PostgreSQL refuses to run as root, so root runs it in a namespace where it is nobody. */
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = home.resolve(program + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(program + " failed: " + Files.readString(output));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run(
          "pg_ctl",
          "stop",
          "--wait",
          "--silent",
          "--mode=fast",
          "--pgdata=" + home.resolve("data"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
