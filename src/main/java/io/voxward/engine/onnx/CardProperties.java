package io.voxward.engine.onnx;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The text of a model card ({@code card.properties}), read key by key. A key that is missing or has
 * a value outside its rule refuses the model, naming the key and the rule.
 */
public final class CardProperties {
  private final ModelSource source;
  private final Properties properties;

  private CardProperties(ModelSource source, Properties properties) {
    this.source = source;
    this.properties = properties;
  }

  /**
   * Reads the card of {@code source}.
   *
   * @throws ModelRefusedException if it cannot be read
   */
  public static CardProperties of(ModelSource source) {
    Properties read = new Properties();
    try {
      read.load(new StringReader(new String(source.readCard(), StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelRefusedException(
          source, new ModelFault.Unreadable("the card cannot be read: " + e.getMessage()), e);
    }
    return new CardProperties(source, read);
  }

  /** Where the card comes from. */
  public ModelSource source() {
    return source;
  }

  /** The value of a key that must be there. */
  public String text(String key) {
    return find(key).orElseThrow(() -> refused(new ModelFault.MissingKey(key)));
  }

  /** The value of a key that may be missing or empty. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(properties.getProperty(key))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** A whole number in {@code [least, most]}. */
  public int wholeNumber(String key, int least, int most) {
    String value = text(key);
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw bad(key, value, "a whole number in " + least + ".." + most);
    }
    throw bad(key, value, "a whole number in " + least + ".." + most);
  }

  /** A finite number in {@code [least, most]}. */
  public double number(String key, double least, double most) {
    String value = text(key);
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw bad(key, value, "a number in " + least + ".." + most);
    }
    throw bad(key, value, "a number in " + least + ".." + most);
  }

  /** One of the given words. */
  public String oneOf(String key, String... words) {
    String value = text(key);
    List<String> allowed = Arrays.asList(words);
    if (!allowed.contains(value)) {
      throw bad(key, value, "one of " + String.join(", ", allowed));
    }
    return value;
  }

  /** A refusal of this model because of one value in its card. */
  public ModelRefusedException bad(String key, String value, String rule) {
    return refused(new ModelFault.BadValue(key, value, rule));
  }

  /** A refusal of this model. */
  public ModelRefusedException refused(ModelFault fault) {
    return new ModelRefusedException(source, fault);
  }

  @Override
  public String toString() {
    return source.cardName();
  }
}
