package io.voxward.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One of the eight events that Voice ID put on EventBridge. A record's members beside {@link
 * #about()} and its act are the members of the event's {@code detail} that the event registry
 * names, by the same names; one that is unknown is sent as null. Generated ids, statuses and
 * figures only: never a customer's own id, a name of a person or a voice.
 *
 * <p>All words that Voice ID's documentation leaves open are chosen here and in the records
 * (docs/events.md).
 */
@JsonIgnoreProperties({"about", "act"})
public sealed interface ServiceEvent
    permits BatchFraudsterRegistrationAction,
        BatchSpeakerEnrollmentAction,
        EvaluateSessionAction,
        FraudsterAction,
        SessionSpeakerEnrollmentAction,
        SpeakerAction,
        StartSessionAction,
        UpdateSessionAction {

  /** Where it happened and whether it worked. */
  About about();

  /** What kind of event it is, in EventBridge's {@code detail-type}. */
  String detailType();

  /** What was done. */
  String action();

  /**
   * The generated id of what it happened to; events of one aggregate keep their order. Where a
   * failure left nothing with an id, that of the domain.
   */
  String aggregate();

  /**
   * Where something happened and whether it worked.
   *
   * @param error what went wrong; absent when nothing did
   */
  record About(TenantId tenant, DomainId domain, Status status, @Nullable ErrorInfo error) {
    /** It worked. */
    public static About success(TenantId tenant, DomainId domain) {
      return new About(tenant, domain, Status.SUCCESS, null);
    }

    /** It did not work. */
    public static About failure(TenantId tenant, DomainId domain, Failure failure) {
      return new About(tenant, domain, Status.FAILURE, ErrorInfo.of(failure));
    }

    /** It did not work. */
    public static About failure(TenantId tenant, DomainId domain, ErrorInfo error) {
      return new About(tenant, domain, Status.FAILURE, error);
    }

    /** A batch job was taken in; how it ends is told by another event. */
    public static About submitted(TenantId tenant, DomainId domain) {
      return new About(tenant, domain, Status.SUBMITTED, null);
    }
  }

  /** Whether it worked. */
  enum Status {
    /** It worked. */
    SUCCESS,
    /** It did not work: {@code errorInfo} says why. */
    FAILURE,
    /** Batch jobs only: taken in, not begun. */
    SUBMITTED
  }
}
