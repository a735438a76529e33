package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.StartedSession;
import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams of a load against a small service of the test. */
class LinePacerTest {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(20);
  private static final byte[] DECISION =
      ("{\"type\": \"evaluation\", \"sessionId\": \"s\", \"streaming\": \"ONGOING\","
              + " \"netSpeechSeconds\": 3.2, \"secondsStillNeeded\": 0,"
              + " \"authentication\": {\"decision\": \"ACCEPT\"}}")
          .getBytes(StandardCharsets.UTF_8);

  /** Takes one stream in, decides after so many messages, and closes when told the end. */
  private static int serve(ServerSocket server, int decidesAfter, int code) {
    int messages = 0;
    try (Socket socket = server.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      assertThat(head.toString()).contains("Bearer secret", "Upgrade: websocket");
      out.write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length;
        in.skipNBytes(4 + length);
        if (opcode == WireFrames.BINARY && ++messages == decidesAfter) {
          out.write(new byte[] {(byte) 0x81, 126, 0, (byte) DECISION.length});
          out.write(DECISION);
        }
        if (opcode == WireFrames.TEXT || (messages > decidesAfter && code != 1000)) {
          out.write(new byte[] {(byte) 0x88, 2, (byte) (code >> 8), (byte) code});
          // What is unread would break the connection before the close is read.
          in.skipNBytes(Long.MAX_VALUE);
        }
      }
    } catch (IOException closedByTheOther) {
      return messages;
    }
  }

  private static LoadedCall play(int decidesAfter, int code, int[] received) throws Exception {
    Conversation conversation;
    try (VoiceEngine engine = VoiceEngine.open(EngineOptions.bundled())) {
      conversation =
          Conversation.of(
              "june",
              new DemoVoices().call("june"),
              2,
              new Conversation.Style(1, -66, 20),
              Dialect.VOXWARD,
              1,
              engine);
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LinePacer pacer = new LinePacer()) {
      CompletableFuture<Integer> served =
          CompletableFuture.supplyAsync(() -> serve(server, decidesAfter, code));
      LoadedCall.Recorder recorder = new LoadedCall.Recorder(conversation, "june");
      URI address = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/stream/calls/x");
      StreamLine line =
          new StreamLine(
              new OwnTalk(new StartedSession("id", "name", address, "secret")),
              conversation,
              25,
              PERIOD,
              recorder);
      pacer.add(line);
      line.over().get(10, TimeUnit.SECONDS);
      received[0] = served.get(10, TimeUnit.SECONDS);
      assertThat(pacer.lateness().count()).isBetween(5L, 25L);
      return recorder.call();
    }
  }

  @Test
  void all_messages_are_sent_at_their_pace_and_the_decision_is_noted() throws Exception {
    int[] received = new int[1];

    LoadedCall call = play(10, 1000, received);

    assertThat(call.error()).isNull();
    assertThat(received[0]).isEqualTo(25);
    LoadedCall.Decided decided = Objects.requireNonNull(call.decided());
    assertThat(decided.speechSeconds()).isEqualTo(3);
    assertThat(decided.millis()).isBetween(175.0, 2_000.0);
  }

  @Test
  void a_stream_that_the_service_ends_is_an_error() throws Exception {
    LoadedCall call = play(5, 1013, new int[1]);

    assertThat(call.error()).contains("closed by the service: 1013");
  }
}
