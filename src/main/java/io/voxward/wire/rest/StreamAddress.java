package io.voxward.wire.rest;

import io.voxward.common.SessionId;
import io.voxward.wire.stream.CallStreamSocket;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Where the stream of a session is, as the caller of REST reaches this service. */
final class StreamAddress {
  private StreamAddress() {}

  static String of(UriInfo asked, SessionId session) {
    URI base = asked.getBaseUri();
    String scheme = "https".equals(base.getScheme()) ? "wss" : "ws";
    return scheme + "://" + base.getRawAuthority() + CallStreamSocket.pathOf(session);
  }
}
