package io.voxward.wire.audiohook;

import io.voxward.common.FailureException;
import io.voxward.session.StreamEnd;
import io.voxward.wire.audiohook.HookState.Closing;
import io.voxward.wire.audiohook.HookState.Fresh;
import io.voxward.wire.audiohook.HookState.Leaving;
import io.voxward.wire.audiohook.HookState.Listening;
import io.voxward.wire.audiohook.HookState.Opening;
import io.voxward.wire.audiohook.HookState.Over;
import io.voxward.wire.audiohook.HookState.Paused;
import io.voxward.wire.audiohook.HookState.Probed;
import io.voxward.wire.call.EvaluationBody;
import io.voxward.wire.dialect.CallParameters;
import io.voxward.wire.dialect.CallRefusal;
import io.voxward.wire.stream.MessageLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One connection's side of the protocol, without its socket: whatever comes in changes the {@link
 * HookState} and gives the {@link Step steps} that follow. One thread at a time.
 *
 * <p>Who breaks the protocol is told the rule by {@code disconnect} and its call ends; who then
 * does not go is hung up on.
 */
final class Conversation {
  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int POLICY = 1008;
  private static final int OUR_FAULT = 1011;
  private static final String ERROR = "error";
  private static final String UNAUTHORIZED = "unauthorized";
  private static final String COMPLETED = "completed";
  private static final String EVALUATION = "voxward.evaluation";

  /** What becomes of a binary message. */
  enum Fate {
    /** It goes to the call. */
    HEARD,
    /** Nobody hears it: a probe's frame, or what was on its way when we were done. */
    PASSED_OVER,
    /** It may not come now, or is too large. */
    WRONG,
    /** It is one too many. */
    TOO_MANY
  }

  private final ClientMessages messages;
  private final String id;
  private final String organization;
  private final Clock clock;
  private final Duration openWithin;
  private final Duration closeWithin;
  private final MessageLimit limit;

  private volatile HookState state;
  private long seq;
  private long clientSeq;
  private long serverSeqSeen;

  /** Why we asked the other side to go, as the close code of a socket that we have to close. */
  private int hangUpCode = NORMAL;

  /**
   * A conversation at its beginning.
   *
   * @param id the session of the handshake
   * @param organization the organization of the handshake
   */
  Conversation(
      ClientMessages messages,
      String id,
      String organization,
      AudioHookConfig config,
      MessageLimit limit,
      Clock clock) {
    this.messages = messages;
    this.id = id.toLowerCase(Locale.ROOT);
    this.organization = organization.toLowerCase(Locale.ROOT);
    this.clock = clock;
    this.openWithin = config.openWithin();
    this.closeWithin = config.closeWithin();
    this.limit = limit;
    this.state = new Fresh(clock.instant().plus(openWithin));
  }

  /** Where it stands. */
  HookState state() {
    return state;
  }

  /** Whether the state's deadline is over; any thread. */
  boolean isDue() {
    return state.deadline().filter(until -> !clock.instant().isBefore(until)).isPresent();
  }

  /** Whether a call is being opened and nobody gave it up meanwhile. */
  boolean isOpening() {
    return state instanceof Opening;
  }

  /** A text message came. */
  List<Step> said(String text) {
    if (!admits(true)) {
      return tooMany();
    }
    Envelope envelope;
    try {
      envelope = messages.read(text);
      if (!(state instanceof Leaving)) {
        requireOrder(envelope);
      }
    } catch (BadMessage e) {
      return fault(e.rule());
    }
    clientSeq = envelope.seq();
    serverSeqSeen = envelope.serverSeq();
    return answer(envelope.message());
  }

  private boolean admits(boolean withoutSound) {
    return limit.admits() && (!withoutSound || limit.admitsQuiet());
  }

  /** A ping or pong of the socket itself came: it is answered elsewhere, and counted here. */
  List<Step> control() {
    return admits(true) ? List.of() : tooMany();
  }

  /** More messages came than a connection may send. */
  List<Step> tooMany() {
    return fault(StreamEnd.TOO_MANY_MESSAGES, "more messages than a connection may send");
  }

  private void requireOrder(Envelope envelope) throws BadMessage {
    if (!envelope.id().equals(id)) {
      throw new BadMessage("id must be the session id of the handshake");
    }
    if (envelope.seq() != clientSeq + 1) {
      throw new BadMessage("seq must go up by one from 1");
    }
    if (envelope.serverSeq() > seq || envelope.serverSeq() < serverSeqSeen) {
      throw new BadMessage("serverseq must be the seq of our last message that you have seen");
    }
  }

  private List<Step> answer(ClientMessage message) {
    return switch (message) {
      case ClientMessage.Open open -> open(open);
      case ClientMessage.Ping() -> state instanceof Over ? List.of() : say(plain("pong"));
      case ClientMessage.Paused() -> paused();
      case ClientMessage.Resumed(double seconds) -> resumed(seconds);
      case ClientMessage.Discarded(double seconds) -> List.of(new Step.CountDiscarded(seconds));
      case ClientMessage.Update() -> updated();
      case ClientMessage.Complaint(int code) -> List.of(new Step.CountComplaint(code));
      case ClientMessage.Close(String reason) -> close(reason);
    };
  }

  private List<Step> open(ClientMessage.Open open) {
    if (!(state instanceof Fresh fresh)) {
      return state instanceof Leaving
          ? List.of()
          : fault("open may come once, as the first message");
    }
    if (!open.organization().equals(organization)) {
      return refused(
          CallRefusal.notProven("organizationId must be the organization of the handshake"), true);
    }
    Optional<Media> media = Media.best(open.media());
    if (media.isEmpty()) {
      return refused(
          new CallRefusal(
              CallRefusal.Reason.BAD_PARAMETER,
              "media must offer PCMU or L16 at 8000 Hz with the channel external"),
          true);
    }
    CallParameters parameters;
    try {
      parameters = CallParameters.of(open.config(), open.probe() ? null : open.conversation());
    } catch (FailureException e) {
      return refused(CallRefusal.of(e.failure()), true);
    }
    if (open.probe()) {
      state = fresh.probe(clock.instant().plus(openWithin));
      return say(opened(open, media.get()));
    }
    state = fresh.open(open, media.get(), clock.instant().plus(openWithin));
    return List.of(new Step.OpenCall(parameters, media.get(), open.continued()));
  }

  /** The call is open. */
  List<Step> opened() {
    if (!(state instanceof Opening opening)) {
      return List.of();
    }
    state = opening.opened();
    return say(opened(opening.request(), opening.media()));
  }

  private static ServerMessage.Opened opened(ClientMessage.Open request, Media media) {
    return new ServerMessage.Opened(List.of(media), request.asksLanguages() ? List.of() : null);
  }

  /** The call is not let in. */
  List<Step> refused(CallRefusal why) {
    return refused(why, false);
  }

  private List<Step> refused(CallRefusal why, boolean byUs) {
    List<Step> steps = new ArrayList<>();
    if (byUs) {
      steps.add(new Step.CountRefusal(why));
    }
    String word =
        switch (why.reason()) {
          case NOT_LINKED, NOT_PROVEN, DOMAIN_NOT_ACTIVE -> UNAUTHORIZED;
          default -> ERROR;
        };
    steps.addAll(leave(word, why.reason() + ": " + why.message(), POLICY));
    return steps;
  }

  /** A secure pause was asked for: the platform need not send what nobody hears. */
  List<Step> pauseWanted(boolean on) {
    return state instanceof Listening || state instanceof Paused
        ? say(plain(on ? "pause" : "resume"))
        : List.of();
  }

  private List<Step> paused() {
    if (state instanceof Listening listening) {
      state = listening.pause();
      return List.of(new Step.PauseCall());
    }
    return early("paused");
  }

  private List<Step> resumed(double discarded) {
    if (state instanceof Paused paused) {
      state = paused.resume();
      return List.of(new Step.ResumeCall(), new Step.CountDiscarded(discarded));
    }
    return early("resumed");
  }

  private List<Step> updated() {
    return switch (state) {
      case Listening _, Paused _, Probed _ -> say(plain("updated"));
      default -> early("update");
    };
  }

  /** What is said twice, or after we asked to go, does no harm; before {@code opened} it does. */
  private List<Step> early(String type) {
    return state instanceof Fresh || state instanceof Opening
        ? fault(type + " may come after opened only")
        : List.of();
  }

  private List<Step> close(String reason) {
    Instant until = clock.instant().plus(closeWithin);
    boolean heardCall = state instanceof Listening || state instanceof Paused;
    Closing closing =
        switch (state) {
          case Fresh fresh -> fresh.close(until);
          case Opening opening -> opening.close(until);
          case Probed probed -> probed.close(until);
          case Listening listening -> listening.close(until);
          case Paused paused -> paused.close(until);
          case Leaving leaving -> leaving.close(until);
          case Closing _, Over _ -> null;
        };
    if (closing == null) {
      return List.of();
    }
    state = closing;
    if (heardCall && !reason.equals("reconnect")) {
      return List.of(
          new Step.EndCall(reason.equals(ERROR) ? StreamEnd.CONNECTION_LOST : StreamEnd.DONE));
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.EndCall(StreamEnd.DONE));
    steps.addAll(farewell(closing));
    return steps;
  }

  /** Everything that was sent is heard. */
  List<Step> heardAll() {
    return state instanceof Closing closing ? farewell(closing) : List.of();
  }

  private List<Step> farewell(Closing closing) {
    state = closing.farewell(clock.instant().plus(closeWithin));
    return say(plain("closed"));
  }

  /** A decision appeared or changed. */
  List<Step> decided(EvaluationBody evaluation) {
    return switch (state) {
      case Listening _, Paused _, Leaving _, Closing _ ->
          say(new ServerMessage.Event(List.of(new ServerMessage.Entity(EVALUATION, evaluation))));
      case Fresh _, Opening _, Probed _, Over _ -> List.of();
    };
  }

  /** A binary message of so many bytes came. */
  Fate audio(int bytes) {
    if (!admits(bytes == 0)) {
      return Fate.TOO_MANY;
    }
    return switch (state) {
      case Listening _, Paused _ -> bytes > ClientMessages.LARGEST ? Fate.WRONG : Fate.HEARD;
      case Probed _, Leaving _, Closing _, Over _ -> Fate.PASSED_OVER;
      case Fresh _, Opening _ -> Fate.WRONG;
    };
  }

  /** The last binary message was wrong. */
  List<Step> wrongAudio() {
    return fault("audio comes after opened, in messages of at most 64 KiB");
  }

  /** Our side ended the call's stream. */
  List<Step> stopped(StreamEnd why) {
    return switch (why) {
      case DONE, DECIDED, SESSION_ENDED, CONNECTION_LOST -> leave(COMPLETED, why.name(), NORMAL);
      case DRAINING -> reconnect();
      case INTERNAL -> leave(ERROR, why.name(), OUR_FAULT);
      case IDLE,
          TOO_LONG,
          TOO_FAST,
          TOO_MANY_MESSAGES,
          BUFFER_FULL,
          MESSAGE_TOO_BIG,
          BAD_MESSAGE,
          ANOTHER_ACTIVE_STREAM,
          NOT_ALLOWED,
          OVERLOADED ->
          leave(ERROR, why.name(), POLICY);
    };
  }

  private List<Step> reconnect() {
    return leave(new ServerMessage.Reconnect("this node is stopping"), GOING_AWAY);
  }

  private List<Step> fault(String rule) {
    return fault(StreamEnd.BAD_MESSAGE, rule);
  }

  private List<Step> fault(StreamEnd why, String rule) {
    if (state instanceof Leaving || state instanceof Closing || state instanceof Over) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>(leave(ERROR, why + ": " + rule, POLICY));
    steps.add(new Step.EndCall(why));
    return steps;
  }

  private List<Step> leave(String reason, String info, int code) {
    return leave(new ServerMessage.Disconnect(reason, info), code);
  }

  private List<Step> leave(ServerMessage.Parameters word, int code) {
    Instant until = clock.instant().plus(closeWithin);
    Leaving leaving =
        switch (state) {
          case Fresh fresh -> fresh.leave(until);
          case Opening opening -> opening.leave(until);
          case Probed probed -> probed.leave(until);
          case Listening listening -> listening.leave(until);
          case Paused paused -> paused.leave(until);
          case Leaving _, Closing _, Over _ -> null;
        };
    if (leaving == null) {
      return List.of();
    }
    state = leaving;
    hangUpCode = code;
    return say(word);
  }

  /** Time passed: moves on from a state whose deadline is over. */
  List<Step> tick() {
    if (!isDue()) {
      return List.of();
    }
    return switch (state) {
      case Fresh _ -> fault("open must come within " + openWithin);
      case Opening _ -> leave(ERROR, "OVERLOADED: the call could not be opened in time", OUR_FAULT);
      case Probed _ -> leave(COMPLETED, "a probe lasts at most " + openWithin, NORMAL);
      case Closing closing -> farewell(closing);
      case Leaving _, Over _ ->
          List.of(new Step.HangUp(hangUpCode, "the other side did not close"));
      case Listening _, Paused _ -> List.of();
    };
  }

  private List<Step> say(ServerMessage.Parameters parameters) {
    seq++;
    return List.of(
        new Step.Say(
            new ServerMessage("2", id, parameters.typeName(), seq, clientSeq, parameters)));
  }

  private static ServerMessage.Parameters plain(String type) {
    return new ServerMessage.Plain(type);
  }
}
