package io.voxward.outbox;

import io.voxward.common.Failure;
import java.util.Locale;

/**
 * Why something did not work, as events tell it.
 *
 * @param errorMessage a sentence for a person, without personal data
 * @param errorType the name of the Voice ID exception that such a failure is
 * @param errorCode that exception's status
 */
public record ErrorInfo(String errorMessage, String errorType, int errorCode) {
  /** In the words of Voice ID. */
  public static ErrorInfo of(Failure failure) {
    return switch (failure) {
      case Failure.Invalid _ -> info(failure, "ValidationException", 400);
      case Failure.UnsupportedMedia _ -> info(failure, "ValidationException", 400);
      case Failure.TooLarge _ -> info(failure, "ValidationException", 400);
      case Failure.UnusableAudio _ -> info(failure, "ValidationException", 400);
      case Failure.QuotaExceeded _ -> info(failure, "ServiceQuotaExceededException", 402);
      case Failure.Unauthenticated _ -> info(failure, "AccessDeniedException", 403);
      case Failure.Forbidden _ -> info(failure, "AccessDeniedException", 403);
      case Failure.NotFound _ -> info(failure, "ResourceNotFoundException", 404);
      case Failure.Conflict(Failure.ConflictKind kind, String message) ->
          new ErrorInfo(
              String.format(Locale.ROOT, "%s: %s", kind, message), "ConflictException", 409);
      case Failure.Throttled _ -> info(failure, "ThrottlingException", 429);
      case Failure.Overloaded _ -> info(failure, "ThrottlingException", 429);
      case Failure.NotReady _ -> info(failure, "ServiceUnavailableException", 503);
      case Failure.Internal _ -> info(failure, "InternalServerException", 500);
    };
  }

  private static ErrorInfo info(Failure failure, String type, int code) {
    return new ErrorInfo(failure.message(), type, code);
  }
}
