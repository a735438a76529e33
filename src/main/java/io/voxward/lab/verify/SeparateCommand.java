package io.voxward.lab.verify;

import io.voxward.engine.Extraction;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.quality.GuardOptions;
import io.voxward.engine.quality.GuardVerdict;
import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.quality.SeparatingGuard;
import io.voxward.engine.quality.SeparatingGuard.Judged;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.engine.quality.VoiceSeparation;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.Scorer;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.lab.Arguments;
import io.voxward.lab.LabCommand;
import io.voxward.lab.RecordingFile;
import io.voxward.lab.SpeakerModel;
import io.voxward.lab.trial.EnrollmentList;
import io.voxward.lab.trial.Trial;
import io.voxward.lab.trial.TrialLists;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * {@code lab separate}: what comes of enrolments from recordings in which two people speak in
 * turns. The voice that speaks longest is separated, enrolled, and compared with its owner's tests
 * and with those of whoever was mixed in; beside it the same without anybody mixed in.
 */
public final class SeparateCommand implements LabCommand {
  private static final int THRESHOLD = 90;
  private static final double LEAST_TURN_SHARE = 0.5;

  /** Calls that began so close to each other may be one person's, whatever the list says. */
  private static final long SAME_PERSON_SECONDS = 900;

  @Override
  public String name() {
    return "separate";
  }

  @Override
  public String summary() {
    return "enrolments from recordings of two voices: how well the longer one is separated";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--enroll", "FILE", "enrolment list: model<tab>files (required)"),
        new Option("--trials", "FILE", "trial list: its target files are the tests (required)"),
        new Option("--audio", "DIR", "the folder the lists' file names start from (required)"),
        new Option("--others", "N", "who is mixed in, of each enrolment; default 3"),
        new Option("--share", "SHARE", "how much of the sound is the other's; default 0.35"),
        new Option("--turn", "SECONDS", "how long a turn is, on average; default 5"),
        new Option("--needed", "SECONDS", "net speech that an enrolment needs; default 10"),
        new Option("--alike", "LIMIT", "from which likeness on two groups are one voice"),
        new Option("--border", "SECONDS", "what is left out on either side of a change"),
        SpeakerModel.OPTION,
        new Option("--seed", "N", "of who is mixed in and how; default 1"));
  }

  /** One person of the list: what enrols them, and the voices of their tests. */
  private record Person(String model, PcmAudio sound, List<Extraction.Voice> tests) {}

  /** Two people's sound in turns, and when the other one has it. */
  private record Mix(PcmAudio sound, List<double[]> others) {}

  private record Print(Embedding voice, NetSpeech speech) {}

  /** What is counted. */
  private static final class Counts {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<Integer, Integer> voices = new TreeMap<>();
    private int mixes;
    private int enrolled;
    private int wrongVoice;
    private double usedSeconds;
    private double othersSeconds;
    private final Rates separated = new Rates();
    private final Rates clean = new Rates();
  }

  /** How often tests are accepted. */
  private static final class Rates {
    private int own;
    private int ownAccepted;
    private int others;
    private int othersAccepted;

    void add(boolean isOwn, boolean accepted) {
      own += isOwn ? 1 : 0;
      ownAccepted += isOwn && accepted ? 1 : 0;
      others += isOwn ? 0 : 1;
      othersAccepted += !isOwn && accepted ? 1 : 0;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "own tests accepted %d of %d, of whoever was mixed in %d of %d",
          ownAccepted,
          own,
          othersAccepted,
          others);
    }
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    double share = arguments.number("--share", 0.35, 0.05, 0.5);
    double turn = arguments.number("--turn", 5, 1, 60);
    int others = arguments.integer("--others", 3, 1, 100);
    double needed = arguments.number("--needed", 10, 1, 300);
    VoiceSeparation.Options usual = VoiceSeparation.Options.DEFAULT;
    VoiceSeparation.Options options =
        new VoiceSeparation.Options(
            arguments.number("--alike", usual.leastAlike(), -1, 2),
            usual.leastVoiceSeconds(),
            arguments.number("--border", usual.borderSeconds(), 0, 5));
    Random random = new Random(arguments.integer("--seed", 1, 0, Integer.MAX_VALUE));
    try (VoiceEngine engine = VoiceEngine.open(SpeakerModel.chosen(arguments))) {
      SeparatingGuard guard = new SeparatingGuard(engine, options);
      GuardOptions rules = GuardOptions.DEFAULT.withNeeded(new NetSpeech(needed));
      Scorer scorer = Scorer.plain(KnownCalibration.named("shipped"));
      List<Person> people = people(arguments, engine);
      Counts counts = new Counts();
      for (int i = 0; i < people.size(); i++) {
        Person own = people.get(i);
        Optional<Print> clean = print(guard.judge(List.of(own.sound()), rules, SeveralVoices.ONE));
        for (Person other : chosen(people, own, others, random)) {
          Mix mix = mix(own.sound(), other.sound(), share, turn, random);
          Judged judged = guard.judge(List.of(mix.sound()), rules, new SeveralVoices(1, 2));
          count(counts, judged, mix);
          print(judged).ifPresent(print -> compare(counts.separated, print, own, other, scorer));
          clean.ifPresent(print -> compare(counts.clean, print, own, other, scorer));
        }
        err.println((i + 1) + " of " + people.size() + " people");
      }
      tell(out, counts);
    }
    return 0;
  }

  private static List<Person> people(Arguments arguments, VoiceEngine engine) {
    EnrollmentList list = TrialLists.enrollments(Path.of(arguments.require("--enroll")));
    Path audio = Path.of(arguments.require("--audio"));
    Map<String, List<String>> tests = new HashMap<>();
    for (Trial trial : TrialLists.trials(Path.of(arguments.require("--trials")))) {
      if (trial.target()) {
        tests.computeIfAbsent(trial.model(), model -> new ArrayList<>()).add(trial.file());
      }
    }
    Map<String, Person> people = new LinkedHashMap<>();
    list.files()
        .forEach((model, files) -> {
          List<Extraction.Voice> heard = new ArrayList<>();
          for (String file : tests.getOrDefault(model, List.of())) {
            if (engine.extract(RecordingFile.read(audio.resolve(file)))
                instanceof Extraction.Voice voice) {
              heard.add(voice);
            }
          }
          List<PcmAudio> own =
              files.stream().map(file -> RecordingFile.read(audio.resolve(file))).toList();
          people.put(model, new Person(model, joined(own), heard));
        });
    return List.copyOf(people.values());
  }

  private static PcmAudio joined(List<PcmAudio> parts) {
    float[] all = new float[parts.stream().mapToInt(PcmAudio::length).sum()];
    int at = 0;
    for (PcmAudio part : parts) {
      System.arraycopy(part.samples(), 0, all, at, part.length());
      at += part.length();
    }
    return new PcmAudio(all, parts.getFirst().rate());
  }

  private static List<Person> chosen(List<Person> people, Person own, int count, Random random) {
    List<Person> possible =
        new ArrayList<>(
            people.stream()
                .filter(other -> Math.abs(start(own) - start(other)) >= SAME_PERSON_SECONDS)
                .toList());
    Collections.shuffle(possible, random);
    return possible.subList(0, Math.min(count, possible.size()));
  }

  /** When a call of the list began, which its name says; any number tells calls apart otherwise. */
  private static long start(Person person) {
    String digits = person.model().replaceAll("\\D", "");
    return digits.isEmpty()
        ? person.model().hashCode() * SAME_PERSON_SECONDS
        : Long.parseLong(digits);
  }

  /** All of one person's sound, with turns of the other's in between. */
  private static Mix mix(PcmAudio own, PcmAudio other, double share, double turn, Random random) {
    int rate = own.rate().hertz();
    int wanted = (int) Math.min(other.length(), own.length() * share / (1 - share));
    float[] all = new float[own.length() + wanted];
    List<double[]> others = new ArrayList<>();
    int ownAt = 0;
    int otherAt = 0;
    int at = 0;
    while (ownAt < own.length() || otherAt < wanted) {
      int ownTurn = Math.min(own.length() - ownAt, drawn(2 * turn * (1 - share), rate, random));
      System.arraycopy(own.samples(), ownAt, all, at, ownTurn);
      ownAt += ownTurn;
      at += ownTurn;
      int otherTurn = Math.min(wanted - otherAt, drawn(2 * turn * share, rate, random));
      System.arraycopy(other.samples(), otherAt, all, at, otherTurn);
      if (otherTurn > 0) {
        others.add(new double[] {(double) at / rate, (double) (at + otherTurn) / rate});
      }
      otherAt += otherTurn;
      at += otherTurn;
    }
    return new Mix(new PcmAudio(all, own.rate()), others);
  }

  private static int drawn(double seconds, int rate, Random random) {
    return (int) (rate * seconds * (LEAST_TURN_SHARE + random.nextDouble()));
  }

  private static Optional<Print> print(Judged judged) {
    return judged.verdict() instanceof GuardVerdict.Fit fit
        ? Optional.of(new Print(fit.voice(), fit.speech()))
        : Optional.empty();
  }

  private static void count(Counts counts, Judged judged, Mix mix) {
    counts.mixes++;
    counts.voices.merge(judged.voices().size(), 1, Integer::sum);
    switch (judged.verdict()) {
      case GuardVerdict.Fit _ -> {
        counts.enrolled++;
        double used = 0;
        double others = 0;
        for (TimeSpan time : judged.voices().getFirst().times()) {
          used += time.toSeconds() - time.fromSeconds();
          for (double[] turn : mix.others()) {
            others +=
                Math.max(
                    0, Math.min(time.toSeconds(), turn[1]) - Math.max(time.fromSeconds(), turn[0]));
          }
        }
        counts.usedSeconds += used;
        counts.othersSeconds += others;
        counts.wrongVoice += others > used / 2 ? 1 : 0;
        counts.outcomes.merge(
            judged.voices().size() == 1 ? "taken for one voice" : "separated", 1, Integer::sum);
      }
      case GuardVerdict.Unfit unfit ->
          counts.outcomes.merge("refused " + unfit.refusals().getFirst().code(), 1, Integer::sum);
    }
  }

  private static void compare(Rates rates, Print print, Person own, Person other, Scorer scorer) {
    own.tests().forEach(test -> rates.add(true, accepted(print, test, scorer)));
    other.tests().forEach(test -> rates.add(false, accepted(print, test, scorer)));
  }

  private static boolean accepted(Print print, Extraction.Voice test, Scorer scorer) {
    return scorer
        .score(print.voice(), print.speech(), test.embedding(), test.netSpeech())
        .display()
        .meets(new DisplayScore(THRESHOLD));
  }

  private static void tell(PrintStream out, Counts counts) {
    out.printf(
        "%d mixes, %d enrolled; voices found: %s%n", counts.mixes, counts.enrolled, counts.voices);
    counts.outcomes.forEach((outcome, count) -> out.printf("  %s: %d%n", outcome, count));
    out.printf(
        Locale.ROOT,
        "of the time that was taken for the longest voice %.1f %% is the other's; wrong voice %d%n",
        counts.usedSeconds == 0 ? 0 : 100 * counts.othersSeconds / counts.usedSeconds,
        counts.wrongVoice);
    out.println("separated, at " + THRESHOLD + ": " + counts.separated);
    out.println("clean, at " + THRESHOLD + ": " + counts.clean);
  }
}
