package io.voxward.main;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Starts the service: holds the data directory, starts the embedded database unless a JDBC URL is
 * configured, meanwhile initialises what needs none, and runs Quarkus until the process is told to
 * stop; then everything ends in the reverse order.
 */
@QuarkusMain
public final class Voxward {
  /** The command line cannot be followed. */
  static final int EXIT_USAGE = 2;

  /** Another service holds the data directory. */
  static final int EXIT_IN_USE = 4;

  /** The data directory or the embedded database cannot be used, or the service did not start. */
  static final int EXIT_FAILED = 1;

  /** How long the database waits for the service to end before it ends itself. */
  private static final Duration SERVICE_STOP_LIMIT = Duration.ofSeconds(30);

  private static final String JDBC_URL = "quarkus.datasource.jdbc.url";

  private Voxward() {}

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("voxward.home", "."));
    switch (RunOptions.parse(arguments, System.getenv(), home)) {
      case RunOptions.Parsed.Bad(String hint) -> fail(EXIT_USAGE, hint);
      case RunOptions.Parsed.Good(RunOptions options) -> run(options);
    }
  }

  private static void run(RunOptions options) {
    try {
      DataDirectory directory = DataDirectory.hold(options.dataDir());
      configure(options);
      PatientCompiler.begin();
      EngineStart.begin();
      if (databaseIsConfigured()) {
        Quarkus.run(Announcement.class, Voxward::ended);
        return;
      }
      Future<LocalPostgres> database = beginDatabase(directory.path().resolve("postgres"));
      initialiseService();
      use(arrived(database));
      Quarkus.run(Announcement.class, Voxward::ended);
    } catch (DataDirectory.InUseException e) {
      fail(EXIT_IN_USE, e.getMessage());
    } catch (IOException e) {
      fail(EXIT_FAILED, e.getMessage());
    }
  }

  private static void configure(RunOptions options) throws IOException {
    System.setProperty("voxward.node.data-dir", options.dataDir().toString());
    options.host().ifPresent(host -> System.setProperty("quarkus.http.host", host));
    options
        .audioSocketPort()
        .ifPresent(port -> System.setProperty("voxward.audiosocket.port", Integer.toString(port)));
    if (options.port().isPresent()) {
      int port = options.port().getAsInt();
      String host = options.host().orElse("127.0.0.1");
      System.setProperty("quarkus.http.port", Integer.toString(port == 0 ? freePort(host) : port));
    }
  }

  private static int freePort(String host) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  /** True if a JDBC URL is set the usual way: by environment or as a system property. */
  private static boolean databaseIsConfigured() {
    return System.getProperty(JDBC_URL) != null
        || System.getenv("QUARKUS_DATASOURCE_JDBC_URL") != null;
  }

  private static Future<LocalPostgres> beginDatabase(Path home) {
    FutureTask<LocalPostgres> start =
        new FutureTask<>(() -> {
          LocalPostgres database =
              LocalPostgres.start(home, home, LocalPostgres.Durability.LASTING);
          Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterService(database)));
          return database;
        });
    Thread.ofPlatform().name("voxward-database-start").start(start);
    return start;
  }

  /**
   * What a start does before it knows where the database is (the service's classes, its beans, the
   * mapping of its tables): a third of all, and done while the database starts.
   */
  private static void initialiseService() {
    try {
      Class.forName(
          Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException | ExceptionInInitializerError e) {
      ended(EXIT_FAILED, e);
    }
  }

  private static LocalPostgres arrived(Future<LocalPostgres> start) throws IOException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the embedded database started", e);
    }
  }

  private static void use(LocalPostgres database) {
    System.setProperty("voxward.node.embedded-database", "true");
    database.connection().forEach(System::setProperty);
  }

  /** Hooks run side by side: the database waits for the service, which may still be writing. */
  private static void stopAfterService(LocalPostgres database) {
    try {
      Application service = Application.currentApplication();
      if (service != null) {
        Thread.startVirtualThread(service::awaitShutdown).join(SERVICE_STOP_LIMIT);
      }
      database.close();
    } catch (IOException e) {
      System.err.println("voxward: the embedded PostgreSQL did not stop: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void ended(int code, @Nullable Throwable failure) {
    if (failure != null) {
      fail(EXIT_FAILED, "the service did not start: " + reason(failure));
    }
    System.exit(code);
  }

  /** What went wrong at the bottom: the layers above only say that something did. */
  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.toString() : message;
  }

  private static void fail(int code, @Nullable String message) {
    System.err.println("voxward: " + message);
    System.exit(code);
  }
}
