package io.voxward.lab.bench;

import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.SourceBand;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.lab.LabException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The way from the bytes of a WAV file to an embedding, timed step by step on the thread that asks.
 * All of the recording is taken as speech, as the other runtime does.
 */
final class Stages {
  /** The steps. */
  enum Stage {
    DECODE,
    RESAMPLE,
    FEATURES,
    NETWORK
  }

  private final VoiceEngine engine;
  private final Map<Stage, List<Double>> milliseconds = new EnumMap<>(Stage.class);
  private final List<Double> whole = new ArrayList<>();

  Stages(VoiceEngine engine) {
    this.engine = engine;
    for (Stage stage : Stage.values()) {
      milliseconds.put(stage, new ArrayList<>());
    }
  }

  /** Goes the way some times and notes how long each step took. */
  void run(byte[] wav, int times) {
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      PcmAudio audio = timed(Stage.DECODE, () -> decode(wav));
      PcmAudio atModelRate =
          timed(
              Stage.RESAMPLE,
              () ->
                  audio.rate().equals(engine.frontEnd().rate())
                      ? audio
                      : engine.frontEnd().resampler(audio.rate()).apply(audio));
      FeatureMatrix features =
          timed(
              Stage.FEATURES,
              () ->
                  engine
                      .frontEnd()
                      .normalised(
                          engine.frontEnd().energies(atModelRate), SourceBand.of(audio.rate())));
      Embedding embedding = timed(Stage.NETWORK, () -> engine.model().embed(features));
      if (embedding.dimension() != engine.card().dimension()) {
        throw new LabException("the network gave " + embedding);
      }
      whole.add((System.nanoTime() - start) / 1e6);
    }
  }

  private <T> T timed(Stage stage, Supplier<T> step) {
    long start = System.nanoTime();
    T result = step.get();
    milliseconds
        .computeIfAbsent(stage, s -> new ArrayList<>())
        .add((System.nanoTime() - start) / 1e6);
    return result;
  }

  private static PcmAudio decode(byte[] wav) {
    return switch (AudioDecoder.decode(
        wav, new AudioKind.Wav(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT)) {
      case DecodeResult.Decoded(var audio, var facts) -> audio;
      case DecodeResult.Refused(var fault, var detail) -> throw new LabException(detail);
    };
  }

  /** A new record of the same way. */
  Stages another() {
    return new Stages(engine);
  }

  /** Takes over what another record holds. */
  void take(Stages other) {
    other.milliseconds.forEach((stage, times) ->
        milliseconds.computeIfAbsent(stage, s -> new ArrayList<>()).addAll(times));
    whole.addAll(other.whole);
  }

  /** Forgets what was measured: after warming up. */
  void clear() {
    milliseconds.values().forEach(List::clear);
    whole.clear();
  }

  /** The median of a step, in milliseconds. */
  double median(Stage stage) {
    return median(milliseconds.getOrDefault(stage, List.of()));
  }

  /** The median of the whole way, in milliseconds. */
  double median() {
    return median(whole);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
