package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.Evaluation;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.VoxwardClient;
import io.voxward.common.TenantId;
import io.voxward.wire.audiosocket.AudioSocketServer;
import io.voxward.wire.kinesis.StagedMedia;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.Line;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The load tool's side of every dialect against the service itself: both keep the same protocol.
 */
@QuarkusTest
class PlatformLinesTest {
  private static final TenantId TENANT = new TenantId("platform-lines-test");
  private static final double PACE = 4;
  private static final int CALL_SECONDS = 10;

  private final RestCalls rest;
  private final AudioSocketServer audioSocket;
  private final StagedMedia stage;

  @Inject
  PlatformLinesTest(RestCalls rest, AudioSocketServer audioSocket, StagedMedia stage) {
    this.rest = rest;
    this.audioSocket = audioSocket;
    this.stage = stage;
  }

  private int port() {
    return audioSocket.address().orElseThrow().getPort();
  }

  @Test
  void an_enrolled_caller_is_accepted_over_every_dialect_and_told_where_the_dialect_can() {
    // Given
    URI service = Line.testAddress();
    DemoVoices voices = new DemoVoices();
    float[] said = Arrays.copyOf(voices.call("allison"), CALL_SECONDS * 8000);
    try (VoxwardClient client = new VoxwardClient(service, rest.token(TENANT, Role.ADMIN))) {
      String domain =
          client.createDomain(DomainSettings.named("lines").enrollingFrom(20)).domainId();
      assertThat(
              client.enrollRecording(
                  domain,
                  "allison",
                  Audio.l16BigEndian(voices.enrollment("allison")),
                  "audio/L16;rate=8000;channels=1"))
          .isEqualTo(new RecordingAnswer.Enrolled());
      List<PlatformCalls.Call> calls = new ArrayList<>();
      Map<String, String> errors = new TreeMap<>();

      // When
      try (PlatformCalls lines = new PlatformCalls(client, service, domain, port())) {
        for (String dialect : PlatformCalls.dialects()) {
          byte[] sound = PlatformCalls.coded(dialect, said);
          calls.add(lines.begin(dialect, "call-" + dialect, "allison", sound, PACE));
        }
        calls.forEach(call -> errors.put(call.dialect(), String.valueOf(call.awaitError())));
      }

      // Then
      assertThat(errors.values()).containsOnly("null");
      assertThat(calls)
          .allSatisfy(call -> {
            assertThat(decided(client, domain, call.session()).decision()).isEqualTo("ACCEPT");
            assertThat(call.wasToldDecision())
                .isEqualTo(Dialect.named(call.dialect()).orElseThrow().tellsDecisions());
          });
      assertThat(links()).isZero();
    }
  }

  private int links() {
    String token = rest.token(TENANT, Role.ADMIN);
    return rest.send("GET", "/api/v1/instances", token, null).body().path("items").size();
  }

  /** Some platforms close at once; what they sent is heard after that. */
  private static Evaluation decided(VoxwardClient client, String domain, String session) {
    assertThat(client.check(domain, session, 5).settled()).as(session).isTrue();
    return client.evaluation(domain, session);
  }

  @Test
  void a_load_of_platform_calls_is_reported_and_leaves_nothing_behind() {
    URI service = Line.testAddress();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    LoadPlan plan = new LoadPlan(3, 6, 0, 0, new Conversation.Style(1, -66, 20), Dialect.TWILIO);

    try (VoxwardClient client = new VoxwardClient(service, rest.token(TENANT, Role.ADMIN))) {
      new LoadRun(client, service, 0, plan, out).run().print(out);
    }

    assertThat(links()).isZero();

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("3 at once of 6 s, 3 in all, 0 errors, 0 refused")
        .contains("dialect          twilio, decisions as a check over REST says them")
        .containsPattern("ACCEPT +[12]")
        .containsPattern("first audio to decision +[0-9]+");
  }

  @Test
  void a_load_of_amazon_connect_calls_is_fetched_by_the_service() throws IOException {
    URI service = Line.testAddress();
    int port;
    try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closedAgain.getLocalPort();
    }
    stage.plays(URI.create("http://127.0.0.1:" + port));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    LoadPlan plan = new LoadPlan(3, 6, 0, 0, new Conversation.Style(1, -66, 1000), Dialect.KINESIS);

    try (VoxwardClient client = new VoxwardClient(service, rest.token(TENANT, Role.ADMIN))) {
      new LoadRun(client, service, port, plan, out).run().print(out);
    }

    assertThat(links()).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("3 at once of 6 s, 3 in all, 0 errors, 0 refused")
        .containsPattern("ACCEPT +[12]");
  }
}
