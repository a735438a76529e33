package io.voxward.main;

import io.voxward.client.Credentials;
import io.voxward.client.VoxwardClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The built application as a process of its own, as {@code ./voxward run} starts it; nothing of it
 * runs in the test. Its data, its temporary files and its log lie in a folder of the test's.
 */
public final class BuiltService implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final long BETWEEN_QUESTIONS_MILLIS = 20;

  private final Path folder;
  private final Process process;
  private final URI address;
  private final Duration startTime;

  private BuiltService(Path folder, Process process, URI address, Duration startTime) {
    this.folder = folder;
    this.process = process;
    this.address = address;
    this.startTime = startTime;
  }

  /** The repository's root. */
  public static Path home() {
    return Path.of(System.getProperty("user.dir"));
  }

  /** Starts it with its data under {@code folder} and waits until it is ready. */
  public static BuiltService start(Path folder) throws IOException, InterruptedException {
    return start(folder, Map.of());
  }

  /** The same with more environment variables. */
  public static BuiltService start(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    Process process = launch(folder, port, environment);
    while (!VoxwardClient.isReady(address)) {
      boolean late = System.nanoTime() - began > START_PATIENCE.toNanos();
      if (late || process.waitFor(BETWEEN_QUESTIONS_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the service did not start:\n" + log(folder));
      }
    }
    return new BuiltService(folder, process, address, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Starts a process and does not wait for anything. */
  static Process launch(Path folder, int port) throws IOException {
    return launch(folder, port, Map.of());
  }

  private static Process launch(Path folder, int port, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(folder.resolve("tmp"));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                home().resolve("target/quarkus-app/quarkus-run.jar").toString(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--port",
                Integer.toString(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(folder).toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("VOXWARD_") || name.startsWith("QUARKUS_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path logFile(Path folder) {
    return folder.resolve("service.log");
  }

  /** All that processes of this folder wrote. */
  public static String log(Path folder) {
    try {
      return Files.readString(logFile(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client with the first administrator's token. */
  public VoxwardClient client() throws IOException {
    return new VoxwardClient(address, token());
  }

  /** The first administrator's token. */
  public String token() throws IOException {
    return Credentials.read(data()).token();
  }

  public Path data() {
    return folder.resolve("data");
  }

  long pid() {
    return process.pid();
  }

  public URI address() {
    return address;
  }

  /** From the start of the process to readiness. */
  Duration startTime() {
    return startTime;
  }

  /** Ends it as a power cut does: at once, without a word to it. */
  void kill9() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end and waits; the exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the service does not stop:\n" + log(folder));
    }
    return process.exitValue();
  }

  /** Command lines of running processes that name this folder. */
  List<String> processes() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.flatMap(one -> one.info().commandLine().stream())
          .filter(line -> line.contains(folder.toString()))
          .toList();
    }
  }

  /** Leaves nothing running. */
  @Override
  public void close() {
    process.destroy();
    if (process
        .onExit()
        .completeOnTimeout(process, STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join()
        .isAlive()) {
      process.destroyForcibly().onExit().join();
    }
  }
}
