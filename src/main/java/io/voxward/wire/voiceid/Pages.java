package io.voxward.wire.voiceid;

import io.voxward.access.PageTokens;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code NextToken} and {@code MaxResults} of the list calls. */
@ApplicationScoped
public class Pages {
  private static final int DEFAULT_SIZE = 100;

  private final PageTokens tokens;

  /** Signs by {@code tokens}. */
  public Pages(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Where the page asked for begins.
   *
   * @param list the call with its domain and filters, {@code ListSpeakers/<domainId>}
   */
  @Nullable PageToken from(TenantId tenant, String list, @Nullable String nextToken) {
    boolean first = nextToken == null || nextToken.isEmpty();
    return first ? null : tokens.read(tenant, list, nextToken);
  }

  /** The token of the page after {@code page}; absent on the last one. */
  @Nullable String next(TenantId tenant, String list, Page<?> page) {
    PageToken next = page.next();
    return next == null ? null : tokens.write(tenant, list, next);
  }

  /** The page size asked for; the model has its limits. */
  static int size(@Nullable Integer maxResults) {
    return maxResults == null ? DEFAULT_SIZE : maxResults;
  }
}
