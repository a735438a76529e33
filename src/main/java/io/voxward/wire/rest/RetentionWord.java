package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How a request asks that nothing of its audio be kept, and how the answer says what was: a header
 * and a member of the body, which always agree.
 */
final class RetentionWord {
  /** The header of requests and answers. */
  static final String HEADER = "Voxward-Retention";

  /** Nothing is kept. */
  static final String NONE = "none";

  private RetentionWord() {}

  /** Whether the header or the query asks that nothing be kept. */
  static boolean isNone(HttpHeaders headers, @Nullable String query) {
    boolean byQuery = isNone("retention", query);
    boolean byHeader = isNone(HEADER, headers.getHeaderString(HEADER));
    return byQuery || byHeader;
  }

  /** Refuses a request that asks for something where nothing is ever kept. */
  static void check(HttpHeaders headers, @Nullable String query) {
    boolean _ = isNone(headers, query);
  }

  /**
   * Whether a member or header asks that nothing be kept.
   *
   * @throws FailureException if it asks for something else: a request can only lessen what is kept
   */
  static boolean isNone(String field, @Nullable String word) {
    if (word == null) {
      return false;
    }
    if (!word.equals(NONE)) {
      throw FailureException.invalid(
          field, "must be none: that more is kept is a setting of the domain");
    }
    return true;
  }
}
