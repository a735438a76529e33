package io.voxward.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.audio.SampleRate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a line carries besides people counts as no speech in a call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoSpeechTest {
  private static final int HERTZ = 8_000;
  private static final double LOUD = 0.25;

  private VoiceEngine engine;

  @BeforeAll
  void open() {
    engine = VoiceEngine.open(EngineOptions.bundled());
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private double speechIn(float[] sound) {
    try (CallVoice call = engine.newCall(SampleRate.TELEPHONE)) {
      for (int at = 0; at < sound.length; at += HERTZ / 4) {
        call.hear(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + HERTZ / 4)));
        engine.listen(List.of(call));
      }
      call.finishStream();
      return call.netSpeech().seconds();
    }
  }

  @Test
  void the_tones_of_a_keypad_are_no_speech() {
    double[] rows = {697, 770, 852, 941};
    double[] columns = {1209, 1336, 1477, 1633};
    float[] sound = new float[16 * HERTZ];
    for (int key = 0; key < 32; key++) {
      // Sixteen keys for a tenth of a second, as a telephone dials, and sixteen held for longer.
      int length = key < 16 ? HERTZ / 10 : HERTZ * 4 / 10;
      int from = key * HERTZ / 2;
      tone(sound, from, length, rows[key % 16 / 4], LOUD);
      tone(sound, from, length, columns[key % 4], LOUD);
    }

    assertThat(speechIn(sound)).isZero();
  }

  @Test
  void music_is_no_speech() {
    // A tune in chords over a bass, with overtones that fade, one after the other.
    int[] tune = {0, 4, 7, 12, 9, 5, 2, 7, 11, 7, 4, 0, 5, 9, 12, 16};
    float[] sound = new float[32 * HERTZ];
    for (int beat = 0; beat < 64; beat++) {
      int from = beat * HERTZ / 2;
      double root = 220 * Math.pow(2, tune[beat % tune.length] / 12.0);
      for (double step : new double[] {0.5, 1, 1.26, 1.5}) {
        for (int overtone = 1; overtone <= 5; overtone++) {
          if (root * step * overtone < 3_600) {
            fading(sound, from, root * step * overtone, 0.08 / overtone);
          }
        }
      }
    }

    assertThat(speechIn(sound)).isLessThan(0.02 * 32);
  }

  @Test
  void silence_and_noise_are_no_speech() {
    float[] noise = new float[20 * HERTZ];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (random.nextGaussian() * (i < noise.length / 2 ? 0.001 : 0.05));
    }

    assertThat(speechIn(new float[20 * HERTZ])).isZero();
    assertThat(speechIn(noise)).isLessThan(0.2);
  }

  @Test
  void a_person_is_speech_all_the_same() {
    assertThat(speechIn(ReferenceVoices.telephone("june-fr").samples())).isGreaterThan(5);
  }

  private static void tone(float[] into, int from, int length, double hertz, double amplitude) {
    for (int i = 0; i < length && from + i < into.length; i++) {
      into[from + i] += (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / HERTZ));
    }
  }

  private static void fading(float[] into, int from, double hertz, double amplitude) {
    for (int i = 0; i < HERTZ && from + i < into.length; i++) {
      double faded = amplitude * Math.exp(-3.0 * i / HERTZ);
      into[from + i] += (float) (faded * Math.sin(2 * Math.PI * hertz * i / HERTZ));
    }
  }
}
