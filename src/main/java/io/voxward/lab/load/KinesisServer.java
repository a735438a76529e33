package io.voxward.lab.load;

import io.voxward.lab.LabException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kinesis Video Streams for a load, as far as the service asks for it: where a stream's media is,
 * and the media, once for each stream. What is sent over a connection is its call's matter.
 */
final class KinesisServer implements AutoCloseable {
  private static final int MOST_BYTES = 16 * 1024;
  private static final long PATIENCE_SECONDS = 10;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]{1,5})\r");
  private static final Pattern STREAM = Pattern.compile("\"StreamARN\" *: *\"([^\"]{1,1024})\"");
  private static final String MEDIA =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-Type: video/webm",
          "Transfer-Encoding: chunked",
          "Connection: close",
          "",
          "");

  private final ServerSocketChannel listener;
  private final Map<String, CompletableFuture<SocketChannel>> expected = new ConcurrentHashMap<>();

  /** Listens on a port of this machine, which the service was told at its start. */
  KinesisServer(int port) {
    try {
      listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new LabException("cannot listen on port " + port + ": " + e.getMessage(), e);
    }
    Thread.ofVirtual().name("load-kinesis").start(this::accept);
  }

  /** Where it listens. */
  int port() {
    return listener.socket().getLocalPort();
  }

  /** The connection over which the media of that stream is asked for, when that happens. */
  CompletableFuture<SocketChannel> expect(String streamArn) {
    CompletableFuture<SocketChannel> asked = new CompletableFuture<>();
    expected.put(streamArn, asked);
    return asked
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .whenComplete((_, _) -> expected.remove(streamArn));
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel asking = listener.accept();
        Thread.ofVirtual().start(() -> serve(asking));
      }
    } catch (IOException closed) {
      // The load is over.
    }
  }

  private void serve(SocketChannel asking) {
    try {
      String request = request(asking);
      Matcher stream = STREAM.matcher(request);
      CompletableFuture<SocketChannel> call = stream.find() ? expected.get(stream.group(1)) : null;
      if (request.startsWith("POST /getDataEndpoint ")) {
        answer(asking, "200 OK", "{\"DataEndpoint\": \"http://127.0.0.1:" + port() + "\"}");
      } else if (request.startsWith("POST /getMedia ") && call != null) {
        send(asking, MEDIA);
        asking.configureBlocking(false);
        if (!call.complete(asking)) {
          asking.close();
        }
      } else {
        answer(asking, "404 Not Found", "{\"Message\": \"nobody calls over this stream\"}");
      }
    } catch (IOException broken) {
      closeQuietly(asking);
    }
  }

  private static String request(SocketChannel asking) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    while (true) {
      if (asking.read(bytes) <= 0) {
        throw new EOFException("no whole request");
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
      int head = text.indexOf(END_OF_HEAD);
      Matcher length = LENGTH.matcher(text);
      if (head >= 0 && length.find()) {
        int whole = head + END_OF_HEAD.length() + Integer.parseInt(length.group(1));
        if (bytes.position() >= whole) {
          return text;
        }
      }
    }
  }

  private static void answer(SocketChannel asking, String status, String body) throws IOException {
    send(
        asking,
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                .formatted(status, body.length())
            + "Connection: close\r\n\r\n"
            + body);
    asking.close();
  }

  private static void send(SocketChannel asking, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      int _ = asking.write(bytes);
    }
  }

  private static void closeQuietly(SocketChannel asking) {
    try {
      asking.close();
    } catch (IOException e) {
      // It is broken anyway.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new LabException("the port could not be closed: " + e.getMessage(), e);
    }
  }
}
