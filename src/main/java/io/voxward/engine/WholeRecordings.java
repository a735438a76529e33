package io.voxward.engine;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.Resampler;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.EmbeddingModel;
import io.voxward.engine.embedding.FrontEnd;
import io.voxward.engine.embedding.SourceBand;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.trace.Trace;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.engine.vad.SpeechDetector;
import io.voxward.engine.vad.SpeechSegments;
import java.util.ArrayList;
import java.util.List;

/** The way from recordings to a voice: find speech, resample, features, network. */
final class WholeRecordings {

  /** Less speech than this gives a vector without meaning, in seconds. */
  static final double LEAST_SPEECH_SECONDS = 1;

  /** Longer speech is embedded in equal stretches no longer than this: it bounds the memory. */
  private static final int LONGEST_STRETCH_FRAMES = 1000;

  private final SpeechDetector detector;
  private final FrontEnd frontEnd;
  private final EmbeddingModel model;
  private final Trace trace;

  WholeRecordings(SpeechDetector detector, FrontEnd frontEnd, EmbeddingModel model, Trace trace) {
    this.detector = detector;
    this.frontEnd = frontEnd;
    this.model = model;
    this.trace = trace;
  }

  SpeechAnalysis analyse(PcmAudio recording) {
    PcmAudio audio = atRate(recording, SpeechDetector.rateFor(recording.rate()));
    return new SpeechAnalysis(audio, SourceBand.of(recording.rate()), detector.detect(audio));
  }

  /** One voice from the speech of all recordings, each with its own mean subtracted. */
  Extraction extract(List<SpeechAnalysis> recordings) {
    NetSpeech net =
        recordings.stream().map(SpeechAnalysis::netSpeech).reduce(NetSpeech.NONE, NetSpeech::plus);
    List<FeatureMatrix> stretches = new ArrayList<>();
    for (SpeechAnalysis recording : recordings) {
      FeatureMatrix energies = energies(recording.speech());
      if (energies.frames() >= model.card().minimumFrames()) {
        stretches.addAll(split(frontEnd.normalised(energies, recording.band())));
      }
    }
    NetSpeech needed = new NetSpeech(LEAST_SPEECH_SECONDS);
    return stretches.isEmpty() || !net.covers(needed)
        ? new Extraction.TooLittleSpeech(net, needed)
        : new Extraction.Voice(embed(stretches), net);
  }

  private Embedding embed(List<FeatureMatrix> stretches) {
    List<Embedding> embeddings = model.embed(stretches);
    List<Embedding.Weighted> parts = new ArrayList<>();
    for (int i = 0; i < embeddings.size(); i++) {
      parts.add(new Embedding.Weighted(embeddings.get(i), stretches.get(i).frames()));
    }
    Embedding voice = Embedding.mean(parts);
    if (trace.isOn()) {
      trace.show(Trace.Stage.EMBEDDING, () -> voice);
    }
    return voice;
  }

  private static List<FeatureMatrix> split(FeatureMatrix features) {
    int stretches = Math.ceilDiv(features.frames(), LONGEST_STRETCH_FRAMES);
    List<FeatureMatrix> split = new ArrayList<>();
    for (int i = 0; i < stretches; i++) {
      split.add(
          features.slice(
              (int) ((long) features.frames() * i / stretches),
              (int) ((long) features.frames() * (i + 1) / stretches)));
    }
    return split;
  }

  /** The voice of each stretch of a recording's speech, all with the recording's mean. */
  List<VoiceChunk> chunks(SpeechAnalysis recording, double chunkSeconds, double stepSeconds) {
    FeatureMatrix energies = energies(recording.speech());
    int length = frames(chunkSeconds);
    int step = frames(stepSeconds);
    List<FeatureMatrix> stretches = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    if (energies.frames() < length) {
      return List.of();
    }
    float[] mean = energies.mean();
    for (int from = 0; from + length <= energies.frames(); from += step) {
      stretches.add(
          frontEnd.normalised(energies.slice(from, from + length), mean, recording.band()));
      starts.add(from);
    }
    List<Embedding> embeddings = model.embed(stretches);
    List<VoiceChunk> chunks = new ArrayList<>();
    for (int i = 0; i < embeddings.size(); i++) {
      SpeechSegments segments = recording.segments();
      chunks.add(
          new VoiceChunk(
              segments.recordingSeconds(seconds(starts.get(i))),
              segments.recordingSeconds(seconds(starts.get(i) + length)),
              seconds(length),
              embeddings.get(i)));
    }
    return chunks;
  }

  private int frames(double seconds) {
    int frames = (int) Math.round(seconds * 1000 / model.card().fbank().shiftMillis());
    if (frames < model.card().minimumFrames()) {
      throw new IllegalArgumentException("too short for the model: " + seconds + " s");
    }
    return frames;
  }

  private double seconds(int frames) {
    return frames * model.card().fbank().shiftMillis() / 1000;
  }

  private FeatureMatrix energies(PcmAudio speech) {
    boolean fits = speech.rate().equals(frontEnd.rate());
    return frontEnd.energies(fits ? speech : frontEnd.resampler(speech.rate()).apply(speech));
  }

  private static PcmAudio atRate(PcmAudio audio, SampleRate rate) {
    return audio.rate().equals(rate) ? audio : Resampler.gentle(audio.rate(), rate).apply(audio);
  }
}
