package io.voxward.lab.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which recordings each model is enrolled from.
 *
 * @param files model to its recordings, in the order of the list
 */
public record EnrollmentList(Map<String, List<String>> files) {
  /** Keeps its own copy, in order. */
  public EnrollmentList {
    files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }
}
