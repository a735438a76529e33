package io.voxward.domain;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.util.ArrayList;
import java.util.List;

/**
 * One feature's part in the renewal of a domain's secrets. Every implementation that exists is
 * called: whatever is sealed with the domain's data key, or went through its transform, has to
 * follow, or it is unreadable when the old secrets are destroyed.
 */
public interface RenewalStep {
  /** What this feature has sealed, in the plural: a word of progress and refusals. */
  String what();

  /** How much of it is not sealed with the domain's newest secrets. */
  long left(TenantId tenant, DomainId domain);

  /** Splits what is left into ranges of {@code most} each, so that all of them are all of it. */
  List<Range> ranges(TenantId tenant, DomainId domain, int most);

  /**
   * Seals what is left in a range anew, in the caller's transaction.
   *
   * @return how much of it does not open, and stays as it is
   */
  int renew(TenantId tenant, DomainId domain, Range range);

  /**
   * A range, in an order of the feature's own.
   *
   * @param after where it begins; empty for the beginning
   * @param until where it ends; empty for the end
   */
  record Range(String after, String until) {
    /** Everything. */
    public static final Range ALL = new Range("", "");

    /** The ranges between these places, one after the other, from the beginning to the end. */
    public static List<Range> between(List<String> places) {
      List<Range> ranges = new ArrayList<>();
      String after = ALL.after();
      for (String place : places) {
        ranges.add(new Range(after, place));
        after = place;
      }
      ranges.add(new Range(after, ALL.until()));
      return ranges;
    }
  }
}
