package io.voxward.engine.embedding;

/**
 * Names one speaker model with its weights and front end; embeddings of different models cannot be
 * compared.
 *
 * @param value 1 to 64 lower-case letters, digits, dots, hyphens and underscores, beginning with a
 *     letter or digit
 */
public record ModelId(String value) {

  /** The form of an id, as a regular expression. */
  static final String FORM = "[a-z0-9][a-z0-9._-]{0,63}";

  /** Refuses a value of another form. */
  public ModelId {
    if (!value.matches(FORM)) {
      throw new IllegalArgumentException("not a model id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
