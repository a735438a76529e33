package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.RefusedException;
import io.voxward.client.VoxwardClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issue 6.10 and data rule D17, the drill of docs/operations/backup.md with its own commands:
 * people who are erased after a backup stay erased when it is restored, and a purged domain's key
 * too.
 */
class RestoreDrillIT {
  private static final String PAGE = "docs/operations/backup.md";
  private static final int LOOKS = 600;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  private String domain = "";
  private String purged = "";

  /** Where the database is, and how it is backed up. */
  private record Place(String kind, @Nullable SystemPostgres own, Path folder) {
    Map<String, String> environment() {
      return own == null ? Map.of() : own.environment();
    }

    void run(String what) throws IOException, InterruptedException {
      Map<String, String> variables = new TreeMap<>();
      variables.put("DATA", folder.resolve("data").toString());
      variables.put("BACKUP", folder.resolve("backup").toString());
      if (own != null) {
        variables.put("SERVER", own.server());
        variables.put("PATH", own.path());
      }
      DocumentedCommands.run(PAGE, what + ": " + kind, folder, variables);
    }

    Connection connect() throws IOException, SQLException {
      return own == null
          ? EmbeddedDatabase.connect(folder.resolve("data"))
          : DriverManager.getConnection(own.jdbcUrl(), "voxward", "secret");
    }
  }

  private static void enrol(VoxwardClient client, String domain, String customer, String voice)
      throws IOException {
    byte[] speech = Audio.l16BigEndian(Voices.speech(voice + "/enrol-1", voice + "/enrol-2"));
    assertThat(client.enrollRecording(domain, customer, speech, "audio/L16;rate=8000;channels=1"))
        .isEqualTo(new RecordingAnswer.Enrolled());
  }

  private HttpResponse<String> send(BuiltService service, String verb, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(service.address() + path))
            .header("Authorization", "Bearer " + service.token())
            .method(verb, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static long count(Connection database, String what) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + what)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void fill(BuiltService service) throws IOException {
    try (VoxwardClient client = service.client()) {
      domain = client.createDomain(DomainSettings.named("bank").enrollingFrom(3)).domainId();
      purged = client.createDomain(DomainSettings.named("closed").enrollingFrom(3)).domainId();
      enrol(client, domain, "stays", "allison");
      enrol(client, domain, "opts-out", "june");
      enrol(client, domain, "is-deleted", "menardi");
      enrol(client, purged, "somebody", "carlo");
    }
  }

  private void erase(BuiltService service, Place place)
      throws IOException, InterruptedException, SQLException {
    try (VoxwardClient client = service.client();
        Connection database = place.connect();
        Statement statement = database.createStatement()) {
      client.optOut(domain, "opts-out");
      assertThat(
              send(service, "DELETE", "/api/v1/domains/" + domain + "/speakers/is-deleted")
                  .statusCode())
          .isEqualTo(204);
      client.deleteDomain(purged);
      statement.execute(
          "update domains set suspended_at = suspended_at - interval '31 days' where domain_id = '"
              + purged
              + "'");
      assertThat(send(service, "POST", "/api/v1/schedules/domain-purge/runs").statusCode())
          .isEqualTo(202);
      for (int look = 0; look < LOOKS && count(database, domainRow()) > 0; look++) {
        boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      }
      assertThat(count(database, domainRow())).isZero();
    }
  }

  private String domainRow() {
    return "domains where domain_id = '" + purged + "'";
  }

  private void assertErased(BuiltService service, Place place)
      throws IOException, InterruptedException, SQLException {
    HttpResponse<String> first =
        send(service, "GET", "/api/v1/domains/" + domain + "/speakers/is-deleted");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(404);
    try (VoxwardClient client = service.client();
        Connection database = place.connect()) {
      assertThat(client.speaker(domain, "opts-out").status()).isEqualTo("OPTED_OUT");
      assertThat(client.speaker(domain, "stays").status()).isEqualTo("ENROLLED");
      assertThatThrownBy(() -> client.speaker(purged, "somebody"))
          .isInstanceOf(RefusedException.class);
      assertThat(count(database, "voiceprints where domain_id = '" + domain + "'")).isEqualTo(1);
      assertThat(count(database, "domain_keys where domain_id = '" + purged + "'")).isZero();
      assertThat(count(database, "receipts where kind = 'OPT_OUT'")).isEqualTo(1);
      assertThat(count(database, "receipts where kind = 'DELETION'")).isEqualTo(1);
      assertThat(count(database, "audit_entries where action = 'erasures.replayed'")).isPositive();
    }
    assertThat(send(service, "GET", "/api/v1/audit/verification").body())
        .contains("\"intact\":true");
  }

  @Test
  void whoever_is_erased_after_the_backup_stays_erased_when_it_is_restored() throws Exception {
    Optional<Path> tools = SystemPostgres.installed();
    if (tools.isEmpty()) {
      System.out.println(
          "no PostgreSQL with pg_dump is installed (apt-get install postgresql): the drill is done"
              + " with a cold copy of the embedded database");
      drill(new Place("embedded", null, folder));
      return;
    }
    try (SystemPostgres postgres =
        SystemPostgres.start(tools.get(), folder.resolve("postgresql"))) {
      System.out.println("the drill is done with " + tools.get());
      drill(new Place("postgresql", postgres, folder));
    }
  }

  private void drill(Place place) throws Exception {
    // Given
    BuiltService service = BuiltService.start(folder, place.environment());
    try {
      fill(service);
      if (place.own() == null) {
        service.stop();
        place.run("backup");
        service = BuiltService.start(folder, place.environment());
      } else {
        place.run("backup");
      }
      erase(service, place);
      if (place.own() == null) {
        service.stop();
      } else {
        service.kill9();
      }

      // When
      place.run("restore");
      if (place.own() != null) {
        try (Connection database = place.connect()) {
          assertThat(count(database, "voiceprints")).isEqualTo(4);
          assertThat(count(database, "domain_keys where domain_id = '" + purged + "'"))
              .isEqualTo(2);
        }
      }
      service = BuiltService.start(folder, place.environment());

      // Then
      assertErased(service, place);
      System.out.println(
          "start with erasures done again: " + service.startTime().toMillis() + " ms");
    } finally {
      service.close();
    }
  }
}
