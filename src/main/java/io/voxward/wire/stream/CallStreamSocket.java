package io.voxward.wire.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.HandshakeRequest;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.PathParam;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.voxward.access.StreamGrant;
import io.voxward.access.StreamTokens;
import io.voxward.common.SessionId;
import io.voxward.session.SessionFeed;
import io.voxward.session.Sessions;
import io.voxward.session.StreamAdmission;
import io.voxward.session.StreamEnd;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The stream of a session in Voxward's own dialect: binary messages are audio, text messages JSON.
 *
 * <p>Callbacks for messages run on the event loop: they append and return.
 */
@WebSocket(path = CallStreamSocket.PATH + "{call}")
public class CallStreamSocket {
  /** Where streams are opened; the session's id without its mark follows. */
  public static final String PATH = "/stream/calls/";

  private static final Logger LOG = Logger.getLogger(CallStreamSocket.class);
  private static final String MARK = "id#";
  private static final String BEARER = "Bearer ";
  private static final String TOKEN = "token";

  private final StreamTokens tokens;
  private final Sessions sessions;
  private final SessionFeed feed;
  private final ObjectMapper json;
  private final MessageConfig limits;
  private final Clock clock;
  private final Map<String, CallConnection> connections = new ConcurrentHashMap<>();

  /** Lets in whoever has a token of {@code tokens}. */
  public CallStreamSocket(
      StreamTokens tokens,
      Sessions sessions,
      SessionFeed feed,
      ObjectMapper json,
      MessageConfig limits,
      Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.feed = feed;
    this.json = json;
    this.limits = limits;
    this.clock = clock;
  }

  /** The path of a session's stream. */
  public static String pathOf(SessionId session) {
    return PATH + session.value().substring(MARK.length());
  }

  @OnOpen
  @RunOnVirtualThread
  void open(WebSocketConnection socket, @PathParam String call) {
    CallConnection connection = new CallConnection(socket, json, new MessageLimit(limits, clock));
    Optional<StreamGrant> grant =
        token(socket.handshakeRequest())
            .flatMap(tokens::redeem)
            .filter(granted -> granted.session().value().equals(MARK + call));
    if (grant.isEmpty()) {
      connection.refuse(StreamEnd.NOT_ALLOWED);
      return;
    }
    connections.put(socket.id(), connection);
    connection.follow(feed, grant.get().session());
    StreamAdmission admission =
        sessions.openStream(
            grant.get().tenant(), grant.get().domain(), grant.get().session(), connection::stopped);
    switch (admission) {
      case StreamAdmission.Open(var stream) -> connection.opened(stream);
      case StreamAdmission.Refused(StreamEnd why) -> connection.refuse(why);
    }
  }

  private static Optional<String> token(HandshakeRequest handshake) {
    String header = handshake.header("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return Optional.of(header.substring(BEARER.length()).strip());
    }
    return Query.parameter(handshake.query(), TOKEN);
  }

  @OnBinaryMessage
  @NonBlocking
  void audio(Buffer message, WebSocketConnection socket) {
    CallConnection connection = connections.get(socket.id());
    if (connection != null && connection.admits(message.length() == 0)) {
      connection.hear(ByteBuffer.wrap(message.getBytes()));
    }
  }

  @OnTextMessage
  @NonBlocking
  void text(String message, WebSocketConnection socket) {
    CallConnection connection = connections.get(socket.id());
    if (connection != null && connection.admits(true)) {
      connection.said(type(message));
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

  /** A ping is answered below us; here it is counted. */
  private void control(WebSocketConnection socket) {
    CallConnection connection = connections.get(socket.id());
    if (connection != null) {
      boolean _ = connection.admits(true);
    }
  }

  private Optional<String> type(String message) {
    try {
      JsonNode type = json.readTree(message).path("type");
      return type.isTextual() ? Optional.of(type.textValue()) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  @OnClose
  @NonBlocking
  void close(WebSocketConnection socket, CloseReason reason) {
    CallConnection connection = connections.remove(socket.id());
    if (connection != null) {
      connection.closed(Goodbye.readFrom(reason.getCode()));
    }
  }

  @OnError
  @NonBlocking
  void failed(WebSocketConnection socket, Throwable failure) {
    LOG.warnf("a stream's connection failed: %s", failure.getClass().getSimpleName());
    CallConnection connection = connections.get(socket.id());
    if (connection != null) {
      connection.failed();
    }
  }
}
