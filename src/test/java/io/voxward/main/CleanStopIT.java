package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built application starts on nothing, ends when asked, and starts again on what it left. */
class CleanStopIT {
  @TempDir static Path folder;

  private static byte[] credentials = {};
  private static Set<PosixFilePermission> permissions = Set.of();
  private static List<String> leftRunning = List.of();
  private static BuiltService second;
  private static int exitOfEarlyStop;

  @BeforeAll
  static void started_stopped_and_started_again() throws Exception {
    try (BuiltService first = BuiltService.start(folder)) {
      Path file = first.data().resolve("credentials.json");
      credentials = Files.readAllBytes(file);
      permissions = Files.getPosixFilePermissions(file);
      first.stop();
      leftRunning = first.processes();
    }
    stopEarly();
    second = BuiltService.start(folder);
    System.out.println("warm start: " + second.startTime().toMillis() + " ms");
  }

  /** As soon as it answers, while its networks hear the call that it rehearses. */
  private static void stopEarly() throws Exception {
    String answers = "Voxward is ready";
    int before = BuiltService.log(folder).lastIndexOf(answers);
    Process early = BuiltService.launch(folder, BuiltService.freePort());
    while (BuiltService.log(folder).lastIndexOf(answers) == before) {
      assertThat(early.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    early.destroy();
    assertThat(early.waitFor(30, TimeUnit.SECONDS)).isTrue();
    exitOfEarlyStop = early.exitValue();
  }

  @AfterAll
  static void stop() {
    second.close();
  }

  @Test
  void a_stopped_service_leaves_no_process_behind() {
    assertThat(leftRunning).isEmpty();
  }

  @Test
  void a_service_that_is_stopped_while_a_network_runs_ends_and_does_not_crash() {
    assertThat(exitOfEarlyStop).isIn(0, 143);
    assertThat(BuiltService.log(folder)).doesNotContain("fatal error");
  }

  @Test
  void credentials_are_written_once() {
    assertThat(second.data().resolve("credentials.json")).hasBinaryContent(credentials);
  }

  @Test
  void credentials_are_for_their_owner_only() {
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }
}
