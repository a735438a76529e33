package io.voxward.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {
  @TempDir Path home;

  @Test
  void a_service_that_is_not_built_is_said_to_be_missing() {
    assertThatThrownBy(() -> ServiceProcess.start(home, () -> {}))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("not built")
        .hasMessageContaining("quarkus-run.jar");
  }

  @Test
  void a_service_that_ends_at_once_is_told_with_its_last_words() throws Exception {
    Path app = Files.createDirectories(home.resolve("target/quarkus-app"));
    Files.writeString(app.resolve("quarkus-run.jar"), "this is no program");

    assertThatThrownBy(() -> ServiceProcess.start(home, () -> {}))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining("quarkus-run.jar");
    assertThat(app).isNotEmptyDirectory();
  }
}
