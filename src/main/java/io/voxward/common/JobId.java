package io.voxward.common;

/** Identifies a job: 22 letters and digits. */
public record JobId(String value) {
  /** Refuses a value of another form. */
  public JobId {
    value = Alphanumeric.check("jobId", value);
  }

  /** A new unpredictable identifier. */
  public static JobId random() {
    return new JobId(Alphanumeric.random());
  }

  @Override
  public String toString() {
    return value;
  }
}
