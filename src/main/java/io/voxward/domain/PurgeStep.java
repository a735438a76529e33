package io.voxward.domain;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.util.List;

/**
 * One feature's part in the purge of a domain. Every implementation that exists is called, some
 * rows at a time and each time in a transaction of the caller, until nothing is left; whatever is
 * keyed by the domain has to go.
 */
public interface PurgeStep {
  /** What this feature keeps of a domain. A part takes along what hangs on it. */
  List<Part> parts();

  /**
   * One kind of thing.
   *
   * @param what its name in the plural: a word of the receipt
   * @param count says how many are left
   * @param removal removes some
   */
  record Part(String what, Count count, Removal removal) {}

  /** Says how many of something a domain has. */
  @FunctionalInterface
  interface Count {
    /** How many there are. */
    long of(TenantId tenant, DomainId domain);
  }

  /** Removes something of a domain. */
  @FunctionalInterface
  interface Removal {
    /** Removes {@code most} at most; says how many it did. */
    int some(TenantId tenant, DomainId domain, int most);
  }
}
