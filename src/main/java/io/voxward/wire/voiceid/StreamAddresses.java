package io.voxward.wire.voiceid;

import io.voxward.access.SignaturesConfig;
import io.voxward.common.SessionId;
import io.voxward.wire.stream.CallStreamSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where streams are, as a caller of this dialect reaches the service. */
@ApplicationScoped
public class StreamAddresses {
  private final @Nullable URI publicUrl;

  /** Knows from {@code config} the address in front of a proxy, where there is one. */
  public StreamAddresses(SignaturesConfig config) {
    this.publicUrl = config.publicUrl().orElse(null);
  }

  /** The address of a session's stream for a caller who sent {@code host}. */
  String of(SessionId session, String host) {
    String path = CallStreamSocket.pathOf(session);
    if (publicUrl == null) {
      return "ws://" + host + path;
    }
    String scheme = "https".equals(publicUrl.getScheme()) ? "wss" : "ws";
    return scheme + "://" + publicUrl.getRawAuthority() + path;
  }
}
