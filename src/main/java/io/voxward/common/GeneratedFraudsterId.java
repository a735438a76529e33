package io.voxward.common;

/** Identifies a fraudster: {@code id#} and 22 letters and digits. */
public record GeneratedFraudsterId(String value) {
  /** Refuses a value of another form. */
  public GeneratedFraudsterId {
    value = Alphanumeric.checkMarked("generatedFraudsterId", value);
  }

  /** A new unpredictable identifier. */
  public static GeneratedFraudsterId random() {
    return new GeneratedFraudsterId(Alphanumeric.randomMarked());
  }

  @Override
  public String toString() {
    return value;
  }
}
