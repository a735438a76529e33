package io.voxward.wire.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.common.FailureException;
import org.jspecify.annotations.Nullable;

/** The body of a request. */
public final class Body {
  private Body() {}

  /** Passes a body that was sent. */
  public static <T> T required(@Nullable T body) {
    if (body == null) {
      throw FailureException.invalid("body", "is needed");
    }
    return body;
  }

  /** Passes a member that was sent. */
  public static <T> T required(String field, @Nullable T member) {
    if (member == null) {
      throw FailureException.invalid(field, "is needed");
    }
    return member;
  }

  /**
   * A text that may be removed: one left out stays {@code before}, {@code null} is none.
   *
   * @throws FailureException if it is something else than a text
   */
  static @Nullable String text(String field, @Nullable JsonNode given, @Nullable String before) {
    if (given == null) {
      return before;
    }
    if (given.isNull()) {
      return null;
    }
    if (!given.isTextual()) {
      throw FailureException.invalid(field, "must be a text");
    }
    return given.textValue();
  }
}
