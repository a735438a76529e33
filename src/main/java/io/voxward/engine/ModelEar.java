package io.voxward.engine;

import io.voxward.engine.audio.ResamplerStream;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.FrontEnd;
import io.voxward.engine.embedding.SourceBand;
import io.voxward.engine.fbank.FbankStream;
import org.jspecify.annotations.Nullable;

/**
 * A call as one model hears it: speech goes in, features gather, stretches come out for the
 * network. Guarded by the lock of its call.
 */
final class ModelEar {
  private final SampleRate rate;
  private final FrontEnd frontEnd;
  private final SpeechStretches stretches;
  private @Nullable ResamplerStream resampler;
  private FbankStream fbank;

  ModelEar(SampleRate rate, VoiceModel model, CallOptions options) {
    this.rate = rate;
    this.frontEnd = model.frontEnd();
    this.stretches = new SpeechStretches(frontEnd, model.id(), SourceBand.of(rate), options);
    this.resampler = newResampler();
    this.fbank = frontEnd.stream();
  }

  private @Nullable ResamplerStream newResampler() {
    return rate.equals(frontEnd.rate()) ? null : frontEnd.resampler(rate).stream();
  }

  SpeechStretches stretches() {
    return stretches;
  }

  /** Takes in speech that ends at a time of the call. */
  void add(float[] speech, double callSeconds) {
    if (stretches.listens()) {
      float[] atModelRate = resampler == null ? speech : resampler.accept(speech);
      stretches.add(fbank.accept(atModelRate), callSeconds);
    }
  }

  /** What comes next does not follow what was heard before. */
  void restart() {
    resampler = newResampler();
    fbank = frontEnd.stream();
  }

  void erase() {
    restart();
    stretches.erase();
  }
}
