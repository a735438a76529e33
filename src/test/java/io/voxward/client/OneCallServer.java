package io.voxward.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Takes one WebSocket connection, says what it was told to say, and keeps what it hears. */
final class OneCallServer implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int MASK_BYTES = 4;
  private static final int LONG_LENGTH = 126;

  private final ServerSocket listening;
  private final String says;
  private final int closesWith;
  private final CompletableFuture<Void> done;

  private final StringBuilder request = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream audio = new ByteArrayOutputStream();

  /** Says {@code says} to the first audio, and closes with a code when told that no more comes. */
  OneCallServer(String says, int closesWith) throws IOException {
    this.says = says;
    this.closesWith = closesWith;
    this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.done =
        CompletableFuture.runAsync(this::serve, command -> Thread.ofVirtual().start(command));
  }

  StartedSession session() {
    URI url = URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/stream");
    return new StartedSession("s1", "call-1", url, "once");
  }

  String request() {
    return request.toString();
  }

  String text() {
    return text.toString();
  }

  byte[] audio() {
    return audio.toByteArray();
  }

  Future<Void> done() {
    return done;
  }

  private void serve() {
    try (Socket socket = listening.accept();
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
      OutputStream out = socket.getOutputStream();
      shakeHands(in, out);
      for (int kind = hear(in); kind != CLOSE; kind = hear(in)) {
        if (kind == BINARY && audio.size() > 0 && !says.isEmpty() && text.isEmpty()) {
          frame(out, TEXT, says.getBytes(StandardCharsets.UTF_8));
          text.append('\n');
        }
        if (kind == TEXT) {
          frame(out, CLOSE, new byte[] {(byte) (closesWith >> 8), (byte) closesWith});
        }
      }
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void shakeHands(DataInputStream in, OutputStream out)
      throws IOException, NoSuchAlgorithmException {
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) in.readUnsignedByte());
    }
    String key = request.toString().replaceAll("(?is).*sec-websocket-key: *(\\S+).*", "$1");
    byte[] hash =
        MessageDigest.getInstance("SHA-1")
            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(hash)
            + "\r\n\r\n";
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private int hear(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte() & 0x0f;
    int length = in.readUnsignedByte() & 0x7f;
    if (length == LONG_LENGTH) {
      length = in.readUnsignedShort();
    }
    byte[] mask = in.readNBytes(MASK_BYTES);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % MASK_BYTES];
    }
    if (kind == TEXT) {
      text.append(new String(payload, StandardCharsets.UTF_8));
    } else if (kind == BINARY) {
      audio.writeBytes(payload);
    }
    return kind;
  }

  private static void frame(OutputStream out, int kind, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x80 | kind);
    if (payload.length < LONG_LENGTH) {
      frame.write(payload.length);
    } else {
      frame.write(LONG_LENGTH);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(payload);
    out.write(frame.toByteArray());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
