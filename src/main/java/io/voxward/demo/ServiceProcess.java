package io.voxward.demo;

import io.voxward.client.Credentials;
import io.voxward.client.VoxwardClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The service as a process of its own, on a fresh temporary folder and a free port of this machine.
 * Closing stops it and removes the folder; both also happen when this program is interrupted.
 */
final class ServiceProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final long BETWEEN_QUESTIONS_MILLIS = 50;
  private static final int LINES_OF_LOG = 25;

  private final Path folder;
  private final Process process;
  private final URI address;
  private final Duration startTime;
  private final Thread atExit;

  private ServiceProcess(Path folder, Process process, URI address, Runnable interrupted) {
    this.folder = folder;
    this.process = process;
    this.address = address;
    this.atExit =
        new Thread(
            () -> {
              interrupted.run();
              clean();
            },
            "stop-service");
    Runtime.getRuntime().addShutdownHook(atExit);
    long began = System.nanoTime();
    try {
      awaitReady(began);
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
    this.startTime = Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * Starts the service built in {@code home} and waits until it is ready.
   *
   * @param interrupted done first when the program is interrupted
   * @throws StartFailedException if it ends or stays silent instead; with the end of its log
   */
  static ServiceProcess start(Path home, Runnable interrupted) throws IOException {
    Path jar = home.resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StartFailedException("the service is not built: " + jar + " is missing");
    }
    Path folder = Files.createTempDirectory("voxward-demo-");
    Path scratch = Files.createDirectory(folder.resolve("tmp"));
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx2g"));
    command.addAll(fastStart(home.resolve("target/voxward.aot"), jar));
    command.addAll(List.of("-Djava.io.tmpdir=" + scratch, "-jar", jar.toString()));
    command.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("service.log").toFile());
    // The demo's service must never see the settings, and so the data, of a real one.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("VOXWARD_") || name.startsWith("QUARKUS_"));
    return new ServiceProcess(
        folder, builder.start(), URI.create("http://127.0.0.1:" + port), interrupted);
  }

  /** The launcher's trained cache, where there is one of this build. */
  private static List<String> fastStart(Path cache, Path jar) throws IOException {
    boolean usable =
        Files.exists(cache)
            && Files.size(cache) > 0
            && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    return usable ? List.of("-Xlog:aot=off", "-Xlog:cds=off", "-XX:AOTCache=" + cache) : List.of();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(long began) {
    while (!VoxwardClient.isReady(address)) {
      if (System.nanoTime() - began > START_PATIENCE.toNanos()) {
        throw new StartFailedException(
            "the service is not ready after " + START_PATIENCE.toSeconds() + " s:\n" + log());
      }
      try {
        if (process.waitFor(BETWEEN_QUESTIONS_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new StartFailedException(
              "the service ended with exit code " + process.exitValue() + ":\n" + log());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailedException("interrupted");
      }
    }
  }

  /** Where it listens. */
  URI address() {
    return address;
  }

  /** From the start of the process to readiness. */
  Duration startTime() {
    return startTime;
  }

  /** The credentials it made on this first start. */
  Credentials credentials() throws IOException {
    return Credentials.read(folder.resolve("data"));
  }

  /** The last lines of its log. */
  String log() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("service.log"));
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      return; // The hook is at it.
    }
    clean();
  }

  private void clean() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ServiceProcess::delete);
    } catch (IOException e) {
      System.err.println("voxward demo: could not remove " + folder + ": " + e.getMessage());
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.err.println("voxward demo: could not remove " + path + ": " + e.getMessage());
    }
  }
}
