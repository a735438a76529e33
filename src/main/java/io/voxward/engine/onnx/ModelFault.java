package io.voxward.engine.onnx;

/** What is wrong with a model: the ways in which a card and its file can disagree. */
public sealed interface ModelFault {

  /** A sentence for a person: what was expected and what was found. */
  String detail();

  /** The card or the model file cannot be read, or the runtime does not accept the file. */
  record Unreadable(String reason) implements ModelFault {
    @Override
    public String detail() {
      return reason;
    }
  }

  /** The card lacks a key that it must have. */
  record MissingKey(String key) implements ModelFault {
    @Override
    public String detail() {
      return "the card has no key " + key;
    }
  }

  /** A value in the card breaks the rule for its key. */
  record BadValue(String key, String value, String rule) implements ModelFault {
    @Override
    public String detail() {
      return "the card says " + key + " = " + value + ", but it must be " + rule;
    }
  }

  /** The file is not the one that the card describes. */
  record WrongDigest(String expected, String actual) implements ModelFault {
    @Override
    public String detail() {
      return "the card says SHA-256 " + expected + ", the file has " + actual;
    }
  }

  /** The network has other inputs or outputs than the card says. */
  record WrongInterface(String part, String expected, String actual) implements ModelFault {
    @Override
    public String detail() {
      return part + ": the card says " + expected + ", the file has " + actual;
    }
  }
}
