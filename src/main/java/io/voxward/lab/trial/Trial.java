package io.voxward.lab.trial;

/**
 * A claim whose truth is known.
 *
 * @param model the enrolled speaker claimed
 * @param file the recording of the one who claims
 * @param target whether the claim is true
 */
public record Trial(String model, String file, boolean target) {
  /** The answer as the lists write it. */
  public String label() {
    return target ? "target" : "nontarget";
  }
}
