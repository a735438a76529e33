package io.voxward.main;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.voxward.wire.audiosocket.AudioSocketServer;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/** Says, once the service answers, where it is and what it stands on. */
@Singleton
@Unremovable
public class Announcement implements QuarkusApplication {
  private static final String ANY_ADDRESS = "0.0.0.0";

  private final MainConfig config;
  private final Config settings;
  private final AudioSocketServer audioSocket;

  /** Reads the address from {@code settings}. */
  public Announcement(MainConfig config, Config settings, AudioSocketServer audioSocket) {
    this.config = config;
    this.settings = settings;
    this.audioSocket = audioSocket;
  }

  @Override
  public int run(String... arguments) {
    System.out.println(text());
    System.out.flush();
    PatientCompiler.end();
    Quarkus.waitForExit();
    return 0;
  }

  private String text() {
    String host = settings.getValue("quarkus.http.host", String.class);
    String address =
        "http://"
            + (host.equals(ANY_ADDRESS) ? "127.0.0.1" : host)
            + ":"
            + settings.getValue("quarkus.http.port", String.class);
    Path data = config.dataDir().toAbsolutePath();
    Path credentials = data.resolve(FirstStart.FILE);
    return """

    Voxward is ready at %1$s
      REST API      %1$s/api/v1 (described at %1$s/q/openapi)
      Health        %1$s/q/health/ready, metrics at %1$s/q/metrics
      Credentials   %2$s
      Database      %3$s
      Keys          %4$s: without it nothing stored opens again, so back it up with the database
    """
            .formatted(
                address, credentials(credentials), database(data), data.resolve("keystore.p12"))
        + audioSocket.address().map(Announcement::audioSocket).orElse("");
  }

  private static String audioSocket(InetSocketAddress at) {
    return "  AudioSocket   tcp://%s:%d, without encryption or authentication%n"
        .formatted(at.getAddress().getHostAddress(), at.getPort());
  }

  private static String credentials(Path file) {
    return Files.exists(file)
        ? file + " (the first administrator's; only you can read it)"
        : "made before; the file with the first ones was moved away";
  }

  private String database(Path data) {
    return config.embeddedDatabase()
        ? "embedded PostgreSQL in " + data.resolve("postgres") + ": good for this one node only"
        : "the configured one";
  }
}
