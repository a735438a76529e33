package io.voxward.engine.embedding;

import io.voxward.engine.fbank.FbankOptions;
import io.voxward.engine.onnx.CardProperties;
import java.util.Optional;

/**
 * What a speaker model is and what it expects: the front end travels with the model. Read from its
 * {@code card.properties}; a key that is missing or says something we cannot do refuses the model.
 *
 * @param id names the model with its weights and front end
 * @param licence under which the weights may be used
 * @param origin where the weights come from
 * @param fbank the mel filter bank, with the sample rate it wants
 * @param mean what is subtracted from the mel energies
 * @param telephoneMaskFromBin the first bin that is set to zero when the source has no content
 *     above 4 kHz; empty if the model wants no mask
 * @param input name of the network's input
 * @param layout the order of its dimensions
 * @param output name of the network's output
 * @param dimension how many numbers an embedding has
 * @param minimumFrames the fewest frames the network can take
 */
public record ModelCard(
    ModelId id,
    String licence,
    String origin,
    FbankOptions fbank,
    MeanNormalisation mean,
    Optional<Integer> telephoneMaskFromBin,
    String input,
    Layout layout,
    String output,
    int dimension,
    int minimumFrames) {

  /** The order of the dimensions of a network's input. */
  public enum Layout {
    /** Batch, time, frequency. */
    FRAMES_FIRST,
    /** Batch, frequency, time. */
    BINS_FIRST
  }

  /** What is subtracted from the mel energies. */
  public enum MeanNormalisation {
    /** The mean of each bin over the recording; of a live call, over the call so far. */
    PER_RECORDING,
    /** Nothing. */
    NONE
  }

  private static final int LARGEST_DIMENSION = 4096;
  private static final int LARGEST_MINIMUM = 1000;

  /**
   * Reads a card.
   *
   * @throws io.voxward.engine.onnx.ModelRefusedException naming the key and the rule
   */
  public static ModelCard of(CardProperties card) {
    FbankOptions fbank = FrontEndKeys.fbank(card);
    return new ModelCard(
        id(card),
        card.text("licence"),
        card.text("origin"),
        fbank,
        FrontEndKeys.mean(card),
        FrontEndKeys.telephoneMask(card, fbank.bins()),
        card.text("input.name"),
        card.oneOf("input.layout", "BTF", "BFT").equals("BTF")
            ? Layout.FRAMES_FIRST
            : Layout.BINS_FIRST,
        card.text("output.name"),
        card.wholeNumber("dimension", 1, LARGEST_DIMENSION),
        card.wholeNumber("minimumFrames", 1, LARGEST_MINIMUM));
  }

  private static ModelId id(CardProperties card) {
    String value = card.text("id");
    if (!value.matches(ModelId.FORM)) {
      throw card.bad("id", value, "of the form " + ModelId.FORM);
    }
    return new ModelId(value);
  }
}
