package io.voxward.lab.verify;

import io.voxward.engine.audio.PcmAudio;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Adds the babble of six voices to a recording. The voices are drawn from the other speakers of the
 * lists, one recording each, the same for the same seed and file; the babble is measured against
 * the power of the speech, not of the pauses.
 */
final class Babble {
  private static final int VOICES = 6;
  private static final double SILENCE = 1e-12;

  private final Map<String, String> speakers;
  private final Function<String, PcmAudio> speech;
  private final double decibels;
  private final long seed;

  /**
   * Babble at a level.
   *
   * @param speakers file to its speaker: the voices to draw from
   * @param speech the speech of a file, without pauses, at the rate of the recordings
   * @param decibels power of the speech over that of the babble
   * @param seed of the draws
   */
  Babble(
      Map<String, String> speakers, Function<String, PcmAudio> speech, double decibels, long seed) {
    this.speakers = Map.copyOf(speakers);
    this.speech = speech;
    this.decibels = decibels;
    this.seed = seed;
  }

  /** The recording of a file with the babble under it. */
  PcmAudio under(PcmAudio audio, String file) {
    double[] babble = new double[audio.length()];
    List<String> voices = draw(file);
    for (String voice : voices) {
      add(speech.apply(voice), babble);
    }
    double wanted = power(speech.apply(file).samples()) / Math.pow(10, decibels / 10);
    double present = 0;
    for (double sample : babble) {
      present += sample * sample / babble.length;
    }
    double gain = Math.sqrt(wanted / Math.max(present, SILENCE));
    float[] mixed = new float[babble.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (float) Math.clamp(audio.samples()[i] + gain * babble[i], -1.0, 1.0);
    }
    return new PcmAudio(mixed, audio.rate());
  }

  /** Six files of six speakers, none of them the speaker of this file. */
  private List<String> draw(String file) {
    String own = speakers.getOrDefault(file, file);
    List<String> others =
        new ArrayList<>(
            speakers.keySet().stream()
                .filter(other -> !own.equals(speakers.get(other)))
                .sorted()
                .toList());
    SplittableRandom random = new SplittableRandom(seed ^ ((long) file.hashCode() << 20));
    List<String> drawn = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    while (drawn.size() < VOICES && !others.isEmpty()) {
      String next = others.remove(random.nextInt(others.size()));
      if (taken.add(speakers.getOrDefault(next, next)) && speech.apply(next).length() > 0) {
        drawn.add(next);
      }
    }
    return drawn;
  }

  /** Adds one voice at unit power, from its start again whenever it ends. */
  private static void add(PcmAudio voice, double[] babble) {
    float[] samples = voice.samples();
    double gain = 1 / Math.sqrt(Math.max(power(samples), SILENCE));
    for (int i = 0; i < babble.length; i++) {
      babble[i] += gain * samples[i % samples.length];
    }
  }

  private static double power(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return samples.length == 0 ? 0 : sum / samples.length;
  }
}
