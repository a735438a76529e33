package io.voxward.wire.dialect;

import io.quarkus.websockets.next.HandshakeRequest;
import io.voxward.wire.stream.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The token of a WebSocket's handshake, in whichever way a platform can send one: as a bearer
 * token, as the password of HTTP Basic, or as {@code ?token=}.
 */
public final class HandshakeToken {
  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String TOKEN = "token";

  private HandshakeToken() {}

  /** The token; absent if there is none. */
  public static @Nullable String of(HandshakeRequest handshake) {
    String header = handshake.header(AUTHORIZATION);
    if (header == null) {
      return Query.parameter(handshake.query(), TOKEN).orElse(null);
    }
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return header.substring(BEARER.length()).strip();
    }
    return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
        ? password(header.substring(BASIC.length()).strip())
        : null;
  }

  private static @Nullable String password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
