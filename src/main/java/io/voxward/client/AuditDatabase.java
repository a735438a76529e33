package io.voxward.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The audit trails as they lie in a database, read past the service. */
final class AuditDatabase {
  private static final int FETCHED_TOGETHER = 1000;
  private static final int PORT_LINE = 3;
  private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;

  private AuditDatabase(String url, @Nullable String user, @Nullable String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** A database of the operator's own, with the user and password of the environment. */
  static AuditDatabase at(String url, Map<String, String> environment) {
    return new AuditDatabase(
        url,
        environment.get("QUARKUS_DATASOURCE_USERNAME"),
        environment.get("QUARKUS_DATASOURCE_PASSWORD"));
  }

  /** The one that the environment names as it does for the service; else the embedded one. */
  static AuditDatabase configured(Map<String, String> environment, Path dataDirectory)
      throws IOException {
    String url = environment.get(URL);
    return url == null ? embedded(dataDirectory) : at(url, environment);
  }

  /** The embedded one of a service that runs. */
  static AuditDatabase embedded(Path dataDirectory) throws IOException {
    Path home = dataDirectory.resolve("postgres");
    Path running = home.resolve("data").resolve("postmaster.pid");
    if (!Files.exists(running)) {
      throw new IOException(
          "no embedded PostgreSQL runs in "
              + dataDirectory
              + ": start the service, or name a database (a JDBC URL, or "
              + URL
              + ")");
    }
    String port = Files.readAllLines(running).get(PORT_LINE).strip();
    return new AuditDatabase(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "voxward",
        Files.readString(home.resolve("password")).strip());
  }

  /**
   * What became of a tenant's trail.
   *
   * @param expected how many entries its end knows
   * @param expectedHead the hash that its end knows
   */
  record Trail(String tenant, AuditChain chain, long expected, String expectedHead) {
    /** Whether it is whole. */
    boolean isIntact() {
      return chain.brokenAt() == 0
          && chain.entries() == expected
          && (expected == 0 || chain.head().equals(expectedHead));
    }

    /** The place of the first entry that does not fit or is missing. */
    long brokenAt() {
      return chain.brokenAt() == 0 ? chain.entries() + 1 : chain.brokenAt();
    }
  }

  /** Walks every trail, in one snapshot. */
  List<Trail> walk() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      List<Trail> trails = new ArrayList<>();
      for (Map.Entry<String, byte[]> head : heads(connection).entrySet()) {
        trails.add(walk(connection, head.getKey(), head.getValue()));
      }
      return trails;
    }
  }

  /** Tenants with a trail, whether its end or its entries are left. */
  private static Map<String, byte[]> heads(Connection connection) throws SQLException {
    Map<String, byte[]> heads = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select tenant_id, coalesce(h.hash, '') from audit_heads h full join"
                    + " (select distinct tenant_id from audit_entries) e using (tenant_id)")) {
      while (rows.next()) {
        heads.put(rows.getString(1), rows.getBytes(2));
      }
    }
    return heads;
  }

  private static Trail walk(Connection connection, String tenant, byte[] head) throws SQLException {
    AuditChain chain = new AuditChain();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select sequence, at, actor, action, domain_id, subject_id, detail, hash"
                + " from audit_entries where tenant_id = ? order by sequence")) {
      select.setFetchSize(FETCHED_TOGETHER);
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && chain.add(entry(tenant, row))) {
          // The chain counts.
        }
      }
    }
    return new Trail(tenant, chain, expected(connection, tenant), HexFormat.of().formatHex(head));
  }

  private static AuditChain.Entry entry(String tenant, ResultSet row) throws SQLException {
    return new AuditChain.Entry(
        tenant,
        row.getLong(1),
        row.getTimestamp(2).toInstant(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getBytes(8));
  }

  private static long expected(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select sequence from audit_heads where tenant_id = ?")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
