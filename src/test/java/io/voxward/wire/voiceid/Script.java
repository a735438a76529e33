package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A script of {@code src/it/clients} or of the documentation, run as a person runs it.
 *
 * @param exitCode how it ended
 * @param said what it wrote
 */
record Script(int exitCode, String said) {
  private static final int SKIPPED = 77;
  private static final long PATIENCE_SECONDS = 240;

  /** Runs a command to its end; its words are printed, so that a build's log has them. */
  static Script run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(output);
    System.out.println(said);
    assertThat(ended).as("%s ends in time:%n%s", List.of(command), said).isTrue();
    return new Script(process.exitValue(), said);
  }

  /**
   * Passes a script whose every check holds. One that was skipped for want of a tool is skipped
   * here too, in its own words, but never where CI runs: there the tools are to be present.
   */
  void holds() {
    if (exitCode == SKIPPED) {
      assertThat(System.getenv("CI")).as("in CI nothing is skipped: %s", said).isNull();
      Assumptions.abort(said.strip());
    }
    assertThat(exitCode).as(said).isZero();
  }

  /** Whether that program can be started here. */
  static boolean isThere(String program) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v " + program)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
