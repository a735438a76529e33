package io.voxward.wire.audiohook;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A WebSocket client of a few lines, to say what the platform's own client cannot say. */
final class RawSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int TEXT = 0x81;
  private static final int BINARY = 0x82;
  private static final int DEFLATED = 0x40;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;

  private final URI address;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawSocket(URI address) throws IOException {
    this.address = address;
    this.socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Asks to upgrade and reads the answer's head. */
  String upgrade(Map<String, String> headers) throws IOException {
    StringBuilder request =
        new StringBuilder("GET " + address.getPath() + " HTTP/1.1\r\n")
            .append("Host: " + address.getAuthority() + "\r\n")
            .append("Connection: Upgrade\r\nUpgrade: websocket\r\n")
            .append("Sec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    out.flush();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  /** Sends one text frame, masked with zeroes. */
  void sendText(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one message of audio, deflated. */
  void sendDeflated(byte[] audio) throws IOException {
    send(BINARY | DEFLATED, Deflating.message(audio));
  }

  private void send(int first, byte[] bytes) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    frame.write(MASKED | TWO_BYTES);
    frame.write(bytes.length >> 8);
    frame.write(bytes.length);
    frame.writeBytes(new byte[4]);
    frame.writeBytes(bytes);
    out.write(frame.toByteArray());
    out.flush();
  }

  /** Reads one text frame of less than 64 KiB. */
  String readText() throws IOException {
    if (in.readUnsignedByte() != TEXT) {
      throw new IOException("not an uncompressed text");
    }
    int length = in.readUnsignedByte();
    byte[] bytes = new byte[length == TWO_BYTES ? in.readUnsignedShort() : length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Reads texts until one is of that type. */
  String readText(String type) throws IOException {
    String text = readText();
    while (!text.contains("\"type\":\"" + type + "\"")) {
      text = readText();
    }
    return text;
  }

  /** Waits until the other side has closed; whatever it says meanwhile is passed over. */
  boolean readToEnd() throws IOException {
    try {
      while (in.read() >= 0) {
        // Only the end matters.
      }
      return true;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
