package io.voxward.lab.bench;

import io.voxward.lab.LabException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The reference runtime, timed by its own small script on the same audio. */
final class Sherpa {
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

  /** Starts it on a WAV file and waits until it is warm. */
  Turns on(Path wav) {
    List<String> command =
        List.of(
            python.toString(),
            script.toString(),
            "--turns",
            "--model",
            model.toString(),
            wav.toString());
    try {
      Turns turns =
          new Turns(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
      turns.expectReady();
      return turns;
    } catch (IOException e) {
      throw new LabException("cannot run " + python + ": " + e.getMessage(), e);
    }
  }

  /** The running script: it embeds once whenever it is told to. */
  static final class Turns implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter words;

    private Turns(Process process) {
      this.process = process;
      this.answers = process.inputReader(StandardCharsets.UTF_8);
      this.words = process.outputWriter(StandardCharsets.UTF_8);
    }

    private void expectReady() throws IOException {
      String line = answers.readLine();
      if (!"ready".equals(line)) {
        close();
        throw new LabException("the reference runtime's script did not start: " + line);
      }
    }

    /** Milliseconds of one more run, measured over there. */
    double run() {
      try {
        words.write("run\n");
        words.flush();
        String answer = answers.readLine();
        if (answer == null) {
          throw new LabException("the reference runtime's script ended too soon");
        }
        return Double.parseDouble(answer);
      } catch (IOException e) {
        throw new LabException("the reference runtime's script is gone: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
