package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.TenantId;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 6.9: the audit trail is verified by a command, from saved pages and from the database. */
@QuarkusTest
class AuditCommandTest {
  private final Audit audit;
  private final RestCalls rest;
  private final DataSource database;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Inject
  AuditCommandTest(Audit audit, RestCalls rest, DataSource database) {
    this.audit = audit;
    this.rest = rest;
    this.database = database;
  }

  private void record(TenantId tenant, int entries) {
    for (int i = 0; i < entries; i++) {
      AuditEntry entry = new AuditEntry(tenant, "test.done", null, "subject-" + i, null);
      QuarkusTransaction.requiringNew().run(() -> audit.record(entry));
    }
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue("quarkus.datasource." + name, String.class);
  }

  private int run(String... arguments) {
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of(
            "QUARKUS_DATASOURCE_JDBC_URL", setting("jdbc.url"),
            "QUARKUS_DATASOURCE_USERNAME", setting("username"),
            "QUARKUS_DATASOURCE_PASSWORD", setting("password"));
    return new AuditCommand(environment, folder, both, both).run(List.of(arguments));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  /** The pages of the trail as they were answered. */
  private List<String> save(TenantId tenant) throws IOException {
    String token = rest.token(tenant, Role.ADMIN);
    List<String> files = new ArrayList<>();
    String next = "";
    do {
      RestCalls.Answer page = rest.send("GET", "/api/v1/audit?maxResults=2" + next, token, null);
      Path file = folder.resolve("page-" + files.size() + ".json");
      Files.writeString(file, page.whole().body());
      files.add(file.toString());
      String nextToken = page.text("nextToken");
      next =
          nextToken.isEmpty()
              ? ""
              : "&nextToken=" + URLEncoder.encode(nextToken, StandardCharsets.UTF_8);
    } while (!next.isEmpty());
    return files;
  }

  private int verify(List<String> files, String... more) {
    return run(
        Stream.of(Stream.of("verify"), files.stream(), Stream.of(more))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  @Test
  void saved_pages_of_a_whole_trail_are_intact_in_any_order_and_end_as_noted() throws IOException {
    // Given
    TenantId tenant = new TenantId("audit-command");
    record(tenant, 5);
    List<String> files = save(tenant).reversed();
    String head = HexFormat.of().formatHex(audit.verify(tenant).head());

    // When / Then
    assertThat(verify(files, "--head", head)).isZero();
    assertThat(said()).contains("intact: tenant audit-command, 6 entries, head " + head);
    assertThat(verify(files, "--head", "00".repeat(32))).isEqualTo(AuditCommand.EXIT_BROKEN);
    assertThat(said()).contains("NOT AS NOTED");
  }

  @Test
  void a_changed_or_missing_entry_of_saved_pages_shows() throws IOException {
    // Given
    TenantId tenant = new TenantId("audit-command-changed");
    record(tenant, 5);
    List<String> files = save(tenant);
    Path second = Path.of(files.get(1));

    // When / Then
    assertThat(verify(List.of(files.get(0), files.get(2)))).isEqualTo(AuditCommand.EXIT_BROKEN);
    assertThat(said()).contains("BROKEN: tenant audit-command-changed, at entry 3");
    Files.writeString(second, Files.readString(second).replace("subject-3", "subject-9"));
    assertThat(verify(files)).isEqualTo(AuditCommand.EXIT_BROKEN);
    assertThat(said()).contains("at entry 4");
  }

  @Test
  void trails_in_the_database_are_walked_and_a_changed_one_shows() throws SQLException {
    // Given
    TenantId tenant = new TenantId("audit-command-database");
    record(tenant, 4);

    // When
    int _ = run("verify", "--database");
    String before = said();
    change("update audit_entries set actor = 'somebody' where tenant_id = '%s' and sequence = 2");
    int code = run("verify", "--database", setting("jdbc.url"));
    change("update audit_entries set actor = 'service' where tenant_id = '%s' and sequence = 2");
    change("delete from audit_entries where tenant_id = '%s' and sequence = 4");
    int cutOff = run("verify", "--database");

    // Then
    assertThat(before).contains("intact: tenant audit-command-database, 4 entries");
    assertThat(code).isEqualTo(AuditCommand.EXIT_BROKEN);
    assertThat(cutOff).isEqualTo(AuditCommand.EXIT_BROKEN);
    assertThat(said())
        .contains(
            "BROKEN: tenant audit-command-database, at entry 2",
            "BROKEN: tenant audit-command-database, at entry 4");
  }

  private void change(String statement) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statements = connection.createStatement()) {
      statements.execute("set session_replication_role = replica");
      statements.execute(statement.formatted("audit-command-database"));
      statements.execute("reset session_replication_role");
    }
  }

  @Test
  void what_is_no_trail_and_what_is_no_database_has_a_code_of_its_own() throws IOException {
    // Given
    Path other = Files.writeString(folder.resolve("other.json"), "{\"receiptId\": \"x\"}");

    // When / Then
    assertThat(run("verify", other.toString())).isEqualTo(AuditCommand.EXIT_USAGE);
    assertThat(said()).contains("is no page of an audit trail");
    assertThat(run("verify")).isEqualTo(AuditCommand.EXIT_USAGE);
    assertThat(run("verify", "--database", "--data-dir", folder.toString()))
        .isEqualTo(AuditCommand.EXIT_USAGE);
    assertThat(said()).contains("no embedded PostgreSQL runs");
    assertThat(run("verify", "--database", "jdbc:postgresql://127.0.0.1:1/none"))
        .isEqualTo(AuditCommand.EXIT_UNREACHABLE);
  }
}
