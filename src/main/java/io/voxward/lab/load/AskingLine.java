package io.voxward.lab.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept, with one request under way at a time. Written for little work on the
 * client's side: what it uses is taken from the service that is measured.
 */
final class AskingLine implements AutoCloseable {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_DIGITS = 3;
  private static final String LENGTH = "content-length:";

  private final SocketChannel channel;
  private final ByteBuffer received = ByteBuffer.allocateDirect(MOST_BYTES);
  private final byte[] bytes = new byte[MOST_BYTES];

  /** An answer. */
  record Answer(int status, String body) {}

  /** Connects to {@code address}. */
  AskingLine(URI address) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    channel.socket().setTcpNoDelay(true);
  }

  /** Sends a request that is written out and reads the whole answer. */
  Answer ask(ByteBuffer request) throws IOException {
    request.rewind();
    while (request.hasRemaining()) {
      channel.write(request);
    }
    received.clear();
    int bodyAt = -1;
    int end = Integer.MAX_VALUE;
    while (received.position() < end) {
      if (!received.hasRemaining()) {
        throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
      }
      int from = received.position();
      if (channel.read(received) < 0) {
        throw new EOFException("the service closed the connection");
      }
      received.get(from, bytes, from, received.position() - from);
      if (bodyAt < 0) {
        bodyAt = endOfHead(received.position());
        if (bodyAt >= 0) {
          end = bodyAt + contentLength(bodyAt);
        }
      }
    }
    return new Answer(
        status(), new String(bytes, bodyAt, end - bodyAt, StandardCharsets.ISO_8859_1));
  }

  private int endOfHead(int length) {
    for (int i = 3; i < length; i++) {
      if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int headLength) throws IOException {
    String head =
        new String(bytes, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("an answer without its length");
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  private int status() {
    int status = 0;
    for (int i = STATUS_AT; i < STATUS_AT + STATUS_DIGITS; i++) {
      status = status * 10 + bytes[i] - '0';
    }
    return status;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
