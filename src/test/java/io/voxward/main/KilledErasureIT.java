package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.client.DomainSettings;
import io.voxward.client.VoxwardClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issue 6.1 to 6.3: the built application is killed in the middle of an expiry and of a purge that
 * go on side by side, and started again. Both finish by themselves, and the receipts count each
 * person once. Time has passed because the rows say so, not because anybody waited.
 */
class KilledErasureIT {
  private static final int SPEAKERS = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long BETWEEN_LOOKS_MILLIS = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  @TempDir Path folder;

  private String token = "";
  private String expiring = "";
  private String purged = "";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("VOXWARD_JOB_LEASE", "PT2S", "VOXWARD_EXPIRY_BATCH", "250");

  private JsonNode call(BuiltService service, String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.address() + "/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return json.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  /** Speakers accessed last three years ago, each with a voiceprint. */
  private static void fill(Statement statement, String domain, int first) throws SQLException {
    statement.execute(
        """
        insert into speakers (tenant_id, domain_id, generated_speaker_id, customer_speaker_id, status,
          created_at, updated_at, last_accessed_at)
        select 'default', '%1$s', 'id#' || substr(md5(n::text), 1, 22), 'customer-' || n, 'ENROLLED',
          at, at, at
        from generate_series(%2$d, %3$d) as n,
          lateral (select now() - interval '1096 days' + n * interval '1 milliseconds') as t(at)
        """
            .formatted(domain, first, first + SPEAKERS - 1));
    statement.execute(
        """
        insert into voiceprints (tenant_id, domain_id, owner_kind, owner_id, model_id, sealed,
          key_generation, transform_generation, net_speech_seconds, source, created_at)
        select tenant_id, domain_id, 'SPEAKER', generated_speaker_id, 'model',
          decode(repeat(md5(generated_speaker_id), 48), 'hex'), 1, 1, 30, 'BATCH', created_at
        from speakers where domain_id = '%s'
        """
            .formatted(domain));
  }

  private static long number(Statement statement, String select) throws SQLException {
    try (ResultSet row = statement.executeQuery("select " + select)) {
      row.next();
      return row.getLong(1);
    }
  }

  private long expired(Statement statement) throws SQLException {
    return number(
        statement,
        "count(*) from speakers where status = 'EXPIRED' and domain_id = '" + expiring + "'");
  }

  private long left(Statement statement) throws SQLException {
    return number(statement, "count(*) from speakers where domain_id = '" + purged + "'");
  }

  private long voices(Statement statement) throws SQLException {
    return number(statement, "count(*) from voiceprints where domain_id = '" + purged + "'");
  }

  private String domainRow() {
    return "count(*) from domains where domain_id = '" + purged + "'";
  }

  /** Whether something is the case. */
  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(Condition condition) throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it goes on").isLessThan(end);
      boolean _ = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void begin(BuiltService service, Statement statement)
      throws IOException, InterruptedException, SQLException {
    token = service.token();
    try (VoxwardClient client = service.client()) {
      expiring = client.createDomain(DomainSettings.named("expiring")).domainId();
      purged = client.createDomain(DomainSettings.named("purged")).domainId();
    }
    fill(statement, expiring, 1);
    fill(statement, purged, SPEAKERS + 1);
    JsonNode _ = call(service, "DELETE", "/domains/" + purged);
    statement.execute(
        "update domains set suspended_at = suspended_at - interval '31 days' where domain_id = '"
            + purged
            + "'");
    JsonNode _ = call(service, "POST", "/schedules/speaker-expiry/runs");
    await(() -> expired(statement) > 0);
    JsonNode _ = call(service, "POST", "/schedules/domain-purge/runs");
  }

  @Test
  void an_expiry_and_a_purge_killed_in_their_middle_finish_and_count_everybody_once()
      throws Exception {
    // Given
    long expiredBefore;
    long leftBefore;
    try (BuiltService killed = BuiltService.start(folder, ENVIRONMENT)) {
      try (Connection database = EmbeddedDatabase.connect(killed.data());
          Statement statement = database.createStatement()) {
        begin(killed, statement);
        await(() -> voices(statement) < SPEAKERS);
        killed.kill9();
        expiredBefore = expired(statement);
        leftBefore = voices(statement);
        assertThat(number(statement, domainRow())).as("the domain when killed").isOne();
      }
    }
    assertThat(expiredBefore).as("expired when killed").isBetween(1L, SPEAKERS - 1L);

    // When
    try (BuiltService again = BuiltService.start(folder, ENVIRONMENT);
        Connection database = EmbeddedDatabase.connect(again.data());
        Statement statement = database.createStatement()) {
      long began = System.nanoTime();
      await(() -> expired(statement) == SPEAKERS && number(statement, domainRow()) == 0);
      System.out.printf(
          "killed with %d of %d expired and %d of %d voices purged; all done %d ms after the next start%n",
          expiredBefore,
          SPEAKERS,
          SPEAKERS - leftBefore,
          SPEAKERS,
          Duration.ofNanos(System.nanoTime() - began).toMillis());

      // Then
      assertThat(number(statement, "count(*) from voiceprints")).isZero();
      assertThat(left(statement)).isZero();
      assertThat(counted(statement, "EXPIRY", "voiceprints")).isEqualTo(SPEAKERS);
      assertThat(
              number(
                  statement, "count(distinct subject_id) from tombstones where reason = 'EXPIRY'"))
          .isEqualTo(SPEAKERS);
      assertThat(counted(statement, "DOMAIN_PURGE", "speakers")).isEqualTo(SPEAKERS);
      assertThat(counted(statement, "DOMAIN_PURGE", "voiceprints")).isEqualTo(SPEAKERS);
      assertThat(number(statement, "count(*) from receipts where kind = 'DOMAIN_PURGE'")).isOne();
      assertThat(call(again, "GET", "/audit/verification").path("intact").asBoolean()).isTrue();
    }
  }

  /** What the receipts of a rule say was erased, all together. */
  private static long counted(Statement statement, String rule, String what) throws SQLException {
    return number(
        statement,
        "sum((body::json -> 'erased' ->> '%s')::bigint) from receipts where kind = '%s'"
            .formatted(what, rule));
  }
}
