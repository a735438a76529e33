package io.voxward.wire.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import io.voxward.access.SignaturesConfig;
import io.voxward.engine.audio.LiveRates;
import io.voxward.wire.dialect.Dialect;
import io.voxward.wire.dialect.DialectCalls;
import io.voxward.wire.dialect.SocketCalls;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Twilio Media Streams. Nothing goes back over the socket: the protocol has no message that could
 * carry a decision, and Twilio takes an unknown one for an error.
 */
@WebSocket(path = "/stream/twilio")
public class TwilioSocket {
  private final SocketCalls door;
  private final DialectCalls calls;
  private final SignaturesConfig signatures;
  private final LiveRates rates;
  private final MeterRegistry meters;
  private final TwilioMessages messages;
  private final Map<String, TwilioStream> streams = new ConcurrentHashMap<>();

  /** Opens calls through {@code door}. */
  public TwilioSocket(
      SocketCalls door,
      DialectCalls calls,
      SignaturesConfig signatures,
      LiveRates rates,
      MeterRegistry meters,
      ObjectMapper json) {
    this.door = door;
    this.calls = calls;
    this.signatures = signatures;
    this.rates = rates;
    this.meters = meters;
    this.messages = new TwilioMessages(json);
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection socket) {
    streams.put(
        socket.id(),
        new TwilioStream(
            door.call(Dialect.TWILIO, socket, news -> null),
            TwilioProof.of(socket.handshakeRequest(), signatures.publicUrl()),
            messages,
            calls,
            rates,
            meters));
  }

  @OnTextMessage
  @NonBlocking
  void text(String message, WebSocketConnection socket) {
    TwilioStream stream = streams.get(socket.id());
    if (stream != null) {
      stream.said(message);
    }
  }

  @OnBinaryMessage
  @NonBlocking
  void bytes(Buffer message, WebSocketConnection socket) {
    TwilioStream stream = streams.get(socket.id());
    if (stream != null) {
      stream.sentBytes();
    }
  }

  @OnPingMessage
  @NonBlocking
  void ping(Buffer message, WebSocketConnection socket) {
    control(socket);
  }

  @OnPongMessage
  @NonBlocking
  void pong(Buffer message, WebSocketConnection socket) {
    control(socket);
  }

  private void control(WebSocketConnection socket) {
    TwilioStream stream = streams.get(socket.id());
    if (stream != null) {
      stream.control();
    }
  }

  @OnClose
  @NonBlocking
  void close(WebSocketConnection socket, CloseReason reason) {
    TwilioStream stream = streams.remove(socket.id());
    if (stream != null) {
      stream.closed(reason.getCode());
    }
  }

  @OnError
  @NonBlocking
  void failed(WebSocketConnection socket, Throwable failure) {
    TwilioStream stream = streams.get(socket.id());
    if (stream != null) {
      stream.failed(failure);
    }
  }
}
