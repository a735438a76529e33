package io.voxward.common;

/** Identifies a domain: 22 letters and digits. */
public record DomainId(String value) {
  /** Refuses a value of another form. */
  public DomainId {
    value = Alphanumeric.check("domainId", value);
  }

  /** A new unpredictable identifier. */
  public static DomainId random() {
    return new DomainId(Alphanumeric.random());
  }

  @Override
  public String toString() {
    return value;
  }
}
