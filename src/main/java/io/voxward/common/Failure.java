package io.voxward.common;

import java.time.Duration;
import java.util.List;

/**
 * Everything that can be refused, said once: the kind of failure and the facts a caller needs to
 * act on it. Features raise a failure as a {@link FailureException}; each wire dialect has one
 * mapper from this sealed type to its own words (problem+json, Voice ID exceptions, close codes),
 * so adding a kind does not compile until every dialect has an answer for it.
 */
public sealed interface Failure {

  /**
   * A sentence for a person: what was refused and what to do; never personal data, never a voice.
   */
  String message();

  /**
   * A member, header or parameter breaks a rule: {@code field} is its path, {@code rule} the rule.
   */
  record Invalid(String field, String rule) implements Failure {
    @Override
    public String message() {
      return field + ": " + rule;
    }
  }

  /** The caller did not say who they are, or the credential is unknown, expired or revoked. */
  record Unauthenticated(String message) implements Failure {}

  /** The caller is known and may not do this. */
  record Forbidden(String message) implements Failure {}

  /** The named thing does not exist for this caller; another tenant's things never exist. */
  record NotFound(Resource resource) implements Failure {
    @Override
    public String message() {
      return resource.word() + " not found";
    }
  }

  /** The state of a thing forbids the call. */
  record Conflict(ConflictKind kind, String message) implements Failure {}

  /** A configured limit on how many of something may exist is reached. */
  record QuotaExceeded(String quota, long limit) implements Failure {
    @Override
    public String message() {
      return "the limit of " + limit + " " + quota + " is reached";
    }
  }

  /** Too many calls in a short time. */
  record Throttled(Duration retryAfter) implements Failure {
    @Override
    public String message() {
      return "too many requests, retry after " + Math.max(1, retryAfter.toSeconds()) + " s";
    }
  }

  /**
   * A body, message, header or file is larger than its limit; nothing beyond the limit was read.
   */
  record TooLarge(String field, long limitBytes) implements Failure {
    @Override
    public String message() {
      return field + ": larger than " + limitBytes + " bytes";
    }
  }

  /** The content type or encoding is not one of those accepted. */
  record UnsupportedMedia(String given, List<String> accepted) implements Failure {
    public UnsupportedMedia {
      accepted = List.copyOf(accepted);
    }

    @Override
    public String message() {
      return "content type " + given + " is not one of " + String.join(", ", accepted);
    }
  }

  /** The audio cannot be used, with the reasons as stable words ({@code TOO_NOISY}) and figures. */
  record UnusableAudio(List<Reason> reasons) implements Failure {
    public UnusableAudio {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String message() {
      return "the audio cannot be used: "
          + String.join("; ", reasons.stream().map(Reason::detail).toList());
    }
  }

  /** The node is at its capacity: the same request will succeed later or elsewhere. */
  record Overloaded(String what, Duration retryAfter) implements Failure {
    @Override
    public String message() {
      return what + " cannot take more, retry after " + retryAfter.toSeconds() + " s";
    }
  }

  /**
   * The node does not serve, because what is stored does not fit the code that runs; {@code reason}
   * says what does not fit. It says nothing about the caller or the request.
   */
  record NotReady(String reason, Duration retryAfter) implements Failure {
    @Override
    public String message() {
      return "this node does not serve now: " + reason;
    }
  }

  /** Our fault; details are in the log under the incident id. */
  record Internal(String incidentId) implements Failure {
    @Override
    public String message() {
      return "internal error, incident " + incidentId;
    }
  }

  /** Why audio was refused: a stable code and a sentence with the figures. */
  record Reason(String code, String detail) {}

  /** The kinds of thing that can be missing. */
  enum Resource {
    DOMAIN("domain"),
    SPEAKER("speaker"),
    SESSION("session"),
    WATCHLIST("watchlist"),
    FRAUDSTER("fraudster"),
    BATCH_JOB("job"),
    ENROLLMENT("enrollment"),
    INSTANCE("instance"),
    ACCESS_KEY("access key"),
    SCHEDULE("schedule"),
    RECEIPT("receipt"),
    POLICY("policy"),
    RECORDING("recording"),
    PROFILE("profile"),
    UPLOAD("upload"),
    WRAPPING_KEY("wrapping key");

    private final String word;

    Resource(String word) {
      this.word = word;
    }

    /** The word that product texts use for it. */
    public String word() {
      return word;
    }
  }

  /**
   * Why a state forbids a call; the names are those of the Voice ID service model where it has one.
   */
  enum ConflictKind {
    ANOTHER_ACTIVE_STREAM,
    DOMAIN_NOT_ACTIVE,
    CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT,
    ENROLLMENT_ALREADY_EXISTS,
    SPEAKER_NOT_SET,
    SPEAKER_OPTED_OUT,
    CONCURRENT_CHANGES,
    DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES,
    CANNOT_DELETE_NON_EMPTY_WATCHLIST,
    FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST,
    SESSION_ENDED,
    SESSION_ELSEWHERE,
    CONSENT_REQUIRED,
    DATA_PROVISION_OFF,
    NAME_IN_USE,
    CLIENT_TOKEN_REUSED,
    LAST_ADMINISTRATOR,
    ACCESS_KEY_DELETED,
    ROTATION_IN_PROGRESS,
    INSTANCE_ALREADY_LINKED,
    KEY_IN_USE,
    KEY_ELSEWHERE,
    UPLOAD_CLOSED
  }
}
