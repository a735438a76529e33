package io.voxward.lab.verify;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.scoring.Comparison;
import io.voxward.lab.trial.EnrollmentList;
import io.voxward.lab.trial.Trial;
import io.voxward.lab.verify.Voices.Heard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Listens to the recordings of trial lists, each once, and compares what the lists pair. */
public final class TrialMeasurement {
  /** Less speech than this carries no voice: the test is a failure to acquire. */
  static final double LEAST_TEST_SECONDS = 1;

  private final Voices voices;
  private final Path audio;
  private final Channel channel;
  private final int threads;
  private final long seed;

  /**
   * A measurement.
   *
   * @param audio the folder that the lists' file names are relative to
   * @param channel what test recordings are passed through
   * @param threads how many listen at once
   * @param seed of what is drawn by chance (the voices of babble)
   */
  public TrialMeasurement(Voices voices, Path audio, Channel channel, int threads, long seed) {
    this.voices = voices;
    this.audio = audio;
    this.channel = channel;
    this.threads = threads;
    this.seed = seed;
  }

  /** The voices of the enrolled, by model; a model without enough speech is missing. */
  public Map<String, Side> enroll(EnrollmentList list) {
    List<Map.Entry<String, List<String>>> entries = List.copyOf(list.files().entrySet());
    List<Optional<Side>> sides =
        inParallel(entries, entry -> enrolled(entry.getKey(), entry.getValue()));
    Map<String, Side> enrolled = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      String model = entries.get(i).getKey();
      sides.get(i).ifPresent(side -> enrolled.put(model, side));
    }
    return enrolled;
  }

  private Optional<Side> enrolled(String model, List<String> files) {
    return voices
        .enroll(files.stream().map(file -> voices.read(audio.resolve(file))).toList())
        .map(heard -> new Side(model, heard.embedding(), heard.speech()));
  }

  /** The voices of the test recordings: by file, one for each length that could be heard. */
  public Map<String, Map<SpeechLength, Heard>> listen(
      EnrollmentList list, List<Trial> trials, List<SpeechLength> lengths) {
    Map<String, String> speakers = speakers(list, trials);
    Function<PcmAudioFile, PcmAudio> through = throughChannel(speakers);
    List<String> files = trials.stream().map(Trial::file).distinct().toList();
    List<Map<SpeechLength, Heard>> heard =
        inParallel(
            files,
            file -> {
              PcmAudio test =
                  through.apply(new PcmAudioFile(file, voices.read(audio.resolve(file))));
              return byLength(lengths, voices.hear(test, lengths));
            });
    Map<String, Map<SpeechLength, Heard>> byFile = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      byFile.put(files.get(i), heard.get(i));
    }
    return byFile;
  }

  private static Map<SpeechLength, Heard> byLength(
      List<SpeechLength> lengths, List<Optional<Heard>> heard) {
    Map<SpeechLength, Heard> found = new LinkedHashMap<>();
    for (int i = 0; i < lengths.size(); i++) {
      SpeechLength length = lengths.get(i);
      heard
          .get(i)
          .filter(voice -> voice.speech().seconds() >= LEAST_TEST_SECONDS)
          .ifPresent(voice -> found.put(length, voice));
    }
    return found;
  }

  /** The trials whose two sides were heard, compared. */
  public static List<MeasuredTrial> compare(
      List<Trial> trials,
      List<SpeechLength> lengths,
      Map<String, Side> enrolled,
      Map<String, Map<SpeechLength, Heard>> heard,
      Map<String, String> speakers,
      Comparer comparer) {
    List<MeasuredTrial> measured = new ArrayList<>();
    for (SpeechLength length : lengths) {
      for (Trial trial : trials) {
        Side model = enrolled.get(trial.model());
        Heard voice = heard.getOrDefault(trial.file(), Map.of()).get(length);
        if (model == null || voice == null) {
          continue;
        }
        Side test =
            new Side(
                speakers.getOrDefault(trial.file(), trial.file()),
                voice.embedding(),
                voice.speech());
        measured.add(
            new MeasuredTrial(
                trial,
                length,
                model.speaker(),
                test.speaker(),
                model.embedding().cosine(test.embedding()),
                new Comparison(
                    comparer.compare(model, test), model.speech(), test.speech(), trial.target())));
      }
    }
    return measured;
  }

  /** Who speaks in each file, as far as the lists say; a file of nobody's is its own speaker. */
  public static Map<String, String> speakers(EnrollmentList list, List<Trial> trials) {
    Map<String, String> speakers = new LinkedHashMap<>();
    list.files().forEach((model, files) -> files.forEach(file -> speakers.put(file, model)));
    trials.stream().filter(Trial::target).forEach(t -> speakers.put(t.file(), t.model()));
    trials.forEach(trial -> speakers.putIfAbsent(trial.file(), trial.file()));
    return speakers;
  }

  private record PcmAudioFile(String file, PcmAudio audio) {}

  private Function<PcmAudioFile, PcmAudio> throughChannel(Map<String, String> speakers) {
    return switch (channel) {
      case Channel.None() -> PcmAudioFile::audio;
      case Channel.ALaw() -> recording -> TelephoneChannel.aLaw(recording.audio());
      case Channel.MobileBand() -> recording -> TelephoneChannel.mobile(recording.audio());
      case Channel.Noise(double decibels) -> {
        Map<String, PcmAudio> speech = new ConcurrentHashMap<>();
        Function<String, PcmAudio> speechOf =
            file ->
                speech.computeIfAbsent(
                    file, name -> voices.speechOf(voices.read(audio.resolve(name))));
        Babble babble = new Babble(speakers, speechOf, decibels, seed);
        yield recording -> babble.under(recording.audio(), recording.file());
      }
    };
  }

  /** The results in the order of the inputs; the first failure ends all. */
  private <A, B> List<B> inParallel(List<A> inputs, Function<A, B> work) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<B>> futures =
          inputs.stream().map(input -> pool.submit(() -> work.apply(input))).toList();
      List<B> results = new ArrayList<>();
      for (Future<B> future : futures) {
        results.add(Futures.result(future, pool));
      }
      return results;
    }
  }
}
