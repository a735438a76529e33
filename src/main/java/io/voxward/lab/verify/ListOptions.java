package io.voxward.lab.verify;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.quality.GuardOptions;
import io.voxward.engine.scoring.CohortNormalisation;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.lab.Arguments;
import io.voxward.lab.LabCommand.Option;
import io.voxward.lab.LabException;
import io.voxward.lab.SpeakerModel;
import io.voxward.lab.TextFiles;
import io.voxward.lab.UsageException;
import io.voxward.lab.trial.EnrollmentList;
import io.voxward.lab.trial.Trial;
import io.voxward.lab.trial.TrialLists;
import io.voxward.lab.verify.Voices.Heard;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code verify} and {@code calibrate} share: which lists, which speech, how compared. */
final class ListOptions {
  private static final String DEFAULT_LENGTHS = "3,5,10,all";
  private static final int DEFAULT_SEED = 1;
  private static final int MOST_THREADS = 64;

  private static final List<Option> SHARED =
      List.of(
          new Option("--enroll", "FILE", "enrolment list: model<tab>files (required)"),
          new Option("--trials", "FILE", "trial list: model<tab>file<tab>label (required)"),
          new Option("--audio", "DIR", "the folder the lists' file names start from (required)"),
          new Option("--exclude", "FILE", "a trial list to leave out"),
          new Option("--seconds", "LIST", "net speech of the tests; default " + DEFAULT_LENGTHS),
          new Option(
              "--channel", "NAME", "none (default), g711a, gsm or noise:DECIBELS on the test side"),
          new Option("--mode", "NAME", "whole (default), or call: scored as a live call would be"),
          new Option(
              "--normalise",
              "HOW",
              "none (default), centre, cohort (the lists' other speakers), or cohort:DIR"),
          new Option(
              "--guard", "SECONDS", "enrol only what the guard passes, with so much net speech"),
          SpeakerModel.OPTION,
          new Option("--threads", "N", "how many recordings are heard at once; default 1"),
          new Option("--seed", "N", "of everything drawn by chance; default " + DEFAULT_SEED));

  private final Arguments arguments;
  private final List<SpeechLength> lengths;
  private final Channel channel;
  private final EngineVoices.Mode mode;
  private final int threads;
  private final long seed;
  private final String normalise;
  private final Optional<GuardOptions> guard;

  private ListOptions(Arguments arguments) {
    this.arguments = arguments;
    this.lengths = SpeechLength.parse(arguments.value("--seconds").orElse(DEFAULT_LENGTHS));
    this.channel = Channel.parse(arguments.value("--channel").orElse("none"));
    this.mode = mode(arguments.value("--mode").orElse("whole"));
    this.threads = arguments.integer("--threads", 1, 1, MOST_THREADS);
    this.seed = arguments.integer("--seed", DEFAULT_SEED, 0, Integer.MAX_VALUE);
    this.guard =
        arguments.value("--guard").isEmpty()
            ? Optional.empty()
            : Optional.of(
                GuardOptions.DEFAULT.withNeeded(
                    new NetSpeech(arguments.number("--guard", 0, 0, 600))));
    this.normalise = arguments.value("--normalise").orElse("none");
    if (!List.of("none", "centre", "cohort").contains(normalise)
        && !normalise.startsWith("cohort:")) {
      throw new UsageException(
          "--normalise needs none, centre, cohort or cohort:DIR, not '" + normalise + "'");
    }
  }

  /** The shared options and a command's own. */
  static List<Option> with(Option... own) {
    List<Option> options = new ArrayList<>(SHARED);
    options.addAll(List.of(own));
    return options;
  }

  static ListOptions read(Arguments arguments) {
    arguments.require("--enroll");
    arguments.require("--trials");
    arguments.require("--audio");
    return new ListOptions(arguments);
  }

  private static EngineVoices.Mode mode(String name) {
    return switch (name) {
      case "whole" -> EngineVoices.Mode.WHOLE;
      case "call" -> EngineVoices.Mode.CALL;
      default -> throw new UsageException("--mode needs whole or call, not '" + name + "'");
    };
  }

  EngineOptions engine() {
    return SpeakerModel.chosen(arguments);
  }

  /** The engine, as these options want it to listen. */
  Voices voices(VoiceEngine engine) {
    return new EngineVoices(engine, mode, guard);
  }

  long seed() {
    return seed;
  }

  /** How it was measured, in words. */
  Map<String, String> setting() {
    Map<String, String> setting = new LinkedHashMap<>();
    setting.put(
        "list", arguments.path("--exclude").isPresent() ? "without excluded" : "all trials");
    setting.put("channel", arguments.value("--channel").orElse("none"));
    setting.put("mode", mode.name().toLowerCase(Locale.ROOT));
    setting.put("guard", arguments.value("--guard").map(s -> s + " s").orElse("none"));
    setting.put("normalise", normalise);
    return setting;
  }

  /** Reads the lists, hears the recordings and compares them. */
  Measured measure(Voices voices, PrintStream progress) {
    EnrollmentList enrollments = TrialLists.enrollments(Path.of(arguments.require("--enroll")));
    List<Trial> all = TrialLists.trials(Path.of(arguments.require("--trials")));
    List<Trial> trials =
        arguments
            .path("--exclude")
            .map(file -> TrialLists.without(all, TrialLists.trials(file)))
            .orElse(all);
    for (Trial trial : trials) {
      if (!enrollments.files().containsKey(trial.model())) {
        throw new LabException("a trial names the model " + trial.model() + ", not in --enroll");
      }
    }
    Path audio = Path.of(arguments.require("--audio"));
    if (!Files.isDirectory(audio)) {
      throw new LabException("no such folder: " + audio);
    }
    TrialMeasurement clean = new TrialMeasurement(voices, audio, new Channel.None(), threads, seed);
    progress.println("enrolling " + enrollments.files().size() + " speakers ...");
    Map<String, Side> enrolled = clean.enroll(enrollments);
    progress.println("listening to the tests of " + all.size() + " trials ...");
    Map<String, Map<SpeechLength, Heard>> heard =
        new TrialMeasurement(voices, audio, channel, threads, seed)
            .listen(enrollments, all, lengths);
    Comparer comparer = comparer(voices, enrolled, progress);
    List<MeasuredTrial> compared =
        TrialMeasurement.compare(
            all, lengths, enrolled, heard, TrialMeasurement.speakers(enrollments, all), comparer);
    Set<Trial> kept = new HashSet<>(trials);
    return new Measured(
        trials,
        lengths,
        comparer.kind(),
        compared.stream().filter(trial -> kept.contains(trial.trial())).toList(),
        compared.stream().filter(trial -> !kept.contains(trial.trial())).toList(),
        heard,
        failures(enrollments, enrolled, heard));
  }

  private Report.Failures failures(
      EnrollmentList enrollments,
      Map<String, Side> enrolled,
      Map<String, Map<SpeechLength, Heard>> heard) {
    List<String> notEnrolled =
        enrollments.files().keySet().stream()
            .filter(model -> !enrolled.containsKey(model))
            .toList();
    Map<String, List<String>> notAcquired = new LinkedHashMap<>();
    for (SpeechLength length : lengths) {
      notAcquired.put(
          length.label(),
          heard.entrySet().stream()
              .filter(entry -> !entry.getValue().containsKey(length))
              .map(Map.Entry::getKey)
              .toList());
    }
    return new Report.Failures(enrollments.files().size(), notEnrolled, heard.size(), notAcquired);
  }

  private Comparer comparer(Voices voices, Map<String, Side> enrolled, PrintStream progress) {
    return switch (normalise) {
      case "none" -> Comparer.plain();
      case "centre" -> Comparer.centredOn(enrolled);
      case "cohort" -> Comparer.normalisedBy(enrolled);
      default -> Comparer.normalisedBy(cohort(voices, progress));
    };
  }

  /** Other people's voices, through a telephone's sampling and A-law if they are not from one. */
  private CohortNormalisation cohort(Voices voices, PrintStream progress) {
    Path folder = Path.of(normalise.substring("cohort:".length()));
    List<Path> files = TextFiles.recordings(folder);
    progress.println("listening to a cohort of " + files.size() + " ...");
    List<Embedding> cohort = new ArrayList<>();
    for (Path file : files) {
      Optional<Heard> heard =
          voices
              .hear(TelephoneChannel.aLaw(voices.read(file)), List.of(new SpeechLength(5)))
              .getFirst();
      heard.ifPresent(voice -> cohort.add(voice.embedding()));
    }
    if (cohort.size() < 2) {
      throw new LabException("no cohort of at least two voices in " + folder);
    }
    return new CohortNormalisation(cohort, CohortNormalisation.NEAREST);
  }
}
