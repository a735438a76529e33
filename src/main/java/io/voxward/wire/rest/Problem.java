package io.voxward.wire.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.voxward.common.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as REST callers see it (RFC 9457, {@code application/problem+json}), and the one table
 * from the kind of failure to type, title and status.
 *
 * @param type a stable URN; {@code title} says the same for people
 * @param status the HTTP status, repeated in the body
 * @param detail what was refused this time
 * @param field the member, parameter or header that broke {@code rule}
 * @param reasons why audio cannot be used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable String rule,
    @Nullable List<Failure.Reason> reasons) {
  /** The media type of every refusal. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String URN = "urn:voxward:problem:";

  /** The problem that tells of {@code failure}. */
  public static Problem of(Failure failure) {
    return switch (failure) {
      case Failure.Invalid(String field, String rule) ->
          new Problem(
              URN + "invalid", "A member breaks a rule", 400, failure.message(), field, rule, null);
      case Failure.Unauthenticated _ -> plain("unauthenticated", "Not authenticated", 401, failure);
      case Failure.Forbidden _ -> plain("forbidden", "Not allowed", 403, failure);
      case Failure.NotFound(Failure.Resource resource) ->
          plain(slug(resource) + "-not-found", "Not found", 404, failure);
      case Failure.Conflict(Failure.ConflictKind kind, String _) ->
          plain(slug(kind), "The state forbids this", 409, failure);
      case Failure.QuotaExceeded _ -> plain("quota-exceeded", "A limit is reached", 409, failure);
      case Failure.Throttled _ -> plain("throttled", "Too many requests", 429, failure);
      case Failure.TooLarge(String field, long _) ->
          new Problem(URN + "too-large", "Too large", 413, failure.message(), field, null, null);
      case Failure.UnsupportedMedia _ ->
          plain("unsupported-media-type", "Content type not accepted", 415, failure);
      case Failure.UnusableAudio(List<Failure.Reason> reasons) ->
          new Problem(
              URN + "unusable-audio",
              "The audio cannot be used",
              422,
              failure.message(),
              null,
              null,
              reasons);
      case Failure.Overloaded _ -> plain("overloaded", "At capacity", 503, failure);
      case Failure.NotReady _ -> plain("not-ready", "Not ready", 503, failure);
      case Failure.Internal _ -> plain("internal", "Internal error", 500, failure);
    };
  }

  /** A refusal by the HTTP layer itself, before any feature was asked. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> bare("no-such-path", "Not found", status, "there is nothing at this path");
      case 405 ->
          bare("method-not-allowed", "Method not allowed", status, "this path has other methods");
      case 406 ->
          bare("not-acceptable", "Not acceptable", status, "the answer is application/json");
      case 415 ->
          bare(
              "unsupported-media-type",
              "Content type not accepted",
              status,
              "the body's content type is not one this operation reads");
      default -> bare("bad-request", "Bad request", status, "the request cannot be read");
    };
  }

  /** How long to wait before the same request may succeed; zero where that is not known. */
  static Duration retryAfter(Failure failure) {
    return switch (failure) {
      case Failure.Throttled(Duration wait) -> wait;
      case Failure.Overloaded(String _, Duration wait) -> wait;
      case Failure.NotReady(String _, Duration wait) -> wait;
      default -> Duration.ZERO;
    };
  }

  private static Problem plain(String slug, String title, int status, Failure failure) {
    return bare(slug, title, status, failure.message());
  }

  private static Problem bare(String slug, String title, int status, String detail) {
    return new Problem(URN + slug, title, status, detail, null, null, null);
  }

  private static String slug(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
