package io.voxward.enrollment.batch;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a batch job does; each has its own words in manifests. */
public enum BatchKind {
  /** Enrols speakers. */
  SPEAKER_ENROLLMENT("SpeakerEnrollmentRequests", "SuccessfulEnrollments"),
  /** Registers fraudsters. */
  FRAUDSTER_REGISTRATION("FraudsterRegistrationRequests", "SuccessfulRegistrations");

  private final String requests;
  private final String successes;

  BatchKind(String requests, String successes) {
    this.requests = requests;
    this.successes = successes;
  }

  /** The names of all: what these jobs are told apart by from others of a domain. */
  static Set<String> names() {
    return Arrays.stream(values()).map(BatchKind::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The member of the input manifest that holds the entries. */
  String requests() {
    return requests;
  }

  /** The member of the output manifest that holds what succeeded. */
  String successes() {
    return successes;
  }
}
