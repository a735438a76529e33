package io.voxward.wire.l16;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.HandshakeRequest;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import io.voxward.engine.audio.LiveRates;
import io.voxward.evaluation.Evaluation;
import io.voxward.session.SessionNews;
import io.voxward.wire.call.EvaluationBody;
import io.voxward.wire.dialect.DialectCalls;
import io.voxward.wire.dialect.HandshakeToken;
import io.voxward.wire.dialect.SocketCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets of the L16 family, whichever profile they have.
 *
 * <p>The two FreeSWITCH modules hand a text from the server to the dialplan as an event, so
 * decisions go back there. jambonz, Vonage and Asterisk take only commands of their own.
 */
@ApplicationScoped
public class L16Streams {
  private static final String EVALUATION = "voxward.evaluation";

  private final SocketCalls door;
  private final DialectCalls calls;
  private final LiveRates rates;
  private final ObjectMapper json;
  private final Map<String, L16Stream> streams = new ConcurrentHashMap<>();

  /** Opens calls through {@code door}. */
  public L16Streams(SocketCalls door, DialectCalls calls, LiveRates rates, ObjectMapper json) {
    this.door = door;
    this.calls = calls;
    this.rates = rates;
    this.json = json;
  }

  /**
   * A decision as a platform's event.
   *
   * @param type which event it is
   */
  record Event(String type, Object data) {}

  void open(Profile profile, WebSocketConnection socket) {
    HandshakeRequest handshake = socket.handshakeRequest();
    streams.put(
        socket.id(),
        new L16Stream(
            door.call(profile.dialect(), socket, news -> words(profile, news)),
            profile,
            HandshakeToken.of(handshake),
            handshake.query(),
            calls,
            rates,
            json));
  }

  private @Nullable String words(Profile profile, SessionNews news) {
    if (!(news instanceof Evaluation evaluation)) {
      return null;
    }
    Event event = new Event(EVALUATION, EvaluationBody.of(evaluation));
    return switch (profile) {
      case FREESWITCH -> text(new Event("json", event));
      case AUDIOSTREAM -> text(event);
      case JAMBONZ, VONAGE, ASTERISK -> null;
    };
  }

  private String text(Event event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }

  void text(WebSocketConnection socket, String message) {
    with(socket, stream -> stream.said(message));
  }

  void bytes(WebSocketConnection socket, Buffer message) {
    with(socket, stream -> stream.sent(ByteBuffer.wrap(message.getBytes())));
  }

  void control(WebSocketConnection socket) {
    with(socket, L16Stream::control);
  }

  void closed(WebSocketConnection socket, int code) {
    L16Stream stream = streams.remove(socket.id());
    if (stream != null) {
      stream.closed(code);
    }
  }

  void failed(WebSocketConnection socket, Throwable failure) {
    with(socket, stream -> stream.failed(failure));
  }

  private void with(WebSocketConnection socket, Consumer<L16Stream> what) {
    L16Stream stream = streams.get(socket.id());
    if (stream != null) {
      what.accept(stream);
    }
  }
}
