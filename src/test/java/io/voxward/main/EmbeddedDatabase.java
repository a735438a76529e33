package io.voxward.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A way into the embedded database of a running application, past the application. */
final class EmbeddedDatabase {
  /** The line of PostgreSQL's {@code postmaster.pid} that holds its port. */
  private static final int PORT_LINE = 3;

  private EmbeddedDatabase() {}

  /** Connects as the application does. */
  static Connection connect(Path dataDirectory) throws IOException, SQLException {
    Path pidFile = find(dataDirectory, "postmaster.pid");
    List<String> lines = Files.readAllLines(pidFile);
    String password = Files.readString(find(dataDirectory, "password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + lines.get(PORT_LINE).strip() + "/postgres",
        "voxward",
        password);
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
