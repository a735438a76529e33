package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AskingLineTest {
  private static final ByteBuffer REQUEST =
      ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

  /** Answers each request on one connection with these pieces, each sent by itself. */
  private static void serve(ServerSocket server, String... pieces) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            while (in.readNBytes(REQUEST.capacity()).length == REQUEST.capacity()) {
              for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
              }
              if (pieces.length == 0) {
                return;
              }
            }
          } catch (IOException theClientHasLeft) {
            // What the client saw of it is what the test looks at.
          }
        });
  }

  private static URI address(ServerSocket server) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void answers_in_any_number_of_pieces_are_read_whole_on_one_connection() throws IOException {
    try (ServerSocket server = server()) {
      serve(server, "HTTP/1.1 429 Too", " Many\r\nContent-Le", "ngth: 5\r\n\r", "\nab", "cde");
      try (AskingLine line = new AskingLine(address(server))) {
        AskingLine.Answer first = line.ask(REQUEST);
        AskingLine.Answer second = line.ask(REQUEST);

        assertThat(first).isEqualTo(new AskingLine.Answer(429, "abcde"));
        assertThat(second).isEqualTo(first);
      }
    }
  }

  @Test
  void a_closed_connection_is_told() throws IOException {
    try (ServerSocket server = server()) {
      serve(server);
      try (AskingLine line = new AskingLine(address(server))) {
        assertThatThrownBy(() -> line.ask(REQUEST)).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void an_answer_without_its_length_is_refused() throws IOException {
    try (ServerSocket server = server()) {
      serve(server, "HTTP/1.1 200 OK\r\n\r\n");
      try (AskingLine line = new AskingLine(address(server))) {
        assertThatThrownBy(() -> line.ask(REQUEST)).hasMessageContaining("length");
      }
    }
  }
}
