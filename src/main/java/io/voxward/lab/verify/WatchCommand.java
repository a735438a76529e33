package io.voxward.lab.verify;

import io.voxward.engine.Attention;
import io.voxward.engine.CallVoice;
import io.voxward.engine.VoiceChunk;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.VoiceSoFar;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.quality.VoiceWatch;
import io.voxward.engine.scoring.Scorer;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.lab.Arguments;
import io.voxward.lab.LabCommand;
import io.voxward.lab.LabException;
import io.voxward.lab.RecordingFile;
import io.voxward.lab.SpeakerModel;
import io.voxward.lab.TextFiles;
import io.voxward.lab.UsageException;
import io.voxward.lab.trial.EnrollmentList;
import io.voxward.lab.trial.Trial;
import io.voxward.lab.trial.TrialLists;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * {@code lab watch}: how often a decided call that is watched is said to have changed its voice
 * when it has not, and how often not when it has. A call is all that a speaker of the list said;
 * somebody else's speech is put behind its beginning as if the phone was handed over.
 */
public final class WatchCommand implements LabCommand {
  private static final double PIECE_SECONDS = 0.25;
  private static final int LOOK_SECONDS = 3;
  private static final int MOST_LOOKS = 3;
  private static final double LOOKS_AN_HOUR = 60;
  private static final double[] CHANGED_BELOW = {-6, -4, -3, -2, -1, 0};

  /** A call's voice before it was watched, and the looks at it. */
  private record Watched(
      VoiceSoFar.Known before, List<VoiceChunk> own, List<List<VoiceChunk>> others) {}

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public String summary() {
    return "false alarms and misses of the watch for another voice in a decided call";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("--enroll", "FILE", "enrolment list: model<tab>files; each model is a call"),
        new Option("--trials", "FILE", "trial list: its target files belong to the calls too"),
        new Option("--audio", "DIR", "the folder the lists' file names start from"),
        new Option("--each", "DIR", "instead of lists: each recording is a call, through A-law"),
        new Option("--reference", "SECONDS", "net speech before the watch begins; default 5"),
        new Option("--unsure", "LLR", "a look below it asks for another; default 1"),
        new Option("--others", "N", "how many take over each call; default 12"),
        SpeakerModel.OPTION,
        new Option("--seed", "N", "of who takes over; default 1"));
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    double seconds = arguments.number("--reference", 5, 1, 60);
    double unsure = arguments.number("--unsure", 1, -20, 20);
    int others = arguments.integer("--others", 12, 1, 1_000);
    long seed = arguments.integer("--seed", 1, 0, Integer.MAX_VALUE);
    List<PcmAudio> calls = calls(arguments);
    try (VoiceEngine engine = VoiceEngine.open(SpeakerModel.chosen(arguments))) {
      Scorer scorer = Scorer.plain(KnownCalibration.named("shipped"));
      List<Watched> watched = new ArrayList<>();
      Random random = new Random(seed);
      for (int i = 0; i < calls.size(); i++) {
        List<PcmAudio> takers = takers(calls, i, others, random);
        watch(engine, calls.get(i), takers, seconds).ifPresent(watched::add);
        if (i % 10 == 9) {
          err.println((i + 1) + " of " + calls.size() + " calls");
        }
      }
      print(out, watched, scorer, unsure, seconds);
    }
    return 0;
  }

  private static List<PcmAudio> calls(Arguments arguments) {
    Optional<Path> each = arguments.path("--each");
    if (each.isPresent()) {
      return TextFiles.recordings(each.get()).stream()
          .map(file -> TelephoneChannel.aLaw(RecordingFile.read(file)))
          .toList();
    }
    if (arguments.value("--enroll").isEmpty()) {
      throw new UsageException("needs --each, or --enroll with --trials and --audio");
    }
    EnrollmentList list = TrialLists.enrollments(Path.of(arguments.require("--enroll")));
    Path audio = Path.of(arguments.require("--audio"));
    Map<String, List<String>> files = new LinkedHashMap<>();
    list.files().forEach((model, own) -> files.put(model, new ArrayList<>(own)));
    for (Trial trial : TrialLists.trials(Path.of(arguments.require("--trials")))) {
      List<String> own = files.get(trial.model());
      if (trial.target() && own != null && !own.contains(trial.file())) {
        own.add(trial.file());
      }
    }
    return files.values().stream()
        .map(own ->
            joined(own.stream().map(file -> RecordingFile.read(audio.resolve(file))).toList()))
        .toList();
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

  private static List<PcmAudio> takers(List<PcmAudio> calls, int call, int count, Random random) {
    List<PcmAudio> takers = new ArrayList<>();
    int most = Math.min(count, calls.size() - 1);
    List<Integer> chosen = new ArrayList<>();
    while (takers.size() < most) {
      int other = random.nextInt(calls.size());
      if (other != call && !chosen.contains(other)) {
        chosen.add(other);
        takers.add(calls.get(other));
      }
    }
    return takers;
  }

  private static Optional<Watched> watch(
      VoiceEngine engine, PcmAudio own, List<PcmAudio> takers, double referenceSeconds) {
    try (CallVoice call = engine.newCall(own.rate())) {
      int at = 0;
      while (at < own.length() && call.netSpeech().seconds() < referenceSeconds) {
        at = hearPiece(engine, call, own, at);
      }
      if (!(call.voiceSoFar() instanceof VoiceSoFar.Known known)
          || call.netSpeech().seconds() < referenceSeconds) {
        return Optional.empty();
      }
      call.follow(Attention.RESTING);
      List<VoiceChunk> same = looks(engine, call, own, at, Integer.MAX_VALUE);
      List<List<VoiceChunk>> others = new ArrayList<>();
      for (PcmAudio taker : takers) {
        call.follow(Attention.SETTLED);
        call.follow(Attention.RESTING);
        others.add(looks(engine, call, taker, 0, MOST_LOOKS));
      }
      return Optional.of(new Watched(known, same, others));
    }
  }

  private static int hearPiece(VoiceEngine engine, CallVoice call, PcmAudio audio, int from) {
    int to = Math.min(audio.length(), from + (int) (PIECE_SECONDS * audio.rate().hertz()));
    CallVoice.Hearing heard = call.hear(Arrays.copyOfRange(audio.samples(), from, to));
    if (heard != CallVoice.Hearing.HEARD) {
      throw new LabException("the engine could not hear a call: " + heard);
    }
    engine.listen(List.of(call));
    engine.embedDue(List.of(call));
    return to;
  }

  private static List<VoiceChunk> looks(
      VoiceEngine engine, CallVoice call, PcmAudio audio, int from, int most) {
    List<VoiceChunk> looks = new ArrayList<>();
    Optional<VoiceChunk> last = call.lookedAt();
    call.look(LOOK_SECONDS);
    for (int at = from; at < audio.length() && looks.size() < most; ) {
      at = hearPiece(engine, call, audio, at);
      Optional<VoiceChunk> now = call.lookedAt();
      if (now.isPresent() && !now.equals(last)) {
        looks.add(now.get());
        last = now;
        call.look(LOOK_SECONDS);
      }
    }
    return looks;
  }

  private static void print(
      PrintStream out, List<Watched> calls, Scorer scorer, double unsure, double seconds) {
    out.printf(
        "%d calls, voice of %.0f s of speech, looks of %d s, unsure below %.1f%n",
        calls.size(), seconds, LOOK_SECONDS, unsure);
    out.println(
        "changed below | same voice: looks, alarms, alarms/hour, looked again"
            + " | other voice: takes, found, of them at once, missed");
    for (double changed : CHANGED_BELOW) {
      if (changed <= unsure) {
        out.println(line(calls, scorer, new VoiceWatch.Rule(unsure, changed, MOST_LOOKS)));
      }
    }
  }

  private static String line(List<Watched> calls, Scorer scorer, VoiceWatch.Rule rule) {
    int looks = 0;
    int alarms = 0;
    int again = 0;
    int takes = 0;
    int found = 0;
    int atOnce = 0;
    for (Watched call : calls) {
      for (int from = 0; from + MOST_LOOKS <= call.own().size(); from++) {
        int used = lookAt(call, call.own().subList(from, from + MOST_LOOKS), scorer, rule);
        looks++;
        alarms += used > 0 ? 1 : 0;
        again += Math.abs(used) > 1 ? 1 : 0;
      }
      for (List<VoiceChunk> other : call.others()) {
        if (other.size() == MOST_LOOKS) {
          int used = lookAt(call, other, scorer, rule);
          takes++;
          found += used > 0 ? 1 : 0;
          atOnce += used == 2 ? 1 : 0;
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "%13.1f | %d, %d, %.2f, %.1f %% | %d, %.2f %%, %.2f %%, %d",
        rule.changedBelow(),
        looks,
        alarms,
        looks == 0 ? 0 : LOOKS_AN_HOUR * alarms / looks,
        looks == 0 ? 0 : 100.0 * again / looks,
        takes,
        takes == 0 ? 0 : 100.0 * found / takes,
        takes == 0 ? 0 : 100.0 * atOnce / takes,
        takes - found);
  }

  /** How many looks it took, below zero when the voice was taken for the same. */
  private static int lookAt(
      Watched call, List<VoiceChunk> looks, Scorer scorer, VoiceWatch.Rule rule) {
    VoiceWatch watch = new VoiceWatch(rule);
    VoiceSoFar.Known before = call.before();
    int used = 0;
    for (VoiceChunk look : looks) {
      used++;
      VoiceWatch.Verdict verdict =
          watch.look(
              look.embedding(),
              new NetSpeech(look.speechSeconds()),
              (voice, speech) ->
                  scorer
                      .score(before.embedding(), before.netSpeech(), voice, speech)
                      .llr()
                      .value());
      if (verdict != VoiceWatch.Verdict.UNSURE) {
        return verdict == VoiceWatch.Verdict.CHANGED ? used : -used;
      }
    }
    return -used;
  }
}
