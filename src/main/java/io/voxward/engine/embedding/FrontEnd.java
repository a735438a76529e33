package io.voxward.engine.embedding;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.Resampler;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.fbank.Fbank;
import io.voxward.engine.fbank.FbankStream;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.trace.Trace;

/** Makes the features that a model's card asks for. Safe for use by several threads. */
public final class FrontEnd {
  private static final double MILLIS_PER_SECOND = 1000;

  private final ModelCard card;
  private final Fbank fbank;
  private final Resampler fromTelephone;
  private final Trace trace;

  /**
   * The front end of the model of {@code card}.
   *
   * @param trace sees the features
   */
  public FrontEnd(ModelCard card, Trace trace) {
    this.card = card;
    this.fbank = new Fbank(card.fbank());
    this.fromTelephone = Resampler.gentle(SampleRate.TELEPHONE, card.fbank().rate());
    this.trace = trace;
  }

  /** The sample rate that the features are made from. */
  public SampleRate rate() {
    return card.fbank().rate();
  }

  /** What brings sound of {@code rate} to {@link #rate} as the model wants it. */
  public Resampler resampler(SampleRate rate) {
    return rate.equals(SampleRate.TELEPHONE) ? fromTelephone : Resampler.gentle(rate, rate());
  }

  /** How many mel bins a frame has. */
  public int bins() {
    return card.fbank().bins();
  }

  /** How many frames begin in a second. */
  public int framesPerSecond() {
    return (int) Math.round(MILLIS_PER_SECOND / card.fbank().shiftMillis());
  }

  /**
   * The mel energies of speech, before the mean is subtracted.
   *
   * @param speech at the rate of the card
   * @throws IllegalArgumentException at another rate
   */
  public FeatureMatrix energies(PcmAudio speech) {
    if (!speech.rate().equals(rate())) {
      throw new IllegalArgumentException(
          card.id() + " wants " + rate().hertz() + " Hz, not " + speech.rate().hertz());
    }
    FeatureMatrix energies = fbank.compute(speech.samples());
    if (trace.isOn()) {
      trace.show(Trace.Stage.MODEL_AUDIO, () -> speech);
      trace.show(Trace.Stage.FEATURES, () -> energies);
    }
    return energies;
  }

  /** The same as a stream: what it gives in pieces is what {@link #energies} gives at once. */
  public FbankStream stream() {
    return new FbankStream(fbank);
  }

  /** The features of a whole recording as the network wants them: its own mean subtracted. */
  public FeatureMatrix normalised(FeatureMatrix energies, SourceBand band) {
    return normalised(energies, energies.mean(), band);
  }

  /**
   * The features of a part of a recording or call as the network wants them.
   *
   * @param mean of each bin over the whole recording, or over the call so far
   */
  public FeatureMatrix normalised(FeatureMatrix energies, float[] mean, SourceBand band) {
    FeatureMatrix centred =
        switch (card.mean()) {
          case PER_RECORDING -> energies.minusMean(mean);
          case NONE -> energies;
        };
    FeatureMatrix features = masked(centred, band);
    if (trace.isOn()) {
      trace.show(Trace.Stage.NORMALISED_FEATURES, () -> features);
    }
    return features;
  }

  private FeatureMatrix masked(FeatureMatrix features, SourceBand band) {
    return switch (band) {
      case WIDE -> features;
      case TELEPHONE -> card.telephoneMaskFromBin().map(features::maskedFrom).orElse(features);
    };
  }
}
