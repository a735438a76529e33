package io.voxward.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.CalibrationFit;
import io.voxward.engine.scoring.ComparisonKind;
import io.voxward.engine.scoring.SpeakerBootstrap;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.lab.trial.EnrollmentList;
import io.voxward.lab.trial.Trial;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrialMeasurementTest {
  private static final ModelId MODEL = new ModelId("fake");
  private static final SpeechLength THREE = new SpeechLength(3);
  private static final List<SpeechLength> LENGTHS = List.of(THREE, SpeechLength.ALL);
  private static final int SPEAKERS = 20;

  private final EnrollmentList enrollments = enrollments();
  private final List<Trial> trials = trials();
  private final TrialMeasurement measurement =
      new TrialMeasurement(new FakeVoices(), Path.of(""), new Channel.None(), 2, 1);

  @Test
  void every_trial_is_compared_at_every_length() {
    List<MeasuredTrial> compared = compare();

    assertThat(compared).hasSize(2 * (trials.size() - SPEAKERS));
    assertThat(compared).filteredOn(trial -> trial.trial().target()).hasSize(2 * (SPEAKERS - 1));
  }

  @Test
  void a_recording_without_speech_is_missing_and_not_scored() {
    Map<String, Map<SpeechLength, Voices.Heard>> heard =
        measurement.listen(enrollments, trials, LENGTHS);

    assertThat(heard.get(test(0))).isEmpty();
    assertThat(heard.get(test(1))).containsOnlyKeys(THREE, SpeechLength.ALL);
  }

  @Test
  void a_model_is_the_middle_of_its_recordings_with_all_their_speech() {
    Map<String, Side> enrolled = measurement.enroll(enrollments);

    assertThat(enrolled).hasSize(SPEAKERS);
    Side side = Objects.requireNonNull(enrolled.get("s3"));
    assertThat(side.speech().seconds()).isCloseTo(16, within(1e-9));
  }

  @Test
  void cross_validated_ratios_separate_what_the_fake_voices_separate() {
    List<MeasuredTrial> compared = compare();

    List<JudgedTrial> judged =
        new Calibrating(
                MODEL,
                ComparisonKind.COSINE,
                CalibrationFit.Options.DEFAULT,
                LocalDate.of(2026, 11, 22))
            .crossValidated(compared, compared);

    Figures figures =
        Figures.of(
            THREE,
            judged.stream().filter(trial -> trial.measured().length().equals(THREE)).toList(),
            new SpeakerBootstrap(1, 50));
    assertThat(figures.equalErrorRate().value()).isLessThan(0.05);
    assertThat(figures.targets()).isEqualTo(SPEAKERS - 1);
    assertThat(figures.actualCost().value()).isGreaterThanOrEqualTo(figures.minimumCost().value());
  }

  @Test
  void a_few_excluded_trials_are_judged_by_calibrations_of_the_others() {
    List<MeasuredTrial> compared = compare();
    List<MeasuredTrial> excluded = compared.subList(0, 3);
    Calibrating calibrating =
        new Calibrating(
            MODEL,
            ComparisonKind.COSINE,
            CalibrationFit.Options.DEFAULT,
            LocalDate.of(2026, 11, 22));

    List<JudgedTrial> judged = calibrating.crossValidated(excluded, compared);

    assertThat(judged).isEqualTo(calibrating.crossValidated(compared, compared).subList(0, 3));
  }

  @Test
  void the_score_file_has_a_line_for_every_trial_and_empty_cells_where_nothing_was_heard() {
    List<MeasuredTrial> compared = compare();
    List<JudgedTrial> judged =
        new Calibrating(
                MODEL,
                ComparisonKind.COSINE,
                CalibrationFit.Options.DEFAULT,
                LocalDate.of(2026, 11, 22))
            .crossValidated(compared, compared);

    String text =
        ScoreFile.text(trials, LENGTHS, judged, measurement.listen(enrollments, trials, LENGTHS));

    List<String> lines = text.lines().toList();
    assertThat(lines).hasSize(1 + 2 * trials.size());
    assertThat(lines.getFirst())
        .isEqualTo("seconds\tmodel\tfile\tlabel\tnetSpeechSeconds\traw\tllr\tscore");
    assertThat(lines).contains("3\ts0\t" + test(0) + "\ttarget\t\t\t\t");
    assertThat(lines.get(2).split("\t", -1)).hasSize(8).doesNotContain("");
  }

  private List<MeasuredTrial> compare() {
    return TrialMeasurement.compare(
        trials,
        LENGTHS,
        measurement.enroll(enrollments),
        measurement.listen(enrollments, trials, LENGTHS),
        TrialMeasurement.speakers(enrollments, trials),
        Comparer.plain());
  }

  private static String test(int speaker) {
    return "s" + speaker + "/test";
  }

  private static EnrollmentList enrollments() {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (int i = 0; i < SPEAKERS; i++) {
      files.put("s" + i, List.of("s" + i + "/one", "s" + i + "/two"));
    }
    return new EnrollmentList(files);
  }

  private static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (int model = 0; model < SPEAKERS; model++) {
      for (int speaker = 0; speaker < SPEAKERS; speaker++) {
        trials.add(new Trial("s" + model, test(speaker), model == speaker));
      }
    }
    return trials;
  }

  /** Each speaker is a random direction; each recording leans a little from it. */
  private static final class FakeVoices implements Voices {
    @Override
    public ModelId model() {
      return MODEL;
    }

    @Override
    public PcmAudio read(Path file) {
      // The name travels in the samples: one each for speaker and recording.
      String name = file.toString().replace('\\', '/');
      return new PcmAudio(
          new float[] {
            Integer.parseInt(name.substring(1, name.indexOf('/'))), name.hashCode() % 100
          },
          SampleRate.TELEPHONE);
    }

    @Override
    public PcmAudio speechOf(PcmAudio audio) {
      return audio;
    }

    @Override
    public Optional<Heard> enroll(List<PcmAudio> recordings) {
      List<Embedding.Weighted> parts = new ArrayList<>();
      for (PcmAudio recording : recordings) {
        parts.add(
            new Embedding.Weighted(
                voice((int) recording.samples()[0], (int) recording.samples()[1]), 1));
      }
      return Optional.of(new Heard(Embedding.mean(parts), new NetSpeech(8 * recordings.size())));
    }

    @Override
    public List<Optional<Heard>> hear(PcmAudio audio, List<SpeechLength> lengths) {
      int speaker = (int) audio.samples()[0];
      if (speaker == 0 && audio.samples()[1] == "s0/test".hashCode() % 100) {
        return lengths.stream().map(length -> Optional.<Heard>empty()).toList();
      }
      return lengths.stream()
          .map(length ->
              Optional.of(
                  new Heard(
                      voice(speaker, (int) audio.samples()[1]),
                      new NetSpeech(Math.min(8, length.seconds())))))
          .toList();
    }

    private static Embedding voice(int speaker, int recording) {
      SplittableRandom own = new SplittableRandom(1_000 + speaker);
      SplittableRandom lean = new SplittableRandom(31L * speaker + recording);
      float[] direction = new float[24];
      for (int i = 0; i < direction.length; i++) {
        direction[i] = (float) (own.nextDouble() - 0.5 + 0.7 * (lean.nextDouble() - 0.5));
      }
      return Embedding.ofDirection(direction, MODEL);
    }
  }
}
