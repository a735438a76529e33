package io.voxward.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BabbleTest {
  private final Set<String> asked = new LinkedHashSet<>();

  @Test
  void the_babble_has_the_power_asked_for() {
    PcmAudio speech = sound("0/a");

    PcmAudio mixed = babble(10, 1).under(speech, "0/a");

    double noise = 0;
    double signal = 0;
    for (int i = 0; i < mixed.length(); i++) {
      double added = mixed.samples()[i] - speech.samples()[i];
      noise += added * added;
      signal += speech.samples()[i] * speech.samples()[i];
    }
    assertThat(10 * Math.log10(signal / noise)).isCloseTo(10, within(0.05));
  }

  @Test
  void six_other_speakers_babble_never_the_one_who_is_tested() {
    babble(10, 1).under(sound("0/a"), "0/a");

    asked.remove("0/a");
    assertThat(asked).hasSize(6).noneMatch(file -> file.startsWith("0/"));
    assertThat(asked.stream().map(file -> file.substring(0, 1)).distinct()).hasSize(6);
  }

  @Test
  void the_same_seed_gives_the_same_babble_and_another_gives_another() {
    float[] once = babble(10, 1).under(sound("0/a"), "0/a").samples();

    assertThat(babble(10, 1).under(sound("0/a"), "0/a").samples()).containsExactly(once);
    assertThat(babble(10, 2).under(sound("0/a"), "0/a").samples()).isNotEqualTo(once);
  }

  private Babble babble(double decibels, long seed) {
    Map<String, String> speakers = new TreeMap<>();
    for (int speaker = 0; speaker < 9; speaker++) {
      speakers.put(speaker + "/a", "speaker " + speaker);
      speakers.put(speaker + "/b", "speaker " + speaker);
    }
    return new Babble(
        speakers,
        file -> {
          asked.add(file);
          return sound(file);
        },
        decibels,
        seed);
  }

  /** A tone of its own for each file. */
  private static PcmAudio sound(String file) {
    float[] samples = new float[8000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.2 * Math.sin(i * (0.1 + 0.001 * (file.hashCode() % 500))));
    }
    return new PcmAudio(samples, SampleRate.TELEPHONE);
  }
}
