package io.voxward.wire.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import jakarta.inject.Inject;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Amazon Connect calls of real recorded voices, from the contact flow's word to the decision. */
@QuarkusTest
class KinesisStreamTest {
  private static final TenantId TENANT = new TenantId("kinesis-test");
  private static final String ALLISON = "allison-7";
  private static final String INSTANCE =
      "arn:aws:connect:eu-central-1:123456789012:instance/0c9cf2c0-6e0b-4b7e-8d7c-4d9a1b1f6c55";
  private static final long PATIENCE_NANOS = 40_000_000_000L;

  private final RestCalls rest;
  private final StagedMedia stage;
  private final MeterRegistry meters;
  private final FakeKinesis kinesis = FakeKinesis.start();
  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";

  @Inject
  KinesisStreamTest(RestCalls rest, StagedMedia stage, MeterRegistry meters) {
    this.rest = rest;
    this.stage = stage;
    this.meters = meters;
  }

  @BeforeEach
  void makeDomain() {
    stage.plays(kinesis);
    line = new Line(Line.testAddress(), rest.token(TENANT, Role.ADMIN));
    ObjectNode body = Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 20);
    domain = line.call("POST", "/domains", body).text("/domainId");
  }

  @AfterEach
  void closeStage() {
    kinesis.close();
  }

  private String path() {
    return "/domains/" + domain;
  }

  private void enrollAllison() {
    byte[] audio = DemoVoices.l16("allison", "enrol", 4);
    for (int i = 0; i < audio.length; i += 2) {
      byte low = audio[i];
      audio[i] = audio[i + 1];
      audio[i + 1] = low;
    }
    Answer enrolled =
        line.upload(
            path() + "/speakers/" + ALLISON + "/enrollments",
            "audio/L16;rate=8000;channels=1",
            audio);
    assertThat(enrolled.status()).as(enrolled.body().toString()).isEqualTo(201);
  }

  /** Links the instance with the domain, in place of an older link. */
  private void link() {
    for (var linked : line.call("GET", "/instances", null).body().path("items")) {
      line.call("DELETE", "/instances/" + linked.path("instanceId").asText(), null);
    }
    ObjectNode body =
        Line.object()
            .put("kind", "connect")
            .put("externalId", INSTANCE.replaceAll(".*/", ""))
            .put("domainId", domain);
    assertThat(line.call("POST", "/instances", body).status()).isEqualTo(201);
  }

  private static ObjectNode call(String contact) {
    return Line.object()
        .put("instanceArn", INSTANCE)
        .put("contactId", contact)
        .put("streamArn", Stage.STREAM.value())
        .put("startFragmentNumber", "100")
        .put("speakerId", ALLISON);
  }

  private Answer check(String session) {
    return line.call("GET", path() + "/sessions/" + session + "/check?wait=20", null);
  }

  private String streaming(String session) {
    return line.call("GET", path() + "/sessions/" + session, null).text("/streaming");
  }

  private double speech(String session) {
    return line.call("GET", path() + "/sessions/" + session, null)
        .body()
        .path("netSpeechSeconds")
        .asDouble();
  }

  private double pulls() {
    return meters.get("voxward.kinesis.pulls").gauge().value();
  }

  private double ended(String reason) {
    var counter = meters.find("voxward.kinesis.ended").tag("reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Test
  void a_customer_is_accepted_and_an_impostor_rejected_on_connects_own_stream() {
    // Given
    enrollAllison();
    link();
    byte[] silence = new byte[32_000];
    kinesis
        .holdsCall(101, "contact-1", DemoVoices.l16("allison", "call", 4))
        .holdsCall(201, "contact-2", DemoVoices.l16("june", "call", 4))
        .holdsCall(301, "contact-3", silence);
    double before = ended("OTHER_CONTACT");

    // When
    Answer customer = line.call("POST", "/kinesis-streams", call("contact-1"));
    Answer impostor =
        line.call("POST", "/kinesis-streams", call("contact-2").put("startFragmentNumber", "200"));

    // Then
    assertThat(customer.status()).as(customer.body().toString()).isEqualTo(202);
    assertThat(customer.text("/state")).isEqualTo("STREAMING");
    assertThat(customer.text("/sessionName")).isEqualTo("contact-1");
    assertThat(customer.text("/domainId")).isEqualTo(domain);
    assertThat(impostor.status()).isEqualTo(202);
    assertThat(check("contact-1").text("/authentication")).isEqualTo("Authenticated");
    assertThat(check("contact-2").text("/authentication")).isEqualTo("Not authenticated");

    // And each call is over where the next contact begins
    await(() -> streaming("contact-1").equals("ENDED") && streaming("contact-2").equals("ENDED"));
    assertThat(ended("OTHER_CONTACT")).isEqualTo(before + 2);
    await(() -> pulls() == 0);
  }

  @Test
  void a_call_whose_connections_break_is_heard_whole_and_once() {
    // Given
    link();
    byte[] voice = DemoVoices.l16("allison", "call", 2);
    kinesis
        .holdsCall(101, "contact-1", voice)
        .holdsCall(301, "contact-9", new byte[32_000])
        .holdsCall(401, "contact-2", voice)
        .holdsCall(501, "contact-9", new byte[32_000]);
    line.call("POST", "/kinesis-streams", call("contact-1"));
    await(() -> streaming("contact-1").equals("ENDED"));

    // When: in a fragment's middle, in its head, and before anything
    kinesis.breaksAfter(50_000).breaksAfter(100).breaksAfter(0).breaksAfter(90_000);
    Answer begun =
        line.call("POST", "/kinesis-streams", call("contact-2").put("startFragmentNumber", "400"));
    await(() -> streaming("contact-2").equals("ENDED"));

    // Then
    assertThat(begun.text("/state")).isEqualTo("STREAMING");
    assertThat(kinesis.asked()).containsExactly("100", "400", "401", "401", "401", "403");
    assertThat(speech("contact-1")).isGreaterThan(3);
    assertThat(speech("contact-2")).isEqualTo(speech("contact-1"));
  }

  @Test
  void a_session_is_heard_until_somebody_ends_it() {
    // Given
    kinesis.holdsCall(101, "contact-1", DemoVoices.l16("allison", "call", 1)).staysOpen();
    ObjectNode session = Line.object().put("sessionName", "s-1");
    session.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    line.call("POST", path() + "/sessions", session);
    String stream = path() + "/sessions/s-1/kinesis-stream";
    double asked = ended("ASKED");
    double withSession = ended("SESSION_ENDED");
    ObjectNode place =
        Line.object().put("streamArn", Stage.STREAM.value()).put("startFragmentNumber", "100");

    // When
    Answer begun = line.call("POST", stream, place);
    Answer again = line.call("POST", stream, place);
    Answer other = line.call("POST", stream, place.deepCopy().put("startFragmentNumber", "101"));
    await(() -> speech("s-1") > 0);
    Answer ended = line.call("DELETE", stream, null);

    // Then
    assertThat(begun.text("/state")).isEqualTo("STREAMING");
    assertThat(again.status()).isEqualTo(202);
    assertThat(kinesis.asked()).hasSize(1);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("/type")).endsWith(":another-active-stream");
    assertThat(ended.status()).isEqualTo(204);
    await(() -> streaming("s-1").equals("ENDED"));
    assertThat(ended("ASKED")).isEqualTo(asked + 1);
    assertThat(line.call("DELETE", stream, null).status()).isEqualTo(204);

    // And a session that ends takes its stream along
    assertThat(line.call("POST", stream, place).text("/state")).isEqualTo("STREAMING");
    line.call("DELETE", path() + "/sessions/s-1", null);
    assertThat(ended("SESSION_ENDED")).isEqualTo(withSession + 1);
  }

  @Test
  void what_aws_refuses_is_told_and_leaves_the_session_as_it_was() {
    // Given
    link();
    kinesis.refuses("GetMedia", 401, "NotAuthorizedException");

    // When
    Answer forbidden = line.call("POST", "/kinesis-streams", call("contact-1"));
    kinesis.refuses("GetDataEndpoint", 404, "ResourceNotFoundException");
    Answer missing = line.call("POST", "/kinesis-streams", call("contact-1"));
    kinesis.refuses("GetMedia", 400, "InvalidArgumentException");
    Answer fragment = line.call("POST", "/kinesis-streams", call("contact-1"));

    // Then
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.text("/detail")).contains("kinesisvideo:GetMedia");
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.text("/field")).isEqualTo("streamArn");
    assertThat(fragment.status()).isEqualTo(400);
    assertThat(fragment.text("/field")).isEqualTo("startFragmentNumber");
    assertThat(streaming("contact-1")).isEqualTo("PENDING_CONFIGURATION");
  }

  @Test
  void media_that_is_no_matroska_ends_the_stream_by_name() {
    // Given
    link();
    kinesis.holds("101", new byte[] {'R', 'I', 'F', 'F', 0, 0, 0, 0});
    double before = ended("MALFORMED");

    // When
    Answer begun = line.call("POST", "/kinesis-streams", call("contact-1"));

    // Then
    assertThat(begun.status()).isEqualTo(202);
    await(() -> ended("MALFORMED") == before + 1);
    await(() -> streaming("contact-1").equals("ENDED"));
  }

  @Test
  void an_instance_that_is_not_linked_and_bad_names_are_refused_by_name() {
    // Given
    link();
    ObjectNode unlinked =
        call("contact-1")
            .put("instanceArn", "arn:aws:connect:eu-central-1:123456789012:instance/x");
    ObjectNode badStream = call("contact-1").put("streamArn", "arn:aws:s3:::bucket");
    ObjectNode noFragment = call("contact-1");
    noFragment.remove("startFragmentNumber");
    ObjectNode badContact = call("a b");
    ObjectNode wideband = Line.object().put("sessionName", "s-16");
    wideband.putObject("audio").put("encoding", "L16").put("sampleRate", 16000).put("channels", 1);
    line.call("POST", path() + "/sessions", wideband);

    // When / Then
    Answer refused = line.call("POST", "/kinesis-streams", unlinked);
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("/type")).endsWith(":instance-not-found");
    assertInvalid("streamArn", line.call("POST", "/kinesis-streams", badStream));
    assertInvalid("startFragmentNumber", line.call("POST", "/kinesis-streams", noFragment));
    assertInvalid("contactId", line.call("POST", "/kinesis-streams", badContact));
    assertInvalid(
        "audio",
        line.call(
            "POST",
            path() + "/sessions/s-16/kinesis-stream",
            Line.object()
                .put("streamArn", Stage.STREAM.value())
                .put("startFragmentNumber", "100")));
    assertThat(kinesis.asked()).isEmpty();
  }

  private static void assertInvalid(String field, Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/field")).isEqualTo(field);
  }
}
