package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Audio;
import io.voxward.client.DomainSettings;
import io.voxward.client.Evaluation;
import io.voxward.client.LiveCall;
import io.voxward.client.NewSession;
import io.voxward.client.RecordingAnswer;
import io.voxward.client.Session;
import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data rule D2 and the promise of one truth: the built application is killed in the middle of a
 * call, with its database left behind, and started again on the same data directory.
 */
class RestartIT {
  private static final double PACE = 3;
  private static final double KILL_AFTER_SECONDS = 3;

  @TempDir static Path folder;

  private static BuiltService again;
  private static VoxwardClient client;
  private static String domainId = "";
  private static Session waiting;
  private static Evaluation wentOn;

  @BeforeAll
  static void killed_in_mid_call_and_started_again() throws Exception {
    StartedSession killed;
    try (BuiltService first = BuiltService.start(folder);
        VoxwardClient before = first.client()) {
      System.out.println("start on an empty folder: " + first.startTime().toMillis() + " ms");
      domainId = before.createDomain(DomainSettings.named("bank").enrollingFrom(20)).domainId();
      RecordingAnswer enrolled =
          before.enrollRecording(
              domainId,
              "allison",
              Audio.l16BigEndian(
                  Voices.speech("allison/enrol-1", "allison/enrol-2", "allison/enrol-3")),
              "audio/L16;rate=8000;channels=1");
      assertThat(enrolled).isEqualTo(new RecordingAnswer.Enrolled());
      killed = session(before, "killed");
      LiveCall live = before.stream(killed, Audio.TELEPHONE, message -> {});
      live.play(
          Audio.l16(Voices.speech("allison/call-2")), PACE, sent -> sent < KILL_AFTER_SECONDS);
      first.kill9();
      live.abort();
    }
    again = BuiltService.start(folder);
    System.out.println("start after kill -9: " + again.startTime().toMillis() + " ms");
    client = again.client();
    waiting = client.session(domainId, killed.sessionId());
    StartedSession reconnected = client.reconnect(domainId, killed);
    try (LiveCall live = client.stream(reconnected, Audio.TELEPHONE, message -> {})) {
      live.play(Audio.l16(Voices.speech("allison/call-1", "allison/call-2")), PACE, sent -> true);
    }
    wentOn = client.evaluation(domainId, killed.sessionId());
  }

  @AfterAll
  static void stop() {
    client.close();
    again.close();
  }

  private static StartedSession session(VoxwardClient client, String name) {
    return client.startSession(domainId, new NewSession(name, "allison", Audio.TELEPHONE));
  }

  @Test
  void the_call_waits_for_its_caller() {
    assertThat(waiting.streaming()).isEqualTo("ENDED");
    assertThat(waiting.endReason()).isNull();
  }

  @Test
  void it_goes_on_after_its_reconnect_without_what_was_heard_and_says_so() {
    assertThat(wentOn.sessionId()).isEqualTo(waiting.sessionId());
    assertThat(wentOn.sessionName()).isEqualTo("killed");
    assertThat(wentOn.decision()).isEqualTo("ACCEPT");
    assertThat(wentOn.reasons()).containsExactly("RESTARTED_WITHOUT_EARLIER_AUDIO");
  }

  @Test
  void an_enrolled_speaker_still_verifies() throws Exception {
    byte[] audio = Audio.l16(Voices.speech("allison/call-1", "allison/call-2"));
    StartedSession session = session(client, "after");

    try (LiveCall live = client.stream(session, Audio.TELEPHONE, message -> {})) {
      live.play(audio, PACE, sent -> true);
    }

    Evaluation evaluation = client.evaluation(domainId, session.sessionId());
    assertThat(evaluation.decision()).isEqualTo("ACCEPT");
  }

  /** Reading every page checks its checksum. */
  @Test
  void every_table_can_be_read_to_its_end() throws Exception {
    try (Connection database = EmbeddedDatabase.connect(again.data())) {
      List<String> tables = tables(database);

      long rows = 0;
      for (String table : tables) {
        rows += count(database, table);
      }

      assertThat(tables).hasSizeGreaterThan(5);
      assertThat(rows).isPositive();
    }
  }

  private static List<String> tables(Connection database) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        database.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private static long count(Connection database, String table) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("select count(t.*) from \"" + table + "\" t")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void only_one_database_runs_on_the_data_directory() {
    long servers =
        again.processes().stream().filter(line -> line.contains("/postgres -D ")).count();

    assertThat(servers).isEqualTo(1);
  }

  @Test
  void a_second_service_on_the_same_data_directory_is_refused() throws Exception {
    Process second = BuiltService.launch(folder, BuiltService.freePort());

    boolean ended = second.waitFor(30, TimeUnit.SECONDS);

    second.destroyForcibly();
    assertThat(ended).isTrue();
    assertThat(second.exitValue()).isNotZero();
    assertThat(BuiltService.log(folder)).contains("in use");
    assertThat(VoxwardClient.isReady(again.address())).isTrue();
  }
}
