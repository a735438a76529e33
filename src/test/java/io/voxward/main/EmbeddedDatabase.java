package io.voxward.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A way into the embedded database of a running application, past the application. */
final class EmbeddedDatabase {
  /** The line of PostgreSQL's {@code postmaster.pid} that holds its port. */
  private static final int PORT_LINE = 3;

  private EmbeddedDatabase() {}

  /** Connects as the application does. */
  static Connection connect(Path dataDirectory) throws IOException, SQLException {
    return DriverManager.getConnection(url(dataDirectory), "voxward", password(dataDirectory));
  }

  /** The environment in which another node works on the same database, with the same keys. */
  static Map<String, String> shared(Path dataDirectory) throws IOException {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", url(dataDirectory),
        "QUARKUS_DATASOURCE_USERNAME", "voxward",
        "QUARKUS_DATASOURCE_PASSWORD", password(dataDirectory),
        "VOXWARD_KEYS_KEYSTORE", dataDirectory.resolve("keystore.p12").toString());
  }

  private static String url(Path dataDirectory) throws IOException {
    List<String> lines = Files.readAllLines(find(dataDirectory, "postmaster.pid"));
    return "jdbc:postgresql://127.0.0.1:" + lines.get(PORT_LINE).strip() + "/postgres";
  }

  private static String password(Path dataDirectory) throws IOException {
    return Files.readString(find(dataDirectory, "password")).strip();
  }

  private static Path find(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 4)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + name + " under " + folder));
    }
  }
}
