package io.voxward.main;

import io.voxward.keys.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL of this node's own, kept under the data directory between runs. It listens on
 * the loopback address only, on a free port, and lets nobody in without a password that only the
 * data directory's owner can read; it has no socket or other file outside the data directory.
 *
 * <p>PostgreSQL runs as a process of its own and may outlive a service that was killed. The data
 * directory belongs to one service at a time (see {@link DataDirectory}), so a PostgreSQL found
 * running in it is such an orphan: it is stopped before a new one starts.
 */
final class LocalPostgres implements AutoCloseable {
  /** Lasting or fast: tests give up durability. */
  enum Durability {
    LASTING,
    FOR_TESTS
  }

  private static final String USER = "voxward";
  private static final int PASSWORD_BYTES = 32;
  private static final int ATTEMPTS = 3;
  private static final long COMMAND_SECONDS = 60;

  private static final String LET_IN = "host all " + USER + " 127.0.0.1/32 password\n";

  /** Modest: the embedded database shares the machine with inference. */
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("listen_addresses", "127.0.0.1"),
              Map.entry("unix_socket_directories", ""),
              Map.entry("max_connections", "60"),
              Map.entry("shared_buffers", "128MB"),
              Map.entry("effective_cache_size", "512MB"),
              Map.entry("max_wal_size", "512MB"),
              Map.entry("io_method", "sync"),
              Map.entry("synchronous_commit", "on"),
              Map.entry("password_encryption", "scram-sha-256"),
              Map.entry("timezone", "UTC"),
              Map.entry("log_timezone", "UTC"),
              // Statements may hold ids of people: they never reach the database's log.
              Map.entry("log_min_error_statement", "panic"),
              Map.entry("log_parameter_max_length", "0"),
              Map.entry("log_parameter_max_length_on_error", "0")));

  private final Path programs;
  private final Path home;
  private final Path data;
  private final String password;
  private final Durability durability;
  private int port;

  private LocalPostgres(Path programs, Path home, String password, Durability durability) {
    this.programs = programs;
    this.home = home;
    this.data = home.resolve("data");
    this.password = password;
    this.durability = durability;
  }

  /**
   * Starts the database that lies under {@code home}, making it if there is none.
   *
   * @param binaries where PostgreSQL's programs are unpacked
   */
  static LocalPostgres start(Path home, Path binaries, Durability durability) throws IOException {
    Files.createDirectories(home);
    Path programs = PostgresBinaries.unpackedUnder(binaries).resolve("bin");
    LocalPostgres database =
        new LocalPostgres(programs, home.toAbsolutePath(), passwordIn(home), durability);
    database.makeIfAbsent();
    database.stopOrphan();
    database.letInWithPassword();
    database.startOnFreePort();
    return database;
  }

  private static String passwordIn(Path home) throws IOException {
    Path file = home.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      PrivateFile.write(file, password.getBytes(StandardCharsets.UTF_8));
    }
    return Files.readString(file).strip();
  }

  private void makeIfAbsent() throws IOException {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path partial = home.resolve("data.part");
    PostgresBinaries.deleteTree(partial);
    run(
        "initdb",
        "--pgdata=" + partial,
        "--username=" + USER,
        "--pwfile=" + home.resolve("password").toAbsolutePath(),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        durability == Durability.LASTING ? "--sync-method=fsync" : "--no-sync");
    Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Whoever knows the password is let in, over the loopback address. It is asked for as it is: it
   * is random and long, so that a proof of it by thousands of hashes (SCRAM) for each connection
   * would protect nothing more and cost a start a third of a second.
   */
  private void letInWithPassword() throws IOException {
    Path file = data.resolve("pg_hba.conf");
    if (!Files.readString(file).equals(LET_IN)) {
      PrivateFile.write(file, LET_IN.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Stops a PostgreSQL that a killed service left running in this directory. */
  private void stopOrphan() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> orphan =
        Files.readAllLines(pidFile).stream()
            .findFirst()
            .map(String::strip)
            .filter(line -> line.matches("[0-9]{1,9}"))
            .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
            .filter(LocalPostgres::isPostgres);
    if (orphan.isPresent()) {
      stop();
    } else {
      Files.deleteIfExists(pidFile);
    }
  }

  /** Whether the process is a PostgreSQL that runs: a dead one nobody reaped yet does not. */
  private static boolean isPostgres(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "stat");
    if (Files.isReadable(status)) {
      try {
        String text = Files.readString(status);
        return text.contains("(postgres)") && !text.contains(") Z ");
      } catch (IOException endedMeanwhile) {
        return false;
      }
    }
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(true);
  }

  private void startOnFreePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      try {
        run(
            "pg_ctl",
            "start",
            "--wait",
            "--silent",
            "--pgdata=" + data,
            "--log=" + home.resolve("postgres.log"),
            "--options=" + options());
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException(
              "the embedded PostgreSQL did not start; its log is "
                  + home.resolve("postgres.log")
                  + ": "
                  + e.getMessage(),
              e);
        }
      }
    }
  }

  private String options() {
    StringBuilder options = new StringBuilder("-p ").append(port);
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    if (durability == Durability.FOR_TESTS) {
      settings.put("fsync", "off");
      settings.put("synchronous_commit", "off");
      settings.put("full_page_writes", "off");
      settings.put("shared_buffers", "32MB");
    }
    settings.forEach((name, value) ->
        options.append(" -c ").append(name).append("=").append(value.isEmpty() ? "''" : value));
    return options.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The settings by which the service reaches this database. */
  Map<String, String> connection() {
    return Map.of(
        "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "quarkus.datasource.username", USER,
        "quarkus.datasource.password", password);
  }

  /** Stops the database; what was committed is safe. */
  @Override
  public void close() throws IOException {
    stop();
  }

  private void stop() throws IOException {
    run("pg_ctl", "stop", "--wait", "--silent", "--mode=fast", "--pgdata=" + data);
  }

  /**
   * Runs one of PostgreSQL's programs. They refuse to run as root, so root runs them in a user
   * namespace of their own, where they are nobody.
   */
  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("unshare");
      command.add("--user");
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = home.resolve(program + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    Process process = builder.start();
    try {
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(program + " did not end within " + COMMAND_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(program + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(program + " failed: " + Files.readString(output).strip());
    }
  }
}
