package io.voxward.engine.embedding;

import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.ModelCard.MeanNormalisation;
import io.voxward.engine.fbank.FbankOptions;
import io.voxward.engine.onnx.CardProperties;
import java.util.Optional;

/**
 * The part of a card that describes the front end: the keys {@code frontEnd.…}. What our front end
 * cannot do is refused rather than done another way.
 */
final class FrontEndKeys {
  private static final String SCALE = "frontEnd.scale";
  private static final String MASK = "frontEnd.telephoneMaskFromBin";
  private static final double WHOLE_NUMBERS = 32768;
  private static final double LONGEST_FRAME_MS = 1000;
  private static final int FEWEST_BINS = 3;
  private static final int MOST_BINS = 1024;

  private FrontEndKeys() {}

  static MeanNormalisation mean(CardProperties card) {
    return card.oneOf("frontEnd.meanNormalisation", "true", "false").equals("true")
        ? MeanNormalisation.PER_RECORDING
        : MeanNormalisation.NONE;
  }

  static Optional<Integer> telephoneMask(CardProperties card, int bins) {
    return card.find(MASK).map(value -> card.wholeNumber(MASK, 1, bins - 1));
  }

  static FbankOptions fbank(CardProperties card) {
    card.oneOf("frontEnd", "kaldi-fbank");
    card.oneOf("frontEnd.snipEdges", "true");
    try {
      return new FbankOptions(
          new SampleRate(
              card.wholeNumber("frontEnd.sampleRate", SampleRate.LOWEST, SampleRate.HIGHEST)),
          scale(card),
          card.number("frontEnd.frameLengthMs", 1, LONGEST_FRAME_MS),
          card.number("frontEnd.frameShiftMs", 1, LONGEST_FRAME_MS),
          window(card),
          card.number("frontEnd.preemphasis", 0, 1),
          card.oneOf("frontEnd.removeDcOffset", "true", "false").equals("true"),
          card.wholeNumber("frontEnd.melBins", FEWEST_BINS, MOST_BINS),
          card.number("frontEnd.lowFreq", 0, SampleRate.HIGHEST),
          card.number("frontEnd.highFreq", 0, SampleRate.HIGHEST));
    } catch (IllegalArgumentException e) {
      throw card.bad("frontEnd", card.text("frontEnd"), "computable: " + e.getMessage());
    }
  }

  private static double scale(CardProperties card) {
    double scale = card.number(SCALE, 1, WHOLE_NUMBERS);
    if (scale != 1 && scale != WHOLE_NUMBERS) {
      throw card.bad(SCALE, card.text(SCALE), "1 or 32768");
    }
    return scale;
  }

  private static FbankOptions.Window window(CardProperties card) {
    return card.oneOf("frontEnd.window", "povey", "hamming").equals("povey")
        ? FbankOptions.Window.POVEY
        : FbankOptions.Window.HAMMING;
  }
}
