package io.voxward.lab.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The WebSocket of a talk: handshake, pings, close. A dialect adds what is said in it. */
abstract class SocketTalk implements Talk {
  private static final ByteBuffer NOTHING = Said.nothing();
  private static final String SWITCHING = "HTTP/1.1 101";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int DONE = 1000;

  private final URI address;
  private boolean upgraded;
  private boolean closing;

  SocketTalk(URI address) {
    this.address = address;
  }

  /** The headers of the handshake beside those of every WebSocket. */
  abstract Map<String, String> headers();

  /** What follows when the socket is open. */
  abstract Said upgraded();

  /** What a text means. */
  abstract Said text(String text) throws IOException;

  @Override
  public SocketChannel connect() throws IOException {
    return Talk.connection(new InetSocketAddress(address.getHost(), address.getPort()));
  }

  @Override
  public ByteBuffer hello() {
    String query = address.getRawQuery();
    StringBuilder head =
        new StringBuilder("GET ")
            .append(address.getRawPath())
            .append(query == null ? "" : "?" + query)
            .append(" HTTP/1.1\r\nHost: ")
            .append(address.getAuthority())
            .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13")
            .append("\r\nSec-WebSocket-Key: dm94d2FyZC1sYWItbG9hZA==");
    headers().forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    return ByteBuffer.wrap(head.append(END_OF_HEAD).toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public ByteBuffer meanwhile(long millis) {
    return NOTHING;
  }

  @Override
  public ByteBuffer farewell(long millis) {
    return closing();
  }

  @Override
  public boolean endsWithoutWord() {
    return false;
  }

  /** The close frame of an end in order; nothing the second time. */
  ByteBuffer closing() {
    if (closing) {
      return NOTHING;
    }
    closing = true;
    return WireFrames.frame(WireFrames.CLOSE, new byte[] {(byte) (DONE >> 8), (byte) DONE});
  }

  /** A text as it goes over the wire. */
  static ByteBuffer frame(String text) {
    return WireFrames.frame(WireFrames.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public final Said take(ByteBuffer received) throws IOException {
    if (!upgraded) {
      return takeHandshake(received);
    }
    WireFrames.Frame frame = WireFrames.read(received).orElse(null);
    if (frame == null) {
      return new Said.Part();
    }
    return switch (frame.opcode()) {
      case WireFrames.TEXT -> text(frame.text());
      case WireFrames.PING ->
          new Said.Answer(
              WireFrames.frame(WireFrames.PONG, frame.text().getBytes(StandardCharsets.UTF_8)));
      case WireFrames.CLOSE -> new Said.Over(frame.code(), frame.text(), closing());
      default -> new Said.Answer(Said.nothing());
    };
  }

  private Said takeHandshake(ByteBuffer received) throws IOException {
    byte[] came = new byte[received.remaining()];
    received.get(received.position(), came);
    String head = new String(came, StandardCharsets.US_ASCII);
    int end = head.indexOf(END_OF_HEAD);
    if (end < 0) {
      return new Said.Part();
    }
    if (!head.startsWith(SWITCHING)) {
      throw new IOException("no stream: " + head.lines().findFirst().orElse(""));
    }
    received.position(received.position() + end + END_OF_HEAD.length());
    upgraded = true;
    return upgraded();
  }
}
