import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long it takes until all speakers of a domain have expired, and until a deleted domain is
 * purged, on a running service with its embedded database, and what that does to requests about
 * another domain meanwhile. The domain is filled past the service, and time is moved in its rows.
 *
 * <p>{@code run.sh DATA_DIR URL [SPEAKERS]}
 */
final class Expiry {
  private static final Pattern DOMAIN = Pattern.compile("\"domainId\":\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\": \"([^\"]+)\"");
  private static final Pattern JOB = Pattern.compile("\"jobId\":\"([^\"]+)\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([A-Z_]+)\"");
  private static final int BEFORE = 200;
  private static final long PAUSE_MILLIS = 25;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;
  private final int speakers;

  private Expiry(String url, String token, int speakers) {
    this.url = url;
    this.token = token;
    this.speakers = speakers;
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    String token = find(TOKEN, Files.readString(data.resolve("credentials.json")));
    int speakers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000_000;
    new Expiry(arguments[1], token, speakers).run(data);
  }

  private void run(Path data) throws Exception {
    String big = find(DOMAIN, send("POST", "/api/v1/domains", "{\"name\": \"expiry\"}"));
    String other = find(DOMAIN, send("POST", "/api/v1/domains", "{\"name\": \"other\"}"));
    String asked = "/api/v1/domains/" + other + "/speakers/customer-1";
    send("POST", asked + "/opt-out", null);
    try (Connection database = connect(data);
        Statement statement = database.createStatement()) {
      long begin = System.nanoTime();
      fill(database, big);
      System.out.printf(
          Locale.ROOT, "%,d speakers with voiceprints in %.1f s%n", speakers, seconds(begin));
      print("before", ask(asked, BEFORE));
      schedule("speaker-expiry", "expired", asked);
      require(
          statement,
          "select count(*) from speakers where status = 'EXPIRED' and domain_id = '" + big + "'",
          speakers);
      require(statement, "select count(*) from voiceprints where domain_id = '" + big + "'", 0);
      send("DELETE", "/api/v1/domains/" + big, null);
      refill(statement, big);
      statement.execute(
          "update domains set suspended_at = suspended_at - interval '31 days' where domain_id = '"
              + big
              + "'");
      schedule("domain-purge", "purged", asked);
      require(statement, "select count(*) from speakers where domain_id = '" + big + "'", 0);
      require(statement, "select count(*) from voiceprints where domain_id = '" + big + "'", 0);
      require(statement, "select count(*) from domains where domain_id = '" + big + "'", 0);
      print("after", ask(asked, BEFORE));
    }
  }

  /** Speakers accessed last three years ago, a few seconds apart, each with a voiceprint. */
  private void fill(Connection database, String domain) throws SQLException {
    try (PreparedStatement insert =
            database.prepareStatement(
                "insert into speakers (tenant_id, domain_id, generated_speaker_id,"
                    + " customer_speaker_id, status, created_at, updated_at, last_accessed_at)"
                    + " select 'default', ?, 'id#' || substr(md5(n::text), 1, 22), 'customer-' || n,"
                    + " 'ENROLLED', at, at, at from generate_series(1, ?) as n,"
                    + " lateral (select now() - interval '1096 days'"
                    + " + n * interval '60 milliseconds') as t(at)");
        Statement more = database.createStatement()) {
      insert.setString(1, domain);
      insert.setInt(2, speakers);
      insert.executeUpdate();
      prints(more, domain);
      more.execute("analyze speakers");
      more.execute("analyze voiceprints");
    }
  }

  private static void prints(Statement statement, String domain) throws SQLException {
    statement.execute(
        "insert into voiceprints (tenant_id, domain_id, owner_kind, owner_id, model_id, sealed,"
            + " key_generation, transform_generation, net_speech_seconds, source, created_at)"
            + " select tenant_id, domain_id, 'SPEAKER', generated_speaker_id, 'model',"
            + " decode(repeat(md5(generated_speaker_id), 48), 'hex'), 1, 1, 30, 'BATCH', created_at"
            + " from speakers where domain_id = '"
            + domain
            + "'");
  }

  /** The purge is to have voiceprints to remove as well. */
  private static void refill(Statement statement, String domain) throws SQLException {
    prints(statement, domain);
    statement.execute("analyze voiceprints");
  }

  /** Begins a run, asks for something else until it has ended, and says how long both took. */
  private void schedule(String name, String what, String asked) throws Exception {
    long begin = System.nanoTime();
    String job = find(JOB, send("POST", "/api/v1/schedules/" + name + "/runs", null));
    List<Long> nanos = new ArrayList<>();
    String status;
    do {
      nanos.addAll(ask(asked, 20));
      status = find(STATUS, send("GET", "/api/v1/schedules/" + name + "/runs/" + job, null));
    } while (status.equals("SUBMITTED") || status.equals("IN_PROGRESS"));
    System.out.printf(
        Locale.ROOT, "%,d %s in %.1f s: %s%n", speakers, what, seconds(begin), status);
    print("while they are " + what, nanos);
  }

  private List<Long> ask(String path, int times) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      send("GET", path, null);
      nanos.add(System.nanoTime() - begin);
      Thread.sleep(PAUSE_MILLIS);
    }
    return nanos;
  }

  private static void print(String when, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "a speaker of another domain %s: %d requests, median %.1f ms, p99 %.1f ms, max %.1f ms%n",
        when,
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void require(Statement statement, String query, long expected)
      throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      found.next();
      if (found.getLong(1) != expected) {
        throw new IllegalStateException(query + ": " + found.getLong(1) + ", not " + expected);
      }
    }
  }

  private static Connection connect(Path data) throws IOException, SQLException {
    Path home = data.resolve("postgres");
    String port = Files.readAllLines(home.resolve("data/postmaster.pid")).get(3).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "voxward",
        Files.readString(home.resolve("password")).strip());
  }

  private String send(String verb, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    if (body == null) {
      request.method(verb, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(verb, HttpRequest.BodyPublishers.ofString(body));
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private static String find(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return found.group(1);
  }
}
