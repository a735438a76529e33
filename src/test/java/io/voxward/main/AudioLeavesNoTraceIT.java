package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Audio;
import io.voxward.client.Domain;
import io.voxward.client.DomainSettings;
import io.voxward.client.Evaluation;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import io.voxward.engine.audio.Encoding;
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
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data rule D1: streamed audio reaches no file, table or log. Fifty calls with a marked voice are
 * streamed to the built application; then every file it could have written is searched for the
 * audio, while it runs and after it has stopped (which writes the database out).
 */
class AudioLeavesNoTraceIT {
  private static final int CALLS = 50;
  private static final int AT_ONCE = 10;
  private static final double CALL_SECONDS = 4;
  private static final double PACE = 3;

  @TempDir static Path folder;

  private static List<Marked> streamed = List.of();
  private static MarkerTrace trace;
  private static Set<String> foundWhileRunning;
  private static Set<String> foundAfterStop;
  private static List<Evaluation> heard;

  @BeforeAll
  static void fifty_calls_of_a_marked_voice() throws Exception {
    FileTime began = FileTime.from(Clock.systemUTC().instant().minusSeconds(2));
    float[] voice = Voices.speech("allison/call-2");
    streamed = new ArrayList<>();
    for (Encoding encoding : List.of(Encoding.L16_LITTLE_ENDIAN, Encoding.PCMU, Encoding.PCMA)) {
      streamed.add(Marked.voice(voice, CALL_SECONDS, encoding));
    }
    trace = new MarkerTrace(streamed);
    try (BuiltService service = BuiltService.start(folder);
        VoxwardClient client = service.client()) {
      Domain domain = client.createDomain(DomainSettings.named("marked").enrollingFrom(20));
      heard = calls(client, domain.domainId());
      foundWhileRunning = new TreeSet<>(search(began));
      foundWhileRunning.addAll(trace.findInOpenFiles(service.pid()));
      assertThat(service.stop()).isIn(0, 143);
    }
    foundAfterStop = search(began);
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
