package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
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

  @BeforeAll
  static void started_stopped_and_started_again() throws Exception {
    try (BuiltService first = BuiltService.start(folder)) {
      Path file = first.data().resolve("credentials.json");
      credentials = Files.readAllBytes(file);
      permissions = Files.getPosixFilePermissions(file);
      first.stop();
      leftRunning = first.processes();
    }
    second = BuiltService.start(folder);
    System.out.println("warm start: " + second.startTime().toMillis() + " ms");
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
  void credentials_are_written_once() {
    assertThat(second.data().resolve("credentials.json")).hasBinaryContent(credentials);
  }

  @Test
  void credentials_are_for_their_owner_only() {
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }
}
