package io.voxward.wire.rest;

import io.voxward.access.PageTokens;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextToken asks for the next page; absent on the last one
 */
public record ListBody<T>(List<T> items, @Nullable String nextToken) {
  /** Page size where the caller names none, and the largest one. */
  static final int MAX_RESULTS = 100;

  /**
   * Shows a page.
   *
   * @param list the list's name with its domain and filters, as in {@link PageTokens#write}
   */
  static <S, T> ListBody<T> of(
      Page<S> page, Function<S, T> body, PageTokens tokens, TenantId tenant, String list) {
    PageToken next = page.next();
    return new ListBody<>(
        page.items().stream().map(body).toList(),
        next == null ? null : tokens.write(tenant, list, next));
  }

  /** The page size asked for. */
  static int size(@Nullable Integer maxResults) {
    if (maxResults == null) {
      return MAX_RESULTS;
    }
    if (maxResults < 1 || maxResults > MAX_RESULTS) {
      throw FailureException.invalid("maxResults", "must be from 1 to " + MAX_RESULTS);
    }
    return maxResults;
  }
}
