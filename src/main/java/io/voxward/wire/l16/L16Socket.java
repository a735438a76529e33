package io.voxward.wire.l16;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;

/** The callbacks that the sockets of the family share; each adds its address and its profile. */
abstract class L16Socket {
  private final L16Streams streams;
  private final Profile profile;

  L16Socket(L16Streams streams, Profile profile) {
    this.streams = streams;
    this.profile = profile;
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection socket) {
    streams.open(profile, socket);
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

  @OnPingMessage
  @NonBlocking
  void ping(Buffer message, WebSocketConnection socket) {
    streams.control(socket);
  }

  @OnPongMessage
  @NonBlocking
  void pong(Buffer message, WebSocketConnection socket) {
    streams.control(socket);
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
