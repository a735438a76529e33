package io.voxward.wire.audiohook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.HandshakeRequest;
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
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.voxward.common.InstanceId;
import io.voxward.common.TenantId;
import io.voxward.instance.Instance;
import io.voxward.session.StreamEnd;
import io.voxward.wire.dialect.CallOpening;
import io.voxward.wire.dialect.Dialect;
import io.voxward.wire.dialect.DialectCalls;
import io.voxward.wire.stream.MessageConfig;
import io.voxward.wire.stream.MessageLimit;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The address that Genesys Cloud's AudioHook connects to. Whoever gets here has passed {@link
 * HandshakeCheck}.
 */
@WebSocket(path = AudioHookSocket.PATH, endpointId = AudioHookSocket.ENDPOINT)
public class AudioHookSocket implements AudioHookConnection.Server {
  /** Where AudioHook connects to. */
  public static final String PATH = "/stream/audiohook";

  static final String ENDPOINT = "audiohook";

  private static final Logger LOG = Logger.getLogger(AudioHookSocket.class);
  private static final long TICK_MILLIS = 250;
  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int NO_CODE = 1005;

  /** Codes that are counted by themselves; there is no end of others. */
  private static final Set<Integer> KNOWN_CODES =
      Set.of(400, 405, 408, 409, 413, 415, 429, 500, 503);

  private final DialectCalls calls;
  private final AudioHookConfig config;
  private final MessageConfig limits;
  private final ObjectMapper json;
  private final ClientMessages messages;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, AudioHookConnection> connections = new ConcurrentHashMap<>();
  private final Map<Session, AudioHookConnection> sessions = new ConcurrentHashMap<>();

  /** A connection as the platform names it. */
  private record Session(TenantId tenant, InstanceId instance, String id) {}

  /** Lets calls in by {@code calls}. */
  public AudioHookSocket(
      DialectCalls calls,
      AudioHookConfig config,
      MessageConfig limits,
      ObjectMapper json,
      MeterRegistry meters,
      Vertx vertx,
      Clock clock) {
    this.calls = calls;
    this.config = config;
    this.limits = limits;
    this.json = json;
    this.messages = new ClientMessages(json);
    this.meters = meters;
    this.clock = clock;
    vertx.setPeriodic(TICK_MILLIS, tick -> connections.values().forEach(AudioHookConnection::tick));
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection socket) {
    HandshakeRequest handshake = socket.handshakeRequest();
    Instance instance = socket.userData().get(HandshakeCheck.INSTANCE);
    AudioHookConnection connection =
        new AudioHookConnection(
            socket,
            instance,
            requireNonNull(Vertx.currentContext(), "callbacks have a context"),
            new Conversation(
                messages,
                handshake.header(Handshake.SESSION),
                handshake.header(Handshake.ORGANIZATION),
                config,
                new MessageLimit(limits.messagesPerSecond(), config.messagesPerSecond(), clock),
                clock),
            this,
            json);
    connections.put(socket.id(), connection);
    sessions.put(session(socket, connection), connection);
  }

  private static Session session(WebSocketConnection socket, AudioHookConnection connection) {
    return session(connection, socket.handshakeRequest().header(Handshake.SESSION));
  }

  private static Session session(AudioHookConnection connection, String id) {
    Instance instance = connection.instance();
    return new Session(instance.tenant(), instance.id(), id.toLowerCase(Locale.ROOT));
  }

  @OnTextMessage
  @NonBlocking
  void text(String message, WebSocketConnection socket) {
    AudioHookConnection connection = connections.get(socket.id());
    if (connection != null) {
      connection.said(message);
    }
  }

  @OnBinaryMessage
  @NonBlocking
  void audio(Buffer message, WebSocketConnection socket) {
    AudioHookConnection connection = connections.get(socket.id());
    if (connection != null) {
      connection.heard(message);
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
    AudioHookConnection connection = connections.get(socket.id());
    if (connection != null) {
      connection.control();
    }
  }

  @OnClose
  @NonBlocking
  void close(WebSocketConnection socket, CloseReason reason) {
    AudioHookConnection connection = connections.remove(socket.id());
    if (connection != null) {
      sessions.remove(session(socket, connection), connection);
      connection.closed(
          switch (reason.getCode()) {
            case NORMAL, GOING_AWAY, NO_CODE -> StreamEnd.DONE;
            default -> StreamEnd.CONNECTION_LOST;
          });
    }
  }

  @OnError
  @NonBlocking
  void failed(WebSocketConnection socket, Throwable failure) {
    LOG.warnf("a connection failed: %s", failure.getClass().getSimpleName());
    AudioHookConnection connection = connections.get(socket.id());
    if (connection != null) {
      connection.failed();
    }
  }

  @Override
  public CallOpening open(AudioHookConnection connection, Step.OpenCall request) {
    for (String earlier : request.continued()) {
      AudioHookConnection other = sessions.get(session(connection, earlier));
      if (other != null && other != connection) {
        other.superseded();
      }
    }
    return calls.open(
        Dialect.AUDIOHOOK,
        connection.instance(),
        request.parameters(),
        request.media().callFormat(),
        connection);
  }

  @Override
  public void count(Step step) {
    switch (step) {
      case Step.CountRefusal(var why) -> calls.refused(Dialect.AUDIOHOOK, why);
      case Step.CountDiscarded(double seconds) ->
          meters.counter("voxward.audiohook.discarded.seconds").increment(seconds);
      case Step.CountComplaint(int code) -> {
        String word = KNOWN_CODES.contains(code) ? Integer.toString(code) : "other";
        meters.counter("voxward.audiohook.complaints", "code", word).increment();
      }
      default -> {}
    }
  }
}
