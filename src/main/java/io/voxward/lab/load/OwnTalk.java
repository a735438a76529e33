package io.voxward.lab.load;

import io.voxward.client.StartedSession;
import io.voxward.client.StreamMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A call in Voxward's own dialect (docs/streaming.md). */
final class OwnTalk extends SocketTalk {
  private final String token;

  /** The stream of {@code session}. */
  OwnTalk(StartedSession session) {
    super(session.streamUrl());
    this.token = session.streamToken();
  }

  @Override
  Map<String, String> headers() {
    return Map.of("Authorization", "Bearer " + token);
  }

  @Override
  Said upgraded() {
    return new Said.Ready(Said.nothing());
  }

  @Override
  Said text(String text) throws IOException {
    return new Said.Word(StreamMessage.parse(text), Said.nothing());
  }

  @Override
  public ByteBuffer farewell(long millis) {
    return frame("{\"type\": \"end\"}");
  }
}
