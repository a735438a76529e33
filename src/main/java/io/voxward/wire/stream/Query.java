package io.voxward.wire.stream;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query of a WebSocket's address. */
public final class Query {
  private Query() {}

  /** The first value of a parameter. */
  public static Optional<String> parameter(@Nullable String query, String name) {
    if (query == null) {
      return Optional.empty();
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        return decoded(pair.substring(equals + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformedEscape) {
      return Optional.empty();
    }
  }
}
