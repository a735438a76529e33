package io.voxward.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a request a signature covers, as it came over the wire.
 *
 * @param path the path, still percent-encoded
 * @param query what stands behind the question mark, still percent-encoded; absent if there is none
 * @param headers every header line in the order it came
 * @param host the host that was asked, for protocols that have no {@code Host} header
 * @param body the whole body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedRequest(
    String method,
    String path,
    @Nullable String query,
    Iterable<Map.Entry<String, String>> headers,
    String host,
    byte[] body) {
  @Override
  public String toString() {
    return "SignedRequest[hidden]";
  }
}
