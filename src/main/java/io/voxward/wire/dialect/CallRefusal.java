package io.voxward.wire.dialect;

import io.voxward.common.Failure;
import io.voxward.session.StreamEnd;

/**
 * Why a call is not let in: a stable word, and a sentence for whoever runs the platform; never
 * personal data, so it may be sent back and logged.
 */
public record CallRefusal(Reason reason, String message) {

  /** The stable words. */
  public enum Reason {
    /** No installation of that id, token or key is linked to a domain. */
    NOT_LINKED,
    /** The installation could not prove that it is the linked one. */
    NOT_PROVEN,
    /** The domain is suspended. */
    DOMAIN_NOT_ACTIVE,
    /** A parameter of the call breaks a rule. */
    BAD_PARAMETER,
    /** Something that a parameter names does not exist. */
    NOT_FOUND,
    /** The session is over. */
    SESSION_ENDED,
    /** An active session elsewhere has this name. */
    NAME_IN_USE,
    /** The session has a stream already. */
    ANOTHER_ACTIVE_STREAM,
    /** The state of something forbids it: the message says what. */
    CONFLICT,
    /** A quota or rate is used up. */
    LIMIT_REACHED,
    /** The node hears as many calls as it can: try again later or elsewhere. */
    OVERLOADED,
    /** The node is stopping: try again elsewhere. */
    DRAINING,
    /** The node does not serve, because what is stored does not fit its code. */
    NOT_READY,
    /** Our fault. */
    INTERNAL
  }

  /** Nobody linked this installation. */
  public static CallRefusal notLinked(String what) {
    return new CallRefusal(
        Reason.NOT_LINKED,
        what + " is not linked to a domain: link it with POST /api/v1/instances");
  }

  /** The installation did not prove itself. */
  public static CallRefusal notProven(String message) {
    return new CallRefusal(Reason.NOT_PROVEN, message);
  }

  /** The refusal that a failure means. */
  public static CallRefusal of(Failure failure) {
    return new CallRefusal(reason(failure), failure.message());
  }

  private static Reason reason(Failure failure) {
    return switch (failure) {
      case Failure.Invalid _, Failure.TooLarge _, Failure.UnsupportedMedia _ ->
          Reason.BAD_PARAMETER;
      case Failure.Unauthenticated _, Failure.Forbidden _ -> Reason.NOT_PROVEN;
      case Failure.NotFound _ -> Reason.NOT_FOUND;
      case Failure.Conflict conflict ->
          switch (conflict.kind()) {
            case DOMAIN_NOT_ACTIVE -> Reason.DOMAIN_NOT_ACTIVE;
            case SESSION_ENDED -> Reason.SESSION_ENDED;
            case NAME_IN_USE -> Reason.NAME_IN_USE;
            case ANOTHER_ACTIVE_STREAM -> Reason.ANOTHER_ACTIVE_STREAM;
            default -> Reason.CONFLICT;
          };
      case Failure.QuotaExceeded _, Failure.Throttled _ -> Reason.LIMIT_REACHED;
      case Failure.Overloaded _ -> Reason.OVERLOADED;
      case Failure.NotReady _ -> Reason.NOT_READY;
      case Failure.UnusableAudio _ -> Reason.CONFLICT;
      case Failure.Internal _ -> Reason.INTERNAL;
    };
  }

  /** The refusal of a stream. */
  static CallRefusal of(StreamEnd why) {
    return switch (why) {
      case ANOTHER_ACTIVE_STREAM ->
          new CallRefusal(Reason.ANOTHER_ACTIVE_STREAM, "the session has a stream already");
      case OVERLOADED ->
          new CallRefusal(Reason.OVERLOADED, "this node hears as many streams as it can");
      case DRAINING -> new CallRefusal(Reason.DRAINING, "this node is stopping: try another one");
      case SESSION_ENDED -> new CallRefusal(Reason.SESSION_ENDED, "the session is over");
      default -> new CallRefusal(Reason.INTERNAL, "the stream could not be opened: " + why);
    };
  }

  /** Whether the same call may be let in a little later, or by another node. */
  public boolean isPassing() {
    return switch (reason) {
      case OVERLOADED,
          DRAINING,
          LIMIT_REACHED,
          ANOTHER_ACTIVE_STREAM,
          NAME_IN_USE,
          NOT_READY,
          INTERNAL ->
          true;
      case NOT_LINKED,
          NOT_PROVEN,
          DOMAIN_NOT_ACTIVE,
          BAD_PARAMETER,
          NOT_FOUND,
          SESSION_ENDED,
          CONFLICT ->
          false;
    };
  }
}
