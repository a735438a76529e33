package io.voxward.wire.rest;

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
}
