package io.voxward.wire.voiceid;

import io.voxward.access.SignatureVerdict;
import io.voxward.common.Failure;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as Voice ID clients see it, and the one table from the kind of failure to exception,
 * status and extra members. The names are those of the service model; the ones outside of it are
 * those that every AWS service uses before an operation is reached.
 *
 * @param exception the name that clients turn into a typed exception
 * @param conflictType which state forbids the call; in a ConflictException only
 * @param resourceType what is missing; in a ResourceNotFoundException only
 * @param retryAfter when the same call may succeed; zero where that is not known
 */
record Refusal(
    String exception,
    int status,
    String message,
    @Nullable String conflictType,
    @Nullable String resourceType,
    Duration retryAfter) {

  /** What {@code ConflictType} and {@code ResourceType} may say; other kinds leave it out. */
  private static final Set<String> CONFLICT_TYPES =
      Set.of(
          "ANOTHER_ACTIVE_STREAM",
          "DOMAIN_NOT_ACTIVE",
          "CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT",
          "ENROLLMENT_ALREADY_EXISTS",
          "SPEAKER_NOT_SET",
          "SPEAKER_OPTED_OUT",
          "CONCURRENT_CHANGES",
          "DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES",
          "CANNOT_DELETE_NON_EMPTY_WATCHLIST",
          "FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST");

  /** The refusal that tells of {@code failure}. */
  static Refusal of(Failure failure) {
    return switch (failure) {
      case Failure.Invalid(String field, String rule) ->
          validation(Complaints.message(field, rule));
      case Failure.Unauthenticated(String message) ->
          plain("UnrecognizedClientException", 403, message);
      case Failure.Forbidden(String message) -> plain("AccessDeniedException", 403, message);
      case Failure.NotFound(Failure.Resource resource) ->
          new Refusal(
              "ResourceNotFoundException",
              404,
              failure.message(),
              null,
              resourceType(resource),
              Duration.ZERO);
      case Failure.Conflict(Failure.ConflictKind kind, String message) ->
          new Refusal(
              "ConflictException",
              409,
              message,
              CONFLICT_TYPES.contains(kind.name()) ? kind.name() : null,
              null,
              Duration.ZERO);
      case Failure.QuotaExceeded _ ->
          plain("ServiceQuotaExceededException", 402, failure.message());
      case Failure.Throttled(Duration wait) -> throttled(failure.message(), wait);
      case Failure.TooLarge(String field, long limit) ->
          validation(Complaints.message(field, "must not be larger than " + limit + " bytes"));
      case Failure.UnsupportedMedia _, Failure.UnusableAudio _ -> validation(failure.message());
      case Failure.Overloaded(String _, Duration wait) -> throttled(failure.message(), wait);
      case Failure.NotReady(String _, Duration wait) ->
          new Refusal("ServiceUnavailableException", 503, failure.message(), null, null, wait);
      case Failure.Internal _ -> plain("InternalServerException", 500, failure.message());
    };
  }

  /** The refusal of a call whose signature was not accepted. */
  static Refusal of(SignatureVerdict.Refused refused) {
    String exception =
        switch (refused.reason()) {
          case NO_SIGNATURE -> "MissingAuthenticationTokenException";
          case INCOMPLETE -> "IncompleteSignatureException";
          case UNKNOWN_KEY, SESSION_TOKEN -> "UnrecognizedClientException";
          case PRESIGNED -> "MissingAuthenticationTokenException";
          case WRONG_SCOPE, OUT_OF_TIME, WRONG_BODY_HASH, WRONG_SIGNATURE ->
              "InvalidSignatureException";
        };
    return plain(exception, 403, refused.message());
  }

  private static @Nullable String resourceType(Failure.Resource resource) {
    return switch (resource) {
      case DOMAIN, SPEAKER, SESSION, WATCHLIST, FRAUDSTER, BATCH_JOB -> resource.name();
      case ENROLLMENT -> Failure.Resource.SESSION.name();
      case INSTANCE,
          ACCESS_KEY,
          SCHEDULE,
          RECEIPT,
          POLICY,
          RECORDING,
          PROFILE,
          UPLOAD,
          WRAPPING_KEY ->
          null;
    };
  }

  /** A member breaks a rule. */
  static Refusal validation(String message) {
    return plain("ValidationException", 400, message);
  }

  /** The body is not what the operation reads. */
  static Refusal serialization(String message) {
    return plain("SerializationException", 400, message);
  }

  /** There is no such operation. */
  static Refusal unknownOperation() {
    return plain(
        "UnknownOperationException",
        404,
        "X-Amz-Target must name an operation: VoiceID.<Operation>");
  }

  /** The content type is not the protocol's. */
  static Refusal unsupportedMediaType() {
    return plain(
        "UnsupportedMediaTypeException",
        415,
        "the content type must be " + WireAnswer.CONTENT_TYPE);
  }

  /** The body is larger than any operation reads; it was not read to its end. */
  static Refusal tooLarge(long limit) {
    return plain(
        "RequestEntityTooLargeException", 413, "the body is larger than " + limit + " bytes");
  }

  private static Refusal throttled(String message, Duration wait) {
    return new Refusal("ThrottlingException", 429, message, null, null, wait);
  }

  private static Refusal plain(String exception, int status, String message) {
    return new Refusal(exception, status, message, null, null, Duration.ZERO);
  }
}
