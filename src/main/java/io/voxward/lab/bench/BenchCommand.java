package io.voxward.lab.bench;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.SourceBand;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.lab.Arguments;
import io.voxward.lab.LabCommand;
import io.voxward.lab.LabException;
import io.voxward.lab.RecordingFile;
import io.voxward.lab.UsageException;
import io.voxward.lab.bench.Stages.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * {@code lab bench}: extraction by stage on one thread, and beside the reference runtime. The two
 * take turns, so that whatever else the machine does hits both.
 */
public final class BenchCommand implements LabCommand {
  private static final List<Double> SECONDS = List.of(1.0, 3.0, 10.0);
  private static final List<Integer> BATCHES = List.of(1, 4, 8);
  private static final double BATCH_SECONDS = 3;

  /** Runs before anything is noted, so that what is timed is compiled, as in a running service. */
  private static final int WARM_UP = 150;

  private static final int TONES = 40;

  private final Path home;

  /** With the product's home, where the other runtime is looked for. */
  public BenchCommand(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "extraction speed by stage, one thread, beside the reference runtime";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--file", "FILE", "the recording; default: made sound at 16 kHz"),
        new Option("--runs", "N", "runs of each side in a round, in turns; default 10"),
        new Option("--rounds", "N", "rounds; default 5"),
        new Option(
            "--sherpa",
            "MODEL",
            "the model for the reference runtime; default target/sherpa/fast.onnx"));
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("takes no words, only options: " + arguments.operands());
    }
    int runs = arguments.integer("--runs", 10, 1, 10_000);
    int rounds = arguments.integer("--rounds", 5, 1, 1_000);
    PcmAudio audio =
        arguments.path("--file").map(RecordingFile::read).orElseGet(BenchCommand::madeSound);
    Sherpa.Found found = Sherpa.find(home, arguments.path("--sherpa"));
    try (VoiceEngine engine = VoiceEngine.open(EngineOptions.bundled())) {
      out.println("model " + engine.card().id().value() + ", one thread, medians in milliseconds");
      out.println(
          "seconds  decode  resample  features  network   whole  front end %  reference  ratio (rounds)");
      for (double seconds : SECONDS) {
        row(engine, WavBytes.of(audio, seconds), seconds, runs, rounds, found, out);
      }
      if (found instanceof Sherpa.Found.Missing(String why)) {
        out.println("the reference runtime was not measured: " + why);
      }
      out.println();
      batches(engine, audio, runs, out);
    }
    return 0;
  }

  private static void row(
      VoiceEngine engine,
      byte[] wav,
      double seconds,
      int runs,
      int rounds,
      Sherpa.Found found,
      PrintStream out) {
    Stages stages = new Stages(engine);
    stages.run(wav, WARM_UP);
    stages.clear();
    List<Double> reference = new ArrayList<>();
    List<Double> ratios =
        switch (found) {
          case Sherpa.Found.There(Sherpa sherpa) ->
              inTurns(stages, wav, runs, rounds, sherpa, reference);
          case Sherpa.Found.Missing missing -> {
            stages.run(wav, runs * rounds);
            yield List.of();
          }
        };
    double front =
        stages.median(Stage.DECODE) + stages.median(Stage.RESAMPLE) + stages.median(Stage.FEATURES);
    out.printf(
        Locale.ROOT,
        "%-7.0f %7.2f %9.2f %9.2f %8.2f %7.2f %12.1f  %9s  %s%n",
        seconds,
        stages.median(Stage.DECODE),
        stages.median(Stage.RESAMPLE),
        stages.median(Stage.FEATURES),
        stages.median(Stage.NETWORK),
        stages.median(),
        100 * front / stages.median(),
        reference.isEmpty() ? "-" : number(Stages.median(reference)),
        spread(ratios));
  }

  /**
   * One run of ours, one of theirs, and so on, the first of each pair changing: what slows the
   * machine down slows both.
   *
   * @param reference takes the time of each of their runs
   * @return for each round, the median of theirs over the median of ours
   */
  private static List<Double> inTurns(
      Stages stages, byte[] wav, int runs, int rounds, Sherpa sherpa, List<Double> reference) {
    return withFile(
        wav,
        file -> {
          List<Double> ratios = new ArrayList<>();
          try (Sherpa.Turns turns = sherpa.on(file)) {
            for (int round = 0; round < rounds; round++) {
              Stages ours = stages.another();
              List<Double> theirs = new ArrayList<>();
              for (int run = 0; run < runs; run++) {
                if (run % 2 == 0) {
                  ours.run(wav, 1);
                }
                theirs.add(turns.run());
                if (run % 2 == 1) {
                  ours.run(wav, 1);
                }
              }
              ratios.add(Stages.median(theirs) / ours.median());
              reference.addAll(theirs);
              stages.take(ours);
            }
          }
          return ratios;
        });
  }

  private static String spread(List<Double> ratios) {
    return ratios.isEmpty()
        ? "-"
        : number(Stages.median(ratios))
            + " ("
            + number(Collections.min(ratios))
            + " to "
            + number(Collections.max(ratios))
            + ")";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static void batches(VoiceEngine engine, PcmAudio audio, int runs, PrintStream out) {
    out.println("embeddings of 3 s each second, network alone, one thread:");
    FeatureMatrix features = features(engine, audio);
    for (int size : BATCHES) {
      List<FeatureMatrix> batch = Collections.nCopies(size, features);
      List<Double> seconds = new ArrayList<>();
      for (int run = 0; run < runs + 1; run++) {
        long start = System.nanoTime();
        int made = engine.model().embed(batch).size();
        if (run > 0) {
          seconds.add((System.nanoTime() - start) / 1e9 / made);
        }
      }
      out.printf(Locale.ROOT, "  batch of %d: %.1f%n", size, 1 / Stages.median(seconds));
    }
  }

  private static FeatureMatrix features(VoiceEngine engine, PcmAudio audio) {
    int length = (int) (BATCH_SECONDS * engine.frontEnd().rate().hertz());
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = audio.samples()[i % audio.length()];
    }
    PcmAudio speech = new PcmAudio(samples, engine.frontEnd().rate());
    return engine.frontEnd().normalised(engine.frontEnd().energies(speech), SourceBand.WIDE);
  }

  /** Sound with a full spectrum; the time of the network does not depend on what is said. */
  private static PcmAudio madeSound() {
    float[] samples = new float[10 * SampleRate.WIDEBAND.hertz()];
    for (int tone = 1; tone <= TONES; tone++) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] +=
            (float) (0.5 / TONES * Math.sin(2 * Math.PI * 171.3 * tone * i / 16_000 + tone * tone));
      }
    }
    return new PcmAudio(samples, SampleRate.WIDEBAND);
  }

  private interface FileWork<T> {
    T on(Path file);
  }

  private static <T> T withFile(byte[] wav, FileWork<T> work) {
    Path file = null;
    try {
      file = Files.createTempFile("voxward-bench", ".wav");
      Files.write(file, wav);
      return work.on(file);
    } catch (IOException e) {
      throw new LabException("cannot write a temporary file: " + e.getMessage(), e);
    } finally {
      remove(file);
    }
  }

  private static void remove(@org.jspecify.annotations.Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new LabException("cannot remove " + file, e);
      }
    }
  }
}
