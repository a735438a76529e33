package io.voxward.wire.l16;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;

/** jambonz {@code listen}. */
@WebSocket(path = "/stream/jambonz")
public class JambonzSocket {
  private final L16Streams streams;

  /** One of the {@code streams}. */
  public JambonzSocket(L16Streams streams) {
    this.streams = streams;
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection socket) {
    streams.open(Profile.JAMBONZ, socket);
  }

  @OnTextMessage
  @NonBlocking
  void text(String message, WebSocketConnection socket) {
    streams.text(socket, message);
  }

  @OnBinaryMessage
  @NonBlocking
  void bytes(Buffer message, WebSocketConnection socket) {
    streams.bytes(socket, message);
  }

  @OnClose
  @NonBlocking
  void close(WebSocketConnection socket, CloseReason reason) {
    streams.closed(socket, reason.getCode());
  }

  @OnError
  @NonBlocking
  void failed(WebSocketConnection socket, Throwable failure) {
    streams.failed(socket, failure);
  }
}
