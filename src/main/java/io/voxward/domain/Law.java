package io.voxward.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * Laws that limit how long a voice is kept, each with the longest time that this product takes it
 * to allow, counted from the last access. No legal advice.
 */
public enum Law {
  /** Illinois, 740 ILCS 14/15: three years after the last interaction at most. */
  BIPA(3 * 365),
  /** Texas, Business and Commerce Code 503.001: a year after the purpose has ended at most. */
  CUBI(365),
  /**
   * Article 5(1)(e) GDPR: no longer than needed. It names no number; ours is the usual time of
   * limitation.
   */
  GDPR(3 * 365);

  private final int days;

  Law(int days) {
    this.days = days;
  }

  /** The longest time, in days of 24 hours. */
  public int days() {
    return days;
  }

  /** The law of that name. */
  public static Optional<Law> named(String name) {
    return Arrays.stream(values()).filter(law -> law.name().equals(name)).findFirst();
  }
}
