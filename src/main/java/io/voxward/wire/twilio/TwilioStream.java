package io.voxward.wire.twilio;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.FailureException;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.LiveRates;
import io.voxward.instance.InstanceKind;
import io.voxward.wire.dialect.CallListener;
import io.voxward.wire.dialect.CallOpening;
import io.voxward.wire.dialect.CallParameters;
import io.voxward.wire.dialect.CallRefusal;
import io.voxward.wire.dialect.Dialect;
import io.voxward.wire.dialect.DialectCalls;
import io.voxward.wire.dialect.Link;
import io.voxward.wire.dialect.PlatformCallId;
import io.voxward.wire.dialect.SocketCall;
import io.voxward.wire.dialect.WireSound;
import io.voxward.wire.twilio.TwilioMessage.Start;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One Media Streams socket: what its messages mean for the call.
 *
 * <pre>
 * socket open ── start ──► opening ── account proved ──► open ── stop or close ──► over
 *      │                      │
 *      └── 10 s without       └── refused: closed with the reason; no audio was taken
 * </pre>
 *
 * <p>The account is named only in {@code start}: the handshake's signature is kept until then and
 * checked against the secrets of the accounts of that name. Sound that comes meanwhile waits in
 * bounded memory and is thrown away on a refusal.
 */
final class TwilioStream {
  private static final int ORDER_WITHIN_MS = 500;
  private static final String INBOUND = "inbound";

  private final SocketCall call;
  private final TwilioProof proof;
  private final TwilioMessages messages;
  private final DialectCalls calls;
  private final LiveRates rates;
  private final MeterRegistry meters;
  private int frameBytes = 1;
  private @Nullable MediaOrder order;

  TwilioStream(
      SocketCall call,
      TwilioProof proof,
      TwilioMessages messages,
      DialectCalls calls,
      LiveRates rates,
      MeterRegistry meters) {
    this.call = call;
    this.proof = proof;
    this.messages = messages;
    this.calls = calls;
    this.rates = rates;
    this.meters = meters;
  }

  /** A text message came. */
  void said(String text) {
    if (!call.admits()) {
      return;
    }
    if (text.length() > SocketCall.LARGEST_MESSAGE) {
      call.tooBig();
      return;
    }
    switch (messages.read(text)) {
      case Start start -> start(start);
      case TwilioMessage.Media media -> media(media);
      case TwilioMessage.Digit() -> call.digit();
      case TwilioMessage.Stop() -> stop();
      case TwilioMessage.Connected(), TwilioMessage.Other() -> call.quiet();
      case TwilioMessage.Malformed(String field, String rule) -> call.broken(field, rule);
    }
  }

  /** A binary message came: this dialect has none. */
  void sentBytes() {
    call.broken("message", "must be a text");
  }

  /** A ping or pong of the socket itself came. */
  void control() {
    call.control();
  }

  private void start(Start start) {
    if (call.hasBegun()) {
      call.broken("event", "start must come once");
      return;
    }
    if (start.tracks().stream().noneMatch(track -> track.startsWith(INBOUND))
        && !start.tracks().isEmpty()) {
      call.refuse(bad("start.tracks: must include inbound, which is the caller"));
      return;
    }
    WireSound sound;
    try {
      sound =
          WireSound.of(rates, encoding(start.encoding()), start.sampleRate(), start.channels(), 0);
    } catch (FailureException e) {
      call.refuse(CallRefusal.of(e.failure()));
      return;
    }
    frameBytes = sound.frameBytes();
    order = new MediaOrder(sound.bytesIn(ORDER_WITHIN_MS), sound.silence());
    call.begin(sound, listener -> open(start, sound, listener));
  }

  private static CallRefusal bad(String message) {
    return new CallRefusal(CallRefusal.Reason.BAD_PARAMETER, message);
  }

  /** The codec behind a platform's word; Exotel calls its linear sound by its transport. */
  private static Encoding encoding(String word) {
    String plain = word.toLowerCase(Locale.ROOT).replaceFirst("^audio/", "");
    return switch (plain) {
      case "x-mulaw", "mulaw", "pcmu", "basic", "ulaw" -> Encoding.PCMU;
      case "x-alaw", "alaw", "pcma" -> Encoding.PCMA;
      case "l16", "x-l16", "linear16", "pcm16", "raw/slin", "slin", "pcm", "base64" ->
          Encoding.L16_LITTLE_ENDIAN;
      default ->
          throw FailureException.invalid(
              "start.mediaFormat.encoding", "must be mu-law, A-law or L16: set the stream's codec");
    };
  }

  private CallOpening open(Start start, WireSound sound, CallListener listener) {
    String account = start.account();
    if (account == null) {
      return refused(CallRefusal.notLinked("a stream without start.accountSid"));
    }
    if (!proof.isThere()) {
      return refused(CallRefusal.notProven("the handshake has neither signature nor token"));
    }
    Link link = calls.bySecret(Dialect.TWILIO, InstanceKind.TWILIO, account, proof::isMadeWith);
    return switch (link) {
      case Link.Refused(CallRefusal why) -> new CallOpening.Refused(why);
      case Link.Linked(var instance) ->
          calls.open(
              Dialect.TWILIO,
              instance,
              CallParameters.of(start.parameters(), PlatformCallId.asName(start.call())),
              sound.format(),
              listener);
    };
  }

  private CallOpening refused(CallRefusal why) {
    calls.refused(Dialect.TWILIO, why);
    return new CallOpening.Refused(why);
  }

  private void media(TwilioMessage.Media media) {
    MediaOrder ordered = order;
    if (media.audio().length == 0) {
      call.quiet();
    }
    if (ordered == null) {
      call.broken("event", "media must come after start");
    } else if (!media.inbound()) {
      call.alive();
    } else if (media.audio().length % frameBytes != 0) {
      call.broken("media.payload", "must be whole samples");
    } else if (media.chunk() < 0) {
      call.hear(ByteBuffer.wrap(media.audio()));
    } else {
      hear(ordered.take(media.chunk(), media.audio()));
    }
  }

  private void hear(List<byte[]> pieces) {
    if (pieces.isEmpty()) {
      call.alive();
    }
    pieces.forEach(piece -> call.hear(ByteBuffer.wrap(piece)));
  }

  private void stop() {
    finish();
    call.done();
  }

  /** The socket is closed. */
  void closed(int code) {
    finish();
    call.closed(code);
  }

  /** A callback failed. */
  void failed(Throwable failure) {
    call.failed(failure);
  }

  private void finish() {
    MediaOrder ordered = order;
    if (ordered != null) {
      order = null;
      hear(ordered.rest());
      count("lost", ordered.lost());
      count("dropped", ordered.dropped());
    }
  }

  private void count(String outcome, long pieces) {
    meters.counter("voxward.twilio.pieces", "outcome", outcome).increment((double) pieces);
  }

  @Override
  public String toString() {
    return "TwilioStream[" + call + "]";
  }
}
