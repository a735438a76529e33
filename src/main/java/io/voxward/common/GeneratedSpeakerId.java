package io.voxward.common;

/** Identifies a speaker by the id that Voxward made: {@code id#} and 22 letters and digits. */
public record GeneratedSpeakerId(String value) {
  /** Refuses a value of another form. */
  public GeneratedSpeakerId {
    value = Alphanumeric.checkMarked("generatedSpeakerId", value);
  }

  /** A new unpredictable identifier. */
  public static GeneratedSpeakerId random() {
    return new GeneratedSpeakerId(Alphanumeric.randomMarked());
  }

  @Override
  public String toString() {
    return value;
  }
}
