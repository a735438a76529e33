package io.voxward.engine.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.ReferenceVoices;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.quality.Refusal.Code;
import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.vad.NetSpeech;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrollmentGuardTest {
  private static final GuardOptions FIVE_SECONDS =
      GuardOptions.DEFAULT.withNeeded(new NetSpeech(5));

  private VoiceEngine engine;
  private EnrollmentGuard guard;

  @BeforeAll
  void open() {
    engine = VoiceEngine.open(EngineOptions.bundled());
    guard = new EnrollmentGuard(engine);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void one_person_well_heard_is_fit_and_sounds_like_themselves() {
    for (String person : ReferenceVoices.PEOPLE) {
      PcmAudio recording = ReferenceVoices.telephone(person);

      GuardVerdict verdict = guard.judge(List.of(recording), FIVE_SECONDS);

      assertThat(verdict).as(person).isInstanceOf(GuardVerdict.Fit.class);
      GuardVerdict.Fit fit = (GuardVerdict.Fit) verdict;
      assertThat(fit.speech().seconds()).isBetween(5.0, 8.0);
      assertThat(
              fit.voice()
                  .cosine(
                      ReferenceVoices.vector(
                          ReferenceVoices.caseOf(person), "embedding", engine.card().id())))
          .isGreaterThan(0.7);
    }
  }

  @Test
  void too_little_speech_is_said_with_what_there_is_and_what_is_needed() {
    PcmAudio recording = ReferenceVoices.telephone("carlo-it");

    GuardVerdict verdict = guard.judge(List.of(recording), GuardOptions.DEFAULT);

    Refusal refusal = only(verdict, Code.NOT_ENOUGH_SPEECH);
    assertThat(refusal.measured()).isEqualTo(verdict.figures().speech().seconds());
    assertThat(refusal.limit()).isEqualTo(30);
    assertThat(((GuardVerdict.Unfit) verdict).needsOnlyMoreSpeech()).isTrue();
  }

  @Test
  void silence_is_not_enough_speech() {
    GuardVerdict verdict = guard.judge(List.of(sound(10, t -> 0)), FIVE_SECONDS);

    assertThat(only(verdict, Code.NOT_ENOUGH_SPEECH).measured()).isZero();
  }

  @Test
  void nothing_at_all_is_not_enough_speech() {
    GuardVerdict verdict = guard.judge(List.of(), FIVE_SECONDS);

    only(verdict, Code.NOT_ENOUGH_SPEECH);
  }

  @Test
  void tones_are_not_speech() {
    PcmAudio dialTone =
        sound(
            20, t -> 0.2 * Math.sin(2 * Math.PI * 350 * t) + 0.2 * Math.sin(2 * Math.PI * 440 * t));
    PcmAudio beeps = sound(20, t -> (t % 1 < 0.5 ? 0.3 : 0) * Math.sin(2 * Math.PI * 1000 * t));
    PcmAudio sweep =
        sound(20, t -> 0.3 * Math.sin(2 * Math.PI * (300 * t + 200 * Math.sin(4.4 * t))));

    assertThat(only(guard.judge(List.of(dialTone), FIVE_SECONDS), Code.NOT_SPEECH).measured())
        .isLessThan(0.05);
    only(guard.judge(List.of(beeps), FIVE_SECONDS), Code.NOT_SPEECH);
    only(guard.judge(List.of(sweep), FIVE_SECONDS), Code.NOT_SPEECH);
  }

  @Test
  void screaming_monkeys_are_not_speech() throws IOException {
    for (String name : List.of("noise-1", "noise-2")) {
      try (InputStream flac =
          requireNonNull(getClass().getResourceAsStream("/demo/nobody/" + name + ".flac"))) {
        DecodeResult monkeys =
            AudioDecoder.decode(
                flac, new AudioKind.Flac(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);

        GuardVerdict verdict =
            guard.judge(List.of(((DecodeResult.Decoded) monkeys).audio()), FIVE_SECONDS);

        only(verdict, Code.NOT_SPEECH);
      }
    }
  }

  @Test
  void a_voice_that_comes_in_is_found_with_its_times() {
    // Eight seconds of one person, then five of another, then the first again.
    PcmAudio june = ReferenceVoices.telephone("june-fr");
    PcmAudio carlo = ReferenceVoices.telephone("carlo-it");
    PcmAudio mixed = join(june, carlo.slice(0, 5 * 8000), june.slice(0, 4 * 8000));

    GuardVerdict verdict = guard.judge(List.of(mixed), FIVE_SECONDS);

    Refusal refusal = only(verdict, Code.MULTIPLE_SPEAKERS);
    assertThat(refusal.measured()).isLessThan(refusal.limit());
    assertThat(refusal.times()).hasSize(1);
    TimeSpan intruder = refusal.times().getFirst();
    assertThat(intruder.recording()).isZero();
    assertThat(intruder.fromSeconds()).isCloseTo(8, within(1.0));
    assertThat(intruder.toSeconds()).isCloseTo(13, within(1.0));
  }

  @Test
  void a_recording_of_somebody_else_among_the_others_is_named() {
    PcmAudio june = ReferenceVoices.telephone("june-fr");
    PcmAudio half = june.slice(0, june.length() / 2);
    PcmAudio allison = ReferenceVoices.telephone("allison-en").slice(0, 4 * 8000);

    GuardVerdict verdict = guard.judge(List.of(june, allison, half), FIVE_SECONDS);

    assertThat(only(verdict, Code.MULTIPLE_SPEAKERS).times())
        .isNotEmpty()
        .allMatch(span -> span.recording() == 1);
  }

  @Test
  void speech_in_loud_noise_is_too_noisy() {
    SplittableRandom random = new SplittableRandom(4);
    PcmAudio clean = ReferenceVoices.telephone("carlo-it");
    float[] noisy = clean.samples().clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (float) Math.clamp(0.3 * noisy[i] + 0.1 * (random.nextDouble() - 0.5), -1, 1);
    }

    GuardVerdict verdict =
        guard.judge(
            List.of(new PcmAudio(noisy, clean.rate())), FIVE_SECONDS.withNeeded(new NetSpeech(1)));

    assertThat(codes(verdict)).contains(Code.TOO_NOISY);
  }

  @Test
  void speech_cut_off_at_full_level_is_clipped() {
    PcmAudio clean = ReferenceVoices.telephone("carlo-it");
    float[] loud = clean.samples().clone();
    for (int i = 0; i < loud.length; i++) {
      loud[i] = Math.clamp(20 * loud[i], -1f, 0.99997f);
    }

    GuardVerdict verdict = guard.judge(List.of(new PcmAudio(loud, clean.rate())), FIVE_SECONDS);

    assertThat(codes(verdict)).contains(Code.CLIPPED);
  }

  @Test
  void speech_without_its_upper_frequencies_is_too_dull() {
    PcmAudio clean = ReferenceVoices.telephone("carlo-it");

    GuardVerdict verdict = guard.judge(List.of(dull(clean)), FIVE_SECONDS);

    assertThat(codes(verdict)).containsExactly(Code.NARROW_BANDWIDTH);
  }

  private static List<Code> codes(GuardVerdict verdict) {
    return switch (verdict) {
      case GuardVerdict.Fit fit -> List.of();
      case GuardVerdict.Unfit(var refusals, var figures) ->
          refusals.stream().map(Refusal::code).toList();
    };
  }

  private static Refusal only(GuardVerdict verdict, Code code) {
    assertThat(codes(verdict)).containsExactly(code);
    return ((GuardVerdict.Unfit) verdict).refusals().getFirst();
  }

  private static PcmAudio sound(int seconds, DoubleUnaryOperator wave) {
    float[] samples = new float[seconds * 8000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) wave.applyAsDouble(i / 8000.0);
    }
    return new PcmAudio(samples, SampleRate.TELEPHONE);
  }

  /** Through a low pass that ends at 1,500 Hz. */
  private static PcmAudio dull(PcmAudio audio) {
    int half = 150;
    float[] out = new float[audio.length()];
    for (int i = half; i < out.length - half; i++) {
      double sum = 0;
      for (int n = -half; n <= half; n++) {
        double window = 0.5 + 0.5 * Math.cos(Math.PI * n / half);
        double sinc = n == 0 ? 0.375 : Math.sin(2 * Math.PI * 1500 * n / 8000.0) / (Math.PI * n);
        sum += window * sinc * audio.samples()[i - n];
      }
      out[i] = (float) sum;
    }
    return new PcmAudio(out, audio.rate());
  }

  private static PcmAudio join(PcmAudio... parts) {
    List<Float> all = new ArrayList<>();
    for (PcmAudio part : parts) {
      for (float sample : part.samples()) {
        all.add(sample);
      }
    }
    float[] samples = new float[all.size()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = all.get(i);
    }
    return new PcmAudio(samples, parts[0].rate());
  }
}
