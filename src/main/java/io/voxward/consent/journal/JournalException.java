package io.voxward.consent.journal;

import io.voxward.common.Alphanumeric;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;

/** A journal cannot be read or written; an erasure that cannot be written down does not happen. */
public final class JournalException extends FailureException {
  private static final long serialVersionUID = 1L;
  private final String fault;

  /** Says what is wrong, for whoever runs the service. */
  public JournalException(String fault, Throwable cause) {
    super(new Failure.Internal(Alphanumeric.random()), cause);
    this.fault = fault;
  }

  /** Says what is wrong with what stands in a journal. */
  public JournalException(String fault) {
    this(fault, new IllegalStateException(fault));
  }

  /** What is wrong. */
  public String fault() {
    return fault;
  }
}
