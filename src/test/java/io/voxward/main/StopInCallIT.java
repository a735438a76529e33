package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.StartedSession;
import io.voxward.client.StreamMessage;
import io.voxward.client.VoxwardClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that is streaming while its node is told to stop learns that it should reconnect. */
class StopInCallIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;

  @Test
  void a_stream_is_closed_as_draining_when_the_service_stops() throws Exception {
    // Given
    try (BuiltService service = BuiltService.start(folder);
        VoxwardClient client = service.client()) {
      String domain = client.createDomain(DomainSettings.named("bank")).domainId();
      StartedSession session =
          client.startSession(domain, new NewSession("stopped", null, Audio.TELEPHONE));
      CompletableFuture<StreamMessage> opened = new CompletableFuture<>();
      LiveCall call = client.stream(session, Audio.TELEPHONE, opened::complete);
      StreamMessage _ = opened.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

      // When
      service.stop();

      // Then
      assertThat(call.awaitClosing(PATIENCE)).isEqualTo(new LiveCall.Closing(1001, "DRAINING"));
    }
  }
}
