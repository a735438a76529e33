package io.voxward.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.AccessKeys;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.Line.Stream;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes over the socket, the stream goes on or ends with one of its named reasons, and the
 * service hears the next call. The seeds are fixed, so a failure can be repeated.
 */
@QuarkusTest
class CallStreamFuzzTest {
  private static final TenantId TENANT = new TenantId("call-stream-fuzz");
  private static final int ROUNDS = 40;
  private static final int MESSAGES = 30;
  private static final int LONGEST = 70_000;
  private static final Set<String> EXPECTED =
      Set.of("DONE", "BAD_MESSAGE", "TOO_FAST", "MESSAGE_TOO_BIG");

  /** Texts near the border between good and bad, cut and joined at random. */
  private static final List<String> PIECES =
      List.of(
          "{\"type\":\"ping\"}",
          "{\"type\":\"unknown\"}",
          "{\"type\":",
          "[]",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
          "{\"type\":1}",
          "{\"type\":null}",
          "{}",
          "\"type\"",
          "0",
          "\u0000",
          "{\"type\":\"end\",\"type\":\"ping\"}",
          "{\"type\":\"\"}",
          "1e999999999",
          "");

  private final AccessKeys accessKeys;
  private final Tenants tenants;
  private Line line = new Line(Line.testAddress(), "");
  private String sessions = "";

  @Inject
  CallStreamFuzzTest(AccessKeys accessKeys, Tenants tenants) {
    this.accessKeys = accessKeys;
    this.tenants = tenants;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    line =
        new Line(
            Line.testAddress(),
            accessKeys.create(TENANT, "line", Set.of(Role.ADMIN), new DomainScope.All()).token());
    sessions =
        "/domains/"
            + line.call("POST", "/domains", Line.object().put("name", "bank")).text("/domainId")
            + "/sessions";
  }

  @Test
  void whatever_comes_the_stream_goes_on_or_ends_by_name_and_the_next_call_is_heard() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      // Given
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      Stream stream = open(random);

      // When
      for (int i = 0; i < MESSAGES; i++) {
        if (random.nextInt(4) == 0) {
          stream.say(text(random));
        } else {
          stream.send(bytes(random));
        }
      }
      stream.say("{\"type\":\"end\"}");

      // Then
      assertThat(stream.awaitClosing().reason()).as("seed %d", seed).isIn(EXPECTED);
    }
    Stream next = open(RandomGeneratorFactory.of("L64X128MixRandom").create(0));
    next.send(ByteBuffer.allocate(1600));
    next.say("{\"type\":\"end\"}");
    assertThat(next.awaitClosing()).isEqualTo(new Stream.Closing(1000, "DONE"));
  }

  private Stream open(RandomGenerator random) {
    ObjectNode body = Line.object();
    body.putObject("audio")
        .put("encoding", List.of("L16", "PCMU", "PCMA").get(random.nextInt(3)))
        .put("sampleRate", random.nextBoolean() ? 8000 : 16000)
        .put("channels", 2)
        .put("callerChannel", random.nextInt(2));
    Answer session = line.call("POST", sessions, body);
    return line.stream(session.text("/streamUrl"), session.text("/streamToken"));
  }

  private static ByteBuffer bytes(RandomGenerator random) {
    int length = random.nextInt(20) == 0 ? random.nextInt(LONGEST) : random.nextInt(3000);
    byte[] audio = new byte[length];
    random.nextBytes(audio);
    return ByteBuffer.wrap(audio);
  }

  private static String text(RandomGenerator random) {
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return switch (random.nextInt(6)) {
      case 0 -> piece + PIECES.get(random.nextInt(PIECES.size()));
      case 1 -> piece.substring(0, random.nextInt(piece.length() + 1));
      default -> "{\"type\":\"ping\"}";
    };
  }
}
