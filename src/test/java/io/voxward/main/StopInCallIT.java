package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.RefusedException;
import io.voxward.client.StartedSession;
import io.voxward.client.StreamMessage;
import io.voxward.client.VoxwardClient;
import io.voxward.lab.load.PlatformCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls that are streaming while their node is told to stop, one over each dialect, learn in the
 * words of their dialect that they should reconnect.
 */
class StopInCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CALL_SECONDS = 60;

  @TempDir static Path folder;

  private static LiveCall.Closing own;
  private static final Map<String, String> said = new TreeMap<>();

  @BeforeAll
  static void the_service_is_told_to_stop_while_a_call_streams_over_every_dialect()
      throws Exception {
    int audioSocketPort = BuiltService.freePort();
    Map<String, String> environment =
        Map.of("VOXWARD_AUDIOSOCKET_PORT", Integer.toString(audioSocketPort));
    try (BuiltService service = BuiltService.start(folder, environment);
        VoxwardClient client = service.client()) {
      String domain = client.createDomain(DomainSettings.named("bank")).domainId();
      StartedSession session =
          client.startSession(domain, new NewSession("stopped", null, Audio.TELEPHONE));
      CompletableFuture<StreamMessage> opened = new CompletableFuture<>();
      LiveCall call = client.stream(session, Audio.TELEPHONE, opened::complete);
      StreamMessage _ = opened.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      PlatformCalls lines = new PlatformCalls(client, service.address(), domain, audioSocketPort);
      List<PlatformCalls.Call> calls = new ArrayList<>();
      for (String dialect : PlatformCalls.dialects()) {
        byte[] quiet = PlatformCalls.coded(dialect, new float[CALL_SECONDS * 8000]);
        calls.add(lines.begin(dialect, "stopped-" + dialect, null, quiet, 1));
      }
      calls.forEach(one -> awaitStreaming(client, domain, one));

      service.stop();

      own = call.awaitClosing(PATIENCE);
      calls.forEach(one -> said.put(one.dialect(), String.valueOf(one.awaitError())));
    }
  }

  private static void awaitStreaming(VoxwardClient client, String domain, PlatformCalls.Call call) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && !isStreaming(client, domain, call)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean isStreaming(VoxwardClient client, String domain, PlatformCalls.Call call) {
    try {
      return client.session(domain, call.session()).streaming().equals("ONGOING");
    } catch (RefusedException notThereYet) {
      return false;
    }
  }

  @Test
  void a_stream_is_closed_as_draining_when_the_service_stops() {
    assertThat(own).isEqualTo(new LiveCall.Closing(1001, "DRAINING"));
  }

  @Test
  void the_reason_is_told_before_the_close_where_the_dialect_is_ours() {
    assertThat(said.get("voxward")).startsWith("DRAINING: this node is stopping");
  }

  @Test
  void every_websocket_of_a_platform_is_closed_as_draining() {
    for (String dialect :
        List.of("twilio", "jambonz", "freeswitch", "audiostream", "vonage", "asterisk")) {
      assertThat(said.get(dialect)).as(dialect).isEqualTo("closed by the service: 1001 DRAINING");
    }
  }

  @Test
  void genesys_is_asked_to_reconnect() {
    assertThat(said.get("audiohook")).isEqualTo("RECONNECT: this node is stopping");
  }

  @Test
  void asterisk_is_hung_up_on_over_audiosocket_which_has_no_other_word() {
    assertThat(said.get("audiosocket")).isEqualTo("closed early: 1000 hang-up");
  }
}
