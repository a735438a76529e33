package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.client.Audio;
import io.voxward.client.Domain;
import io.voxward.client.DomainSettings;
import io.voxward.client.Evaluation;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.engine.audio.Encoding;
import io.voxward.lab.load.PlatformCalls;
import io.voxward.wire.kinesis.FakeKinesis;
import io.voxward.wire.stream.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data rule D1: streamed audio reaches no file, table or log. A hundred calls with a marked voice
 * are streamed to the built application over every dialect, at the lowest level of its log; then
 * every file it could have written is searched for the audio, while it runs and after it has
 * stopped (which writes the database out).
 */
class AudioLeavesNoTraceIT {
  /** In the service's own dialect; every other one has {@link #CALLS_OF_A_PLATFORM}. */
  private static final int CALLS = 28;

  private static final int CALLS_OF_A_PLATFORM = 8;
  private static final int AT_ONCE = 10;
  private static final double CALL_SECONDS = 4;
  private static final double PACE = 3;
  private static final String OWN = "voxward";
  private static final String CONNECT = "0c9cf2c0-6e0b-4b7e-8d7c-4d9a1b1f6c55";
  private static final int FRAGMENTS_OF_A_CALL = 100;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  @TempDir static Path folder;

  private static List<Marked> streamed = List.of();
  private static MarkerTrace trace;
  private static Set<String> foundWhileRunning;
  private static Set<String> foundAfterStop;
  private static List<Evaluation> heard;
  private static final Map<String, List<Evaluation>> heardOverPlatforms = new TreeMap<>();
  private static String log = "";

  @BeforeAll
  static void a_hundred_calls_of_a_marked_voice() throws Exception {
    long begunAt = System.nanoTime();
    FileTime began = FileTime.from(Clock.systemUTC().instant().minusSeconds(2));
    float[] voice = Voices.speech("allison/call-2");
    streamed = new ArrayList<>();
    for (Encoding encoding : List.of(Encoding.L16_LITTLE_ENDIAN, Encoding.PCMU, Encoding.PCMA)) {
      streamed.add(Marked.voice(voice, CALL_SECONDS, encoding));
    }
    trace = new MarkerTrace(streamed);
    int audioSocketPort = BuiltService.freePort();
    try (FakeKinesis kinesis = FakeKinesis.start();
        BuiltService service = BuiltService.start(folder, environment(kinesis, audioSocketPort));
        VoxwardClient client = service.client()) {
      Domain domain = client.createDomain(DomainSettings.named("marked").enrollingFrom(20));
      heard = calls(client, domain.domainId());
      long heardAt = System.nanoTime();
      callOverPlatforms(service, client, domain.domainId(), audioSocketPort);
      callOverKinesis(kinesis, service, client, domain.domainId());
      System.out.printf(
          "marked calls over platforms: %d s%n",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - heardAt));
      foundWhileRunning = new TreeSet<>(search(began));
      foundWhileRunning.addAll(trace.findInOpenFiles(service.pid()));
      assertThat(service.stop()).isIn(0, 143);
    }
    foundAfterStop = search(began);
    log = BuiltService.log(folder);
    System.out.printf(
        "a hundred marked calls: %d s, a log of %d kB%n",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunAt), log.length() / 1024);
  }

  private static Map<String, String> environment(FakeKinesis kinesis, int audioSocketPort) {
    return Map.of(
        "QUARKUS_LOG_LEVEL", "TRACE",
        "VOXWARD_AUDIOSOCKET_PORT", Integer.toString(audioSocketPort),
        "VOXWARD_KINESIS_ENDPOINT", kinesis.address().toString(),
        "AWS_ACCESS_KEY_ID", "nobody",
        "AWS_SECRET_ACCESS_KEY", "nothing");
  }

  private static Marked coded(boolean muLaw) {
    Encoding encoding = muLaw ? Encoding.PCMU : Encoding.L16_LITTLE_ENDIAN;
    return streamed.stream().filter(one -> one.encoding() == encoding).findFirst().orElseThrow();
  }

  /** As the platforms send: the load tool's own lines, in real frames. */
  private static void callOverPlatforms(
      BuiltService service, VoxwardClient client, String domainId, int audioSocketPort) {
    List<PlatformCalls.Call> calls = new ArrayList<>();
    try (PlatformCalls lines =
        new PlatformCalls(client, service.address(), domainId, audioSocketPort)) {
      for (int number = 0; number < CALLS_OF_A_PLATFORM; number++) {
        for (String dialect : PlatformCalls.dialects()) {
          if (!dialect.equals(OWN)) {
            byte[] sound = coded(PlatformCalls.isMuLaw(dialect)).streamed();
            calls.add(lines.begin(dialect, dialect + "-" + number, "c-" + number, sound, PACE));
          }
        }
        if (number % 4 == 3) {
          calls.forEach(AudioLeavesNoTraceIT::awaitGood);
        }
      }
    }
    for (PlatformCalls.Call call : calls) {
      heardOverPlatforms
          .computeIfAbsent(call.dialect(), any -> new ArrayList<>())
          .add(awaitHeard(client, domainId, call.session()));
    }
  }

  private static void awaitGood(PlatformCalls.Call call) {
    assertThat(call.awaitError()).as(call.toString()).isNull();
  }

  /** As Amazon Connect does: the service fetches what a fake of AWS holds. */
  private static void callOverKinesis(
      FakeKinesis kinesis, BuiltService service, VoxwardClient client, String domainId)
      throws IOException {
    Line line = new Line(service.address(), service.token());
    ObjectNode instance = Line.object().put("kind", "connect").put("externalId", CONNECT);
    line.call("POST", "/instances", instance.put("domainId", domainId));
    byte[] sound = coded(false).streamed();
    for (int number = 0; number < CALLS_OF_A_PLATFORM; number++) {
      kinesis.holdsCall(first(number) + 1, "kinesis-" + number, sound);
    }
    kinesis.holdsCall(first(CALLS_OF_A_PLATFORM) + 1, "somebody-else", new byte[32_000]);
    for (int number = 0; number < CALLS_OF_A_PLATFORM; number++) {
      ObjectNode call =
          Line.object()
              .put("instanceArn", "arn:aws:connect:eu-central-1:123456789012:instance/" + CONNECT)
              .put("contactId", "kinesis-" + number)
              .put(
                  "streamArn",
                  "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/connect-1/1600000000000")
              .put("startFragmentNumber", Integer.toString(first(number)));
      Line.Answer begun = line.call("POST", "/kinesis-streams", call);
      assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
    }
    List<Evaluation> calls = new ArrayList<>();
    for (int number = 0; number < CALLS_OF_A_PLATFORM; number++) {
      calls.add(awaitHeard(client, domainId, "kinesis-" + number));
    }
    heardOverPlatforms.put("kinesis", calls);
  }

  private static int first(int number) {
    return (number + 1) * FRAGMENTS_OF_A_CALL;
  }

  private static Evaluation awaitHeard(VoxwardClient client, String domainId, String session) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Evaluation evaluation = client.evaluation(domainId, session);
    while (!evaluation.ended() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      evaluation = client.evaluation(domainId, session);
    }
    return evaluation;
  }

  private static Set<String> search(FileTime since) throws IOException {
    Set<String> found = trace.findUnder(folder, FileTime.fromMillis(0));
    found.addAll(trace.findUnder(Path.of(System.getProperty("java.io.tmpdir")), since));
    return found;
  }

  /** Every third call is also to enrol its caller, so that audio is kept for that, in memory. */
  private static List<Evaluation> calls(VoxwardClient client, String domainId) {
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<CompletableFuture<Evaluation>> running = new ArrayList<>();
      for (int number = 0; number < CALLS; number++) {
        int call = number;
        running.add(CompletableFuture.supplyAsync(() -> call(client, domainId, call), callers));
      }
      return running.stream().map(CompletableFuture::join).toList();
    }
  }

  private static Evaluation call(VoxwardClient client, String domainId, int number) {
    Marked marked = streamed.get(number % streamed.size());
    String encoding =
        marked.encoding() == Encoding.L16_LITTLE_ENDIAN ? "L16" : marked.encoding().name();
    Audio audio = new Audio(encoding, 8_000, 1, null);
    StartedSession session =
        client.startSession(domainId, new NewSession("call-" + number, "c-" + number, audio));
    if (number % 4 == 0) {
      client.requestEnrollment(domainId, session.sessionId());
    }
    try (LiveCall live = client.stream(session, audio, message -> {})) {
      live.play(marked.streamed(), PACE, sent -> true);
    }
    return client.evaluation(domainId, session.sessionId());
  }

  @Test
  void the_calls_were_heard_as_speech() {
    assertThat(heard)
        .hasSize(CALLS)
        .allSatisfy(call -> assertThat(call.netSpeechSeconds()).isGreaterThan(1));
  }

  @Test
  void calls_over_every_platform_were_heard_as_speech() {
    Set<String> expected = new TreeSet<>(PlatformCalls.dialects());
    expected.remove(OWN);
    expected.add("kinesis");
    assertThat(heardOverPlatforms.keySet()).isEqualTo(expected);
    assertThat(heardOverPlatforms.values())
        .allSatisfy(calls ->
            assertThat(calls)
                .hasSize(CALLS_OF_A_PLATFORM)
                .allSatisfy(call -> assertThat(call.netSpeechSeconds()).isGreaterThan(1)));
    assertThat(CALLS + CALLS_OF_A_PLATFORM * expected.size()).isEqualTo(100);
  }

  @Test
  void the_log_was_at_its_lowest_level() {
    assertThat(log).contains(" DEBUG ");
  }

  @Test
  void no_file_holds_the_audio_while_the_service_runs() {
    assertThat(foundWhileRunning).isEmpty();
  }

  @Test
  void no_file_holds_the_audio_after_the_service_stopped() {
    assertThat(foundAfterStop).isEmpty();
  }

  @Test
  void the_search_would_find_the_audio_in_every_form(@TempDir Path control) throws IOException {
    for (Marked audio : streamed) {
      for (Map.Entry<String, byte[]> form : audio.forms().entrySet()) {
        byte[] bytes = form.getValue();
        byte[] part = new byte[bytes.length / 2];
        // The second half, behind something else, as a buffer written by mistake would look.
        System.arraycopy(bytes, bytes.length / 2, part, 0, part.length);
        Path file = control.resolve(form.getKey().replace(' ', '-') + ".bin");
        Files.write(file, new byte[] {1, 2, 3});
        Files.write(file, part, java.nio.file.StandardOpenOption.APPEND);
      }
    }

    Set<String> found = trace.findUnder(control, FileTime.fromMillis(0));

    assertThat(streamed)
        .allSatisfy(audio ->
            assertThat(audio.forms().keySet())
                .allSatisfy(form -> assertThat(found).anyMatch(hit -> hit.startsWith(form))));
  }

  @Test
  void the_search_would_find_the_audio_in_the_database(@TempDir Path control) throws Exception {
    try (BuiltService service = BuiltService.start(control)) {
      try (Connection database = EmbeddedDatabase.connect(service.data());
          Statement statement = database.createStatement()) {
        statement.execute("create table trace_control (audio bytea)");
        insert(database, streamed.getFirst().streamed());
      }
      service.stop();
    }

    Set<String> found = trace.findUnder(control, FileTime.fromMillis(0));

    assertThat(found).anyMatch(hit -> hit.startsWith("L16_LITTLE_ENDIAN as streamed"));
  }

  private static void insert(Connection database, byte[] audio) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement("insert into trace_control values (?)")) {
      insert.setBytes(1, audio);
      insert.executeUpdate();
    }
  }
}
