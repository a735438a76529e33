import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures lists and look-ups of speakers over REST, on a running service with its embedded
 * database, in a domain of its own that is filled past the service ({@code generate_series}).
 *
 * <p>{@code run.sh DATA_DIR URL [SPEAKERS] [REQUESTS]}
 */
final class Lists {
  private static final Pattern NEXT = Pattern.compile("\"nextToken\":\"([^\"]+)\"");
  private static final Pattern DOMAIN = Pattern.compile("\"domainId\":\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\": \"([^\"]+)\"");
  private static final int WARM_UP = 300;
  private static final int INSERTS = 100;
  private static final int INSERTERS = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;
  private final int speakers;
  private final int requests;
  private String domain = "";

  private Lists(String url, String token, int speakers, int requests) {
    this.url = url;
    this.token = token;
    this.speakers = speakers;
    this.requests = requests;
  }

  /** One kind of request; {@code number} tells one from the next. */
  private interface Asking {
    HttpResponse<String> ask(int number) throws IOException, InterruptedException;
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    String token = find(TOKEN, Files.readString(data.resolve("credentials.json")));
    int speakers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000_000;
    int requests = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2_000;
    new Lists(arguments[1], token, speakers, requests).run(data);
  }

  private void run(Path data) throws Exception {
    domain = find(DOMAIN, send("POST", "/api/v1/domains", "{\"name\": \"lists\"}").body());
    long begin = System.nanoTime();
    fill(data);
    System.out.printf(
        Locale.ROOT, "%,d speakers in %.1f s%n%n", speakers, (System.nanoTime() - begin) / 1e9);
    System.out.println("| what | callers | requests | median ms | p99 ms | max ms |");
    System.out.println("|---|---|---|---|---|---|");
    measureAll(1, "");
    measureAll(4, "");
    measureWhileInserting();
    measureAll(1, ", after " + INSERTS + " concurrent inserts");
    send("DELETE", "/api/v1/domains/" + domain, null);
  }

  private void measureAll(int callers, String when) throws Exception {
    measure("a page of 100, walking through the list" + when, callers, this::walk);
    measure("a page of 100 of a status" + when, callers, number -> list("?status=ENROLLED"));
    measure("a page of a rare status" + when, callers, number -> list("?status=OPTED_OUT"));
    measure("a page of a status that none has" + when, callers, number -> list("?status=EXPIRED"));
    measure("a speaker by the customer's id" + when, callers, this::byCustomerId);
    measure("a speaker by the generated id" + when, callers, this::byGeneratedId);
  }

  private void fill(Path data) throws IOException, SQLException {
    try (Connection database = connect(data);
        PreparedStatement insert =
            database.prepareStatement(
                "insert into speakers (tenant_id, domain_id, generated_speaker_id,"
                    + " customer_speaker_id, status, created_at, updated_at)"
                    + " select 'default', ?, 'id#' || substr(md5(n::text), 1, 22), 'customer-' || n,"
                    + " case when n % 1000 = 0 then 'OPTED_OUT' when n % 10 < 7 then 'ENROLLED'"
                    + " else 'PENDING' end, now(), now() from generate_series(1, ?) as n");
        Statement analyze = database.createStatement()) {
      insert.setString(1, domain);
      insert.setInt(2, speakers);
      insert.executeUpdate();
      analyze.execute("analyze speakers");
      try (ResultSet counted =
          analyze.executeQuery(
              "select speakers from domain_usage where domain_id = '" + domain + "'")) {
        counted.next();
        if (counted.getLong(1) != speakers) {
          throw new IllegalStateException("the service counted " + counted.getLong(1));
        }
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

  private final ThreadLocal<String> place = ThreadLocal.withInitial(() -> "");

  private HttpResponse<String> walk(int number) throws IOException, InterruptedException {
    String next = place.get();
    HttpResponse<String> page = list(next.isEmpty() ? "" : "?nextToken=" + next);
    Matcher more = NEXT.matcher(page.body());
    place.set(more.find() ? more.group(1) : "");
    return page;
  }

  private HttpResponse<String> list(String query) throws IOException, InterruptedException {
    return send("GET", "/api/v1/domains/" + domain + "/speakers" + query, null);
  }

  private int some(int number) {
    return 1 + new SplittableRandom(number).nextInt(speakers);
  }

  private HttpResponse<String> byCustomerId(int number) throws IOException, InterruptedException {
    return list("/customer-" + some(number));
  }

  private HttpResponse<String> byGeneratedId(int number) throws IOException, InterruptedException {
    return list("/" + URLEncoder.encode("id#" + md5(some(number)), StandardCharsets.UTF_8));
  }

  private static String md5(int number) {
    try {
      byte[] hash =
          java.security.MessageDigest.getInstance("MD5")
              .digest(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(hash).substring(0, 22);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(String verb, String path, String body)
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
    return answer;
  }

  private void measure(String what, int callers, Asking asking) throws Exception {
    asked(callers, WARM_UP, asking);
    print(what, callers, asked(callers, requests, asking));
  }

  private static void print(String what, int callers, long[] nanos) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f | %.1f |%n",
        what,
        callers,
        nanos.length,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) Math.ceil(nanos.length * 0.99) - 1] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }

  /** Times of {@code count} requests, sorted. */
  private static long[] asked(int callers, int count, Asking asking) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<long[]>> each = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int first = caller * (count / callers);
        each.add(
            threads.submit(() -> {
              long[] nanos = new long[count / callers];
              for (int i = 0; i < nanos.length; i++) {
                long begin = System.nanoTime();
                asking.ask(first + i);
                nanos[i] = System.nanoTime() - begin;
              }
              return nanos;
            }));
      }
      long[] all = new long[0];
      for (Future<long[]> one : each) {
        long[] more = one.get();
        int before = all.length;
        all = Arrays.copyOf(all, before + more.length);
        System.arraycopy(more, 0, all, before, more.length);
      }
      Arrays.sort(all);
      return all;
    }
  }

  private void measureWhileInserting() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService inserters = Executors.newFixedThreadPool(1)) {
      Future<long[]> inserted =
          inserters.submit(() -> {
            go.await();
            return asked(
                INSERTERS,
                INSERTS,
                number ->
                    send(
                        "POST",
                        "/api/v1/domains/" + domain + "/speakers/new-" + number + "/opt-out",
                        null));
          });
      go.countDown();
      List<Long> pages = new ArrayList<>();
      do {
        long begin = System.nanoTime();
        walk(0);
        pages.add(System.nanoTime() - begin);
      } while (!inserted.isDone());
      long[] sorted = pages.stream().mapToLong(Long::longValue).sorted().toArray();
      print("a page of 100 while speakers are inserted", 1, sorted);
      print("an insert (opt-out of a new customer)", INSERTERS, inserted.get());
    }
  }

  private static String find(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in the answer");
    }
    return found.group(1);
  }
}
