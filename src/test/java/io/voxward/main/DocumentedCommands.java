package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Commands as a page of the documentation has them, run by a shell. */
final class DocumentedCommands {
  private static final long PATIENCE_SECONDS = 120;

  private DocumentedCommands() {}

  /** Runs the block whose first line is the comment {@code name}. */
  static void run(String page, String name, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    String block =
        Pattern.compile("```sh\\n# " + Pattern.quote(name) + "\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(BuiltService.home().resolve(page)))
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError(page + " has no block named " + name))
            .group(1);
    Path output = folder.resolve("said");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-eu", "-c", block)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().putAll(environment);
    Process running = shell.start();
    boolean ended = running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(ended && running.exitValue() == 0)
        .as("%s ends well:%n%s", name, Files.readString(output))
        .isTrue();
  }
}
