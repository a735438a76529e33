package io.voxward.wire.l16;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.voxward.common.FailureException;
import io.voxward.engine.audio.LiveRates;
import io.voxward.wire.dialect.CallListener;
import io.voxward.wire.dialect.CallOpening;
import io.voxward.wire.dialect.CallParameters;
import io.voxward.wire.dialect.CallRefusal;
import io.voxward.wire.dialect.DialectCalls;
import io.voxward.wire.dialect.Link;
import io.voxward.wire.dialect.PlatformCallId;
import io.voxward.wire.dialect.SocketCall;
import io.voxward.wire.dialect.WireSound;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One socket of the L16 family: the first message announces the call, binary messages are its
 * sound, later texts are passed over except for keys. The installation proves itself by its token
 * in the handshake; the sound that comes meanwhile waits in bounded memory and is thrown away on a
 * refusal.
 */
final class L16Stream {
  private static final Set<String> DIGITS = Set.of("dtmf", "websocket:dtmf", "DTMF_END");

  private final SocketCall call;
  private final Profile profile;
  private final @Nullable String token;
  private final @Nullable String query;
  private final DialectCalls calls;
  private final LiveRates rates;
  private final ObjectMapper json;

  L16Stream(
      SocketCall call,
      Profile profile,
      @Nullable String token,
      @Nullable String query,
      DialectCalls calls,
      LiveRates rates,
      ObjectMapper json) {
    this.call = call;
    this.profile = profile;
    this.token = token;
    this.query = query;
    this.calls = calls;
    this.rates = rates;
    this.json = json;
  }

  /** A text message came. */
  void said(String text) {
    if (!call.admits()) {
      return;
    }
    if (text.length() > SocketCall.LARGEST_MESSAGE) {
      call.tooBig();
    } else if (!call.hasBegun()) {
      begin(new Profile.First(text, json(text), query));
    } else if (isDigit(text)) {
      call.digit();
    } else {
      call.quiet();
    }
  }

  /** Sound came. */
  void sent(ByteBuffer audio) {
    if (!call.admits()) {
      return;
    }
    if (audio.remaining() > SocketCall.LARGEST_MESSAGE) {
      call.tooBig();
      return;
    }
    if (!call.hasBegun()) {
      if (!profile.mayBeSilent()) {
        call.broken("message", "must be the announcement of the call before any sound");
        return;
      }
      begin(Profile.First.silent(query));
    }
    if (audio.hasRemaining()) {
      call.hear(audio);
    } else {
      call.quiet();
    }
  }

  /** A ping or pong of the socket itself came. */
  void control() {
    call.control();
  }

  private void begin(Profile.First first) {
    try {
      Announcement announced = profile.read(first);
      WireSound sound =
          WireSound.of(
              rates,
              announced.encoding(),
              announced.hertz(),
              announced.channels(),
              announced.callerChannel());
      call.begin(sound, listener -> open(announced, sound, listener));
    } catch (FailureException e) {
      call.refuse(CallRefusal.of(e.failure()));
    }
  }

  private CallOpening open(Announcement announced, WireSound sound, CallListener listener) {
    Link link = calls.byToken(profile.dialect(), token, profile.kind());
    return switch (link) {
      case Link.Refused(CallRefusal why) -> new CallOpening.Refused(why);
      case Link.Linked(var instance) ->
          calls.open(
              profile.dialect(),
              instance,
              CallParameters.of(announced.parameters(), PlatformCallId.asName(announced.callId())),
              sound.format(),
              listener);
    };
  }

  private boolean isDigit(String text) {
    JsonNode event = json(text).path("event");
    return event.isTextual() ? DIGITS.contains(event.textValue()) : text.startsWith("DTMF_END ");
  }

  private JsonNode json(String text) {
    if (!text.startsWith("{")) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The socket is closed. */
  void closed(int code) {
    call.closed(code);
  }

  /** A callback failed. */
  void failed(Throwable failure) {
    call.failed(failure);
  }

  @Override
  public String toString() {
    return "L16Stream[" + profile + "]";
  }
}
