package io.voxward.wire.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kinesis Video Streams for tests: the two calls over HTTP, as the official client makes them. It
 * holds one stream; what a connection does beside sending it is told beforehand.
 */
public final class FakeKinesis implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_SECONDS = 60;
  private static final int PIECE = 1000;

  /** A refusal of AWS. */
  private record Refusal(String call, int status, String exception) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NavigableMap<FragmentNumber, byte[]> fragments = new TreeMap<>();
  private final Queue<Integer> cuts = new ArrayDeque<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Refusal refusal;
  private boolean endless;

  private FakeKinesis(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of this machine. */
  public static FakeKinesis start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeKinesis fake = new FakeKinesis(server);
      server.createContext("/getDataEndpoint", fake::dataEndpoint);
      server.createContext("/getMedia", fake::media);
      server.setExecutor(fake.threads);
      server.start();
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Adds a fragment to the stream. */
  public synchronized FakeKinesis holds(String number, byte[] media) {
    fragments.put(new FragmentNumber(number), media);
    return this;
  }

  /** The audio of a contact, second after second; the first fragment has the number. */
  public FakeKinesis holdsCall(int first, String contact, byte[] customer) {
    int second = 16_000;
    for (int from = 0, number = first; from < customer.length; from += second, number++) {
      byte[] audio = Arrays.copyOfRange(customer, from, Math.min(customer.length, from + second));
      holds("" + number, Mkv.fragment("" + number, contact, audio, new byte[audio.length]));
    }
    return this;
  }

  /** The next connection breaks after so many bytes; told several times, so do those after it. */
  synchronized FakeKinesis breaksAfter(int bytes) {
    cuts.add(bytes);
    return this;
  }

  /** Connections stay open when everything is sent, as those of a running call do. */
  public synchronized FakeKinesis staysOpen() {
    endless = true;
    return this;
  }

  /** From now on that call is refused. */
  synchronized FakeKinesis refuses(String call, int status, String exception) {
    refusal = new Refusal(call, status, exception);
    return this;
  }

  /** The fragments after which media was asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void dataEndpoint(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    if (refused("GetDataEndpoint", exchange)) {
      return;
    }
    boolean fits =
        request.path("APIName").asText().equals("GET_MEDIA")
            && request.path("StreamARN").asText().startsWith("arn:aws:kinesisvideo:")
            && exchange
                .getRequestHeaders()
                .getFirst("Authorization")
                .contains("/kinesisvideo/aws4_request");
    answer(
        exchange,
        fits ? 200 : 400,
        fits ? "{\"DataEndpoint\": \"" + address() + "\"}" : "{\"message\": \"bad request\"}");
  }

  private synchronized @Nullable Refusal refusalOf(String call) {
    Refusal told = refusal;
    return told != null && told.call().equals(call) ? told : null;
  }

  private boolean refused(String call, HttpExchange exchange) throws IOException {
    Refusal told = refusalOf(call);
    if (told == null) {
      return false;
    }
    exchange.getResponseHeaders().add("x-amzn-ErrorType", told.exception());
    answer(exchange, told.status(), "{\"Message\": \"as told\"}");
    return true;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private synchronized byte[] mediaAfter(FragmentNumber after) {
    return Mkv.join(fragments.tailMap(after, false).values().toArray(byte[][]::new));
  }

  private synchronized @Nullable Integer nextCut() {
    return cuts.poll();
  }

  private synchronized boolean isEndless() {
    return endless;
  }

  private void media(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    if (refused("GetMedia", exchange)) {
      return;
    }
    String after = request.at("/StartSelector/AfterFragmentNumber").asText();
    asked.add(after);
    Integer cut = nextCut();
    byte[] media = mediaAfter(new FragmentNumber(after));
    exchange.getResponseHeaders().add("Content-Type", "video/webm");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    int length = cut == null ? media.length : Math.min(cut, media.length);
    for (int from = 0; from < length; from += PIECE) {
      out.write(media, from, Math.min(PIECE, length - from));
      out.flush();
    }
    if (cut != null) {
      throw new IOException("broken off, as told");
    }
    if (isEndless()) {
      stay();
    }
    out.close();
  }

  private void stay() {
    try {
      boolean _ = closing.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
