package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the README shows, as a stranger types them. */
class LauncherIT {
  private static final long PATIENCE_SECONDS = 150;

  @TempDir Path folder;

  private record Said(int exitCode, String out, String err) {}

  private Said voxward(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroy();
      process.waitFor();
    }
    return new Said(process.exitValue(), written("out"), written("err"));
  }

  private String written(String file) throws IOException {
    return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
  }

  private Process start(String... words) throws IOException {
    // The build has just made the application: the launcher must not build it a second time.
    Files.setLastModifiedTime(
        BuiltService.home().resolve("target/quarkus-app/quarkus-run.jar"),
        FileTime.from(Clock.systemUTC().instant()));
    // A build in the background hands an ignored SIGINT down; a stranger's shell does not.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "./voxward"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(BuiltService.home().toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("VOXWARD_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private Path temporary() throws IOException {
    return Files.createDirectories(folder.resolve("tmp"));
  }

  @Test
  void the_version_is_said() throws Exception {
    Said said = voxward("--version");

    assertThat(said.out()).matches("voxward \\d+\\.\\d+\\.\\d+\n");
    assertThat(said.exitCode()).isZero();
  }

  @Test
  void help_names_every_command() throws Exception {
    Said said = voxward("help");

    assertThat(said.out())
        .contains("./voxward run")
        .contains("./voxward demo")
        .contains("./voxward test")
        .contains("./voxward lab");
    assertThat(said.exitCode()).isZero();
  }

  @Test
  void an_unknown_word_is_refused_with_a_hint() throws Exception {
    Said said = voxward("rnu");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains("rnu").contains("./voxward help");
  }

  @Test
  void an_unknown_option_of_the_demo_is_refused() throws Exception {
    Said said = voxward("demo", "--slow");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains("Usage: ./voxward demo");
  }

  @Test
  void the_demo_is_content_with_every_decision() throws Exception {
    Said said = voxward("demo", "--fast");

    System.out.println(said.out());
    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
    assertThat(said.out()).contains("decisions are right.").doesNotContain("WRONG");
  }

  @Test
  void a_load_on_a_running_service_is_reported() throws Exception {
    Said said;
    try (BuiltService service = BuiltService.start(folder.resolve("loaded"))) {

      said =
          voxward(
              "lab",
              "load",
              "--calls",
              "4",
              "--seconds",
              "6",
              "--url",
              service.address().toString(),
              "--token",
              service.token());
    }

    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
    assertThat(said.out())
        .contains("4 at once of 6 s, 4 in all, 0 errors, 0 refused")
        .contains("first audio to decision");
  }

  @Test
  void an_interrupted_demo_stops_its_service_and_removes_its_folder() throws Exception {
    Process demo = start("demo");
    while (demo.isAlive() && !written("out").contains("service: ready")) {
      demo.waitFor(50, TimeUnit.MILLISECONDS);
    }

    new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();

    assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(written("err")).isEqualTo(130);
    assertThat(written("out"))
        .endsWith("Interrupted: the service is stopped and its folder removed.\n");
    assertThat(temporary()).isEmptyDirectory();
  }
}
