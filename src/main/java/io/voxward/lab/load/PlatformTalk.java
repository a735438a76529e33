package io.voxward.lab.load;

import io.voxward.client.StreamMessage;
import io.voxward.client.platform.PlatformAnswer;
import io.voxward.client.platform.PlatformCall;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;

/** A call of a contact-center platform over a WebSocket. */
final class PlatformTalk extends SocketTalk {
  private final PlatformCall call;

  /**
   * That call.
   *
   * @param service where the service is: host and port
   */
  PlatformTalk(URI service, PlatformCall call) {
    super(service.resolve(call.path()));
    this.call = call;
  }

  @Override
  Map<String, String> headers() {
    return call.headers();
  }

  @Override
  Said upgraded() {
    ByteBuffer opening =
        call.opening().stream().map(SocketTalk::frame).reduce(Said.nothing(), PlatformTalk::joined);
    return call.waitsForWelcome() ? new Said.Answer(opening) : new Said.Ready(opening);
  }

  private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
    return ByteBuffer.allocate(first.remaining() + second.remaining())
        .put(first)
        .put(second)
        .flip();
  }

  @Override
  public ByteBuffer meanwhile(long millis) {
    return call.meanwhile(millis).map(SocketTalk::frame).orElseGet(Said::nothing);
  }

  @Override
  public ByteBuffer farewell(long millis) {
    return call.farewell(millis).map(SocketTalk::frame).orElseGet(this::closing);
  }

  @Override
  Said text(String text) throws IOException {
    return switch (call.hear(text)) {
      case PlatformAnswer.Welcome() -> new Said.Ready(Said.nothing());
      case PlatformAnswer.Told(var evaluation) ->
          new Said.Word(new StreamMessage.Evaluated(evaluation), Said.nothing());
      case PlatformAnswer.AskedToGo(String word, String info, String answer) ->
          new Said.Word(new StreamMessage.Fault(word, info), frame(answer));
      case PlatformAnswer.Gone() -> new Said.Answer(closing());
      case PlatformAnswer.Other() -> new Said.Answer(Said.nothing());
    };
  }
}
