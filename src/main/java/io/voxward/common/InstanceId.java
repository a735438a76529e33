package io.voxward.common;

/** Identifies a linked contact-center installation: 22 letters and digits. */
public record InstanceId(String value) {
  /** Refuses a value of another form. */
  public InstanceId {
    value = Alphanumeric.check("instanceId", value);
  }

  /** A new unpredictable identifier. */
  public static InstanceId random() {
    return new InstanceId(Alphanumeric.random());
  }

  @Override
  public String toString() {
    return value;
  }
}
