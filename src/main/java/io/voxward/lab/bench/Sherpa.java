package io.voxward.lab.bench;

import io.voxward.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference runtime, timed by its own small script on the same audio. */
final class Sherpa {
  private static final Pattern MEDIAN = Pattern.compile("\"medianMs\": ([0-9.]+)");

  private final Path python;
  private final Path script;
  private final Path model;

  private Sherpa(Path python, Path script, Path model) {
    this.python = python;
    this.script = script;
    this.model = model;
  }

  /** The runtime, or why it is not there. */
  sealed interface Found {
    record There(Sherpa sherpa) implements Found {}

    record Missing(String why) implements Found {}
  }

  /**
   * Looks for the script and its environment below the product's home.
   *
   * @param model with the metadata that runtime asks for; empty for the usual place
   */
  static Found find(Path home, Optional<Path> model) {
    Path python = home.resolve("target/sherpa-venv/bin/python");
    Path script = home.resolve("src/bench/sherpa/bench_sherpa.py");
    Path weights = model.orElse(home.resolve("target/sherpa/fast.onnx"));
    for (Path needed : List.of(script, python, weights)) {
      if (!Files.exists(needed)) {
        return new Found.Missing(
            "no " + needed + "; src/bench/sherpa/README.md says how to make it");
      }
    }
    return new Found.There(new Sherpa(python, script, weights));
  }

  /** The median of some runs on a WAV file, in milliseconds. */
  double median(Path wav, int runs) {
    List<String> command =
        List.of(
            python.toString(),
            script.toString(),
            "--model",
            model.toString(),
            "--runs",
            Integer.toString(runs),
            wav.toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text;
      try (InputStream out = process.getInputStream()) {
        text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      int status = process.waitFor();
      Matcher matcher = MEDIAN.matcher(text);
      if (status != 0 || !matcher.find()) {
        throw new LabException(
            "the reference runtime's script ended with " + status + ": " + command);
      }
      return Double.parseDouble(matcher.group(1));
    } catch (IOException e) {
      throw new LabException("cannot run " + python + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
