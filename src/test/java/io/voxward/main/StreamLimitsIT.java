package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.StartedSession;
import io.voxward.client.StreamMessage;
import io.voxward.client.VoxwardClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ends of a stream that take time to reach, over a real socket: a service with limits of
 * seconds instead of minutes and hours, which looks at its calls only every other second.
 */
class StreamLimitsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TENTH_OF_A_SECOND = 1600;
  private static final double SLOWLY = 0.1;

  @TempDir static Path folder;

  private static BuiltService service;
  private static VoxwardClient client;
  private static String domain;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service =
        BuiltService.start(
            folder,
            Map.of(
                "VOXWARD_SESSION_HEAR_EVERY", "PT2S",
                "VOXWARD_SESSION_BUFFER_SECONDS", "1",
                "VOXWARD_SESSION_IDLE_AFTER", "PT4S",
                "VOXWARD_SESSION_LONGEST_STREAM", "PT8S"));
    client = service.client();
    domain = client.createDomain(DomainSettings.named("bank")).domainId();
  }

  @AfterAll
  static void stop() {
    client.close();
    service.close();
  }

  private static LiveCall open(String name) throws Exception {
    StartedSession session =
        client.startSession(domain, new NewSession(name, null, Audio.TELEPHONE));
    CompletableFuture<StreamMessage> opened = new CompletableFuture<>();
    LiveCall call = client.stream(session, Audio.TELEPHONE, opened::complete);
    StreamMessage _ = opened.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return call;
  }

  @Test
  void a_stream_that_says_nothing_for_too_long_ends_as_idle() throws Exception {
    LiveCall call = open("says-nothing");

    assertThat(call.awaitClosing(PATIENCE)).isEqualTo(new LiveCall.Closing(4000, "IDLE"));
  }

  @Test
  void a_stream_that_goes_on_for_too_long_ends_as_too_long() throws Exception {
    LiveCall call = open("goes-on");

    call.play(new byte[20 * TENTH_OF_A_SECOND], SLOWLY, _ -> !call.isOver());

    assertThat(call.awaitClosing(PATIENCE)).isEqualTo(new LiveCall.Closing(4001, "TOO_LONG"));
  }

  @Test
  void more_audio_than_may_wait_to_be_heard_ends_the_stream_as_buffer_full() throws Exception {
    LiveCall call = open("comes-too-fast");

    call.send(ByteBuffer.allocate(15 * TENTH_OF_A_SECOND));

    assertThat(call.awaitClosing(PATIENCE)).isEqualTo(new LiveCall.Closing(4003, "BUFFER_FULL"));
  }
}
