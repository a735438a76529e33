package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LiveCallTest {
  private static final double AT_ONCE = 1e6;
  private static final String PROGRESS =
      "{\"type\": \"progress\", \"streaming\": \"ONGOING\", \"netSpeechSeconds\": 0.1,"
          + " \"secondsStillNeeded\": 9.9, \"score\": 42}";

  private final VoxwardClient client = new VoxwardClient(URI.create("http://127.0.0.1"), "t");
  private final List<StreamMessage> heard = new CopyOnWriteArrayList<>();
  private final byte[] audio = new byte[20_001];

  LiveCallTest() {
    RandomGenerator.of("L64X128MixRandom").nextBytes(audio);
  }

  @Test
  void audio_arrives_whole_in_order_and_is_declared_over() throws Exception {
    try (OneCallServer server = new OneCallServer(PROGRESS, 1000)) {

      try (LiveCall call = client.stream(server.session(), Audio.TELEPHONE, heard::add)) {
        call.play(audio, AT_ONCE, sent -> true);
      }
      server.done().get();

      assertThat(server.audio()).isEqualTo(audio);
      assertThat(server.request()).contains("Authorization: Bearer once");
      assertThat(server.text().strip()).isEqualTo("{\"type\": \"end\"}");
      assertThat(heard).containsExactly(new StreamMessage.Progress("ONGOING", 0.1, 9.9, 42));
    }
  }

  @Test
  void sending_stops_when_no_more_is_wanted() throws Exception {
    try (OneCallServer server = new OneCallServer("", 1000)) {
      double sent;

      try (LiveCall call = client.stream(server.session(), Audio.TELEPHONE, heard::add)) {
        sent = call.play(audio, AT_ONCE, seconds -> seconds < 0.45);
      }

      assertThat(sent).isEqualTo(0.5);
    }
  }

  @Test
  void the_reason_of_the_end_is_known() throws Exception {
    try (OneCallServer server = new OneCallServer("", 4002)) {
      LiveCall call = client.stream(server.session(), Audio.TELEPHONE, heard::add);

      call.close();

      assertThat(call.isOver()).isTrue();
      assertThat(call.awaitClosing(Duration.ZERO).code()).isEqualTo(4002);
    }
  }

  @Test
  void a_stream_that_cannot_be_connected_is_unreachable() throws Exception {
    StartedSession gone;
    try (OneCallServer server = new OneCallServer("", 1000)) {
      gone = server.session();
    }

    assertThatThrownBy(() -> client.stream(gone, Audio.TELEPHONE, heard::add))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("call-1");
  }
}
