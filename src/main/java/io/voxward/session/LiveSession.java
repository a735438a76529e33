package io.voxward.session;

import io.voxward.common.DomainId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.engine.Attention;
import io.voxward.engine.Due;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.session.SessionState.Announced;
import io.voxward.session.SessionState.Draining;
import io.voxward.session.SessionState.Ended;
import io.voxward.session.SessionState.Quiet;
import io.voxward.session.SessionState.Streaming;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session that this node holds: its state, its claim, and in memory what was heard. Everything of
 * the voice is forgotten when it ends.
 *
 * <p>Threads: every method may be called from any thread and only copies under the monitor; the ear
 * is used by one batch of the pump at a time.
 */
public final class LiveSession {
  /**
   * What is fixed when a session is made.
   *
   * @param contact the Amazon Connect contact it begins with, where it is one
   */
  public record Identity(
      TenantId tenant,
      DomainId domain,
      SessionId id,
      SessionName name,
      CallFormat format,
      @Nullable ContactArn contact) {}

  /**
   * What another node knew of a session that this one goes on with.
   *
   * @param streams how many streams it has had
   * @param firstStreamAt when the first of them began; absent if there was none
   */
  record Past(Instant createdAt, int streams, @Nullable Instant firstStreamAt) {}

  private final Identity identity;
  private final SessionConfig config;
  private final Clock clock;
  private final CallEngine.Ear ear;
  private final KeptSpeech kept;
  private final double keptUntilSpeechSeconds;
  private final Instant createdAt;
  private final boolean restarted;

  /** Streams that are not wholly heard, the oldest first. */
  private final Deque<LiveStream> unheard = new ArrayDeque<>();

  private SessionState state;
  private SessionSettings settings;
  private SessionTuning tuning = SessionTuning.NONE;
  private @Nullable Claim claim;
  private boolean speakerLocked;
  private volatile boolean paused;
  private int streams;
  private @Nullable Instant firstStreamAt;
  private @Nullable StreamOver lastOver;

  /** Whether a batch of the pump has the ear. */
  private boolean busy;

  /** Whether the ear is among those that wait to be embedded, or is being embedded. */
  private boolean embedding;

  /** Whether the agent is heard in the caller's channel. */
  private volatile boolean agentLeaks;

  private boolean leakTold;
  private Instant lastSecond;
  private volatile Heard heard = Heard.NOTHING;
  private volatile Heard.@Nullable Look lookedAt;
  private volatile boolean byPrevious;

  /** When the model before was asked for; absent where it was not. */
  private volatile @Nullable Instant previousSince;

  private volatile Attention attention = Attention.DECIDING;
  private volatile double decidedAt = Double.POSITIVE_INFINITY;

  /** When the sound came that is being heard, or was heard last. */
  private volatile @Nullable Instant soundSince;

  /** A new session. */
  LiveSession(
      Identity identity,
      SessionSettings settings,
      @Nullable Claim claim,
      double keptUntilSpeechSeconds,
      SessionConfig config,
      Clock clock,
      CallEngine engine) {
    this(identity, settings, claim, keptUntilSpeechSeconds, config, clock, engine, null);
  }

  /** A session that goes on without what was heard before. */
  LiveSession(
      Identity identity,
      SessionSettings settings,
      @Nullable Claim claim,
      double keptUntilSpeechSeconds,
      SessionConfig config,
      Clock clock,
      CallEngine engine,
      @Nullable Past past) {
    this.identity = identity;
    this.settings = settings;
    this.claim = claim;
    this.keptUntilSpeechSeconds = keptUntilSpeechSeconds;
    this.config = config;
    this.clock = clock;
    this.ear = engine.newEar(identity.format().rate());
    this.kept =
        new KeptSpeech(identity.format().rate(), config.keptForEnrollment().toMillis() / 1000.0);
    Instant now = clock.instant();
    this.createdAt = past == null ? now : past.createdAt();
    this.lastSecond = now;
    this.restarted = past != null && past.streams() > 0;
    this.streams = past == null ? 0 : past.streams();
    this.firstStreamAt = past == null ? null : past.firstStreamAt();
    this.state =
        restarted
            ? new Quiet(StreamEnd.CONNECTION_LOST, now, now.plus(config.askableFor()))
            : new Announced(now, now.plus(config.unusedFor()));
  }

  /** The session's id. */
  public SessionId id() {
    return identity.id();
  }

  /** The session's name. */
  public SessionName name() {
    return identity.name();
  }

  /** The tenant it belongs to. */
  public TenantId tenant() {
    return identity.tenant();
  }

  /** The domain it belongs to. */
  public DomainId domain() {
    return identity.domain();
  }

  /** How its audio is written. */
  public CallFormat format() {
    return identity.format();
  }

  /** The Amazon Connect contact it began with, where it is one. */
  public @Nullable ContactArn contact() {
    return identity.contact();
  }

  /** When it was made. */
  public Instant createdAt() {
    return createdAt;
  }

  /** Whether it goes on without what was heard before, which was lost with another node. */
  public boolean restarted() {
    return restarted;
  }

  /** Whether the agent was heard in the caller's channel: what of it was the agent is left out. */
  public boolean agentLeaks() {
    return agentLeaks;
  }

  /** Where it stands. */
  public synchronized SessionState state() {
    return state;
  }

  /** What it wants otherwise than its domain. */
  public synchronized SessionSettings settings() {
    return settings;
  }

  /** How it is tuned besides. */
  public synchronized SessionTuning tuning() {
    return tuning;
  }

  synchronized void tuning(SessionTuning newTuning) {
    tuning = newTuning;
  }

  /** Net speech up to which audio is kept for an enrolment, in seconds. */
  double keptUntilSpeechSeconds() {
    return keptUntilSpeechSeconds;
  }

  /** Who the caller is said to be; absent while nobody said. */
  public synchronized @Nullable Claim claim() {
    return claim;
  }

  /** Whether an enrolment was asked for, so that the speaker stays. */
  public synchronized boolean speakerLocked() {
    return speakerLocked;
  }

  /** How many streams it has had. */
  public synchronized int streams() {
    return streams;
  }

  /** When its first stream began; absent before. */
  synchronized @Nullable Instant firstStreamAt() {
    return firstStreamAt;
  }

  /** The stream that ended last; absent before. */
  synchronized @Nullable StreamOver lastOver() {
    return lastOver;
  }

  /** What was heard so far. */
  public Heard heard() {
    return heard;
  }

  /** The audio an enrolment may be made from; absent when there is none. */
  public @Nullable PcmAudio speechForEnrollment() {
    return kept.audio();
  }

  /** Sets who the caller is said to be; says whether it may still change. */
  synchronized boolean claim(Claim newClaim) {
    Claim old = claim;
    boolean same = old != null && old.speaker().equals(newClaim.speaker());
    if (speakerLocked && !same) {
      return false;
    }
    claim = newClaim;
    return true;
  }

  synchronized void settings(SessionSettings newSettings) {
    settings = newSettings;
  }

  /** Takes a change back that could not be written down. */
  synchronized void changeBack(
      @Nullable Claim oldClaim, SessionSettings oldSettings, SessionTuning oldTuning) {
    settings = oldSettings;
    tuning = oldTuning;
    if (!speakerLocked) {
      claim = oldClaim;
    }
  }

  /** Whether a secure pause was asked for: whatever comes is not heard. */
  public boolean isPaused() {
    return paused;
  }

  /** Begins or ends a secure pause; says whether that changed anything. */
  synchronized boolean pause(boolean on) {
    boolean changes = paused != on;
    paused = on;
    return changes;
  }

  /**
   * Follows the voice as closely as this from now on: embedding costs most. Speech is counted and
   * kept for an enrolment in any case.
   */
  public void follow(Attention wanted) {
    if (attention != wanted) {
      attention = wanted;
      ear.follow(wanted);
    }
  }

  /**
   * Follows the voice by the model before as well, from the beginning of the call on; for who is
   * known by that model alone.
   */
  public void followByPrevious() {
    if (!byPrevious) {
      previousSince = clock.instant();
      byPrevious = true;
      ear.followByPrevious();
    }
  }

  /** Whether the voice is followed by the model before as well. */
  boolean isFollowedByPrevious() {
    return byPrevious;
  }

  /** Whether the model before has yet to hear what there is, because it was asked for late. */
  public synchronized boolean catchesUp() {
    Heard now = heard;
    return byPrevious
        && now.voice() != null
        && (now.byPrevious() == null || embedding || ear.due() != Due.NOTHING);
  }

  /** How closely the voice is followed. */
  public Attention attention() {
    return attention;
  }

  /**
   * Says when decisions are made: nothing is embedded before the first look, and what the last one
   * waits for goes first.
   *
   * @param firstLook net speech at the first look, in seconds
   * @param lastLook net speech at which a decision is made in any case, in seconds
   */
  public void decides(double firstLook, double lastLook) {
    if (decidedAt != lastLook) {
      decidedAt = lastLook;
      ear.wantFrom(firstLook);
    }
  }

  /**
   * Asks for the voice of the next so many seconds of speech of a resting call: {@link
   * Happening#LOOKED} tells when {@link #lookedAt} has it. Does nothing while a look is under way.
   */
  public void look(int seconds) {
    ear.look(seconds);
  }

  /** The voice at the last look; absent before the first. */
  public Heard.@Nullable Look lookedAt() {
    return lookedAt;
  }

  /** Forgets the audio an enrolment could have been made from. */
  void forgetKeptSpeech() {
    kept.forget();
  }

  /** The memory that this audio takes, in bytes. */
  long keptBytes() {
    return kept.bytes();
  }

  /** Fixes the speaker for an enrolment. */
  synchronized SpeakerLock lockSpeaker() {
    Claim current = claim;
    if (speakerLocked) {
      return new SpeakerLock.LockedBefore();
    }
    if (current == null) {
      return new SpeakerLock.NoSpeaker();
    }
    speakerLocked = true;
    return new SpeakerLock.Locked(current);
  }

  /** Takes the lock back when the enrolment could not be recorded. */
  synchronized void unlockSpeaker() {
    speakerLocked = false;
  }

  /** Opens a stream if the state allows one. */
  StreamAdmission openStream(Consumer<StreamEnd> whenStopped, Consumer<StreamEnd> whenOver) {
    synchronized (this) {
      Instant now = clock.instant();
      Streaming next =
          switch (state) {
            case Announced announced -> announced.openStream(now);
            case Draining draining -> draining.openStream(now);
            case Quiet quiet -> quiet.openStream(now);
            case Streaming streaming -> null;
            case Ended ended -> null;
          };
      if (next == null) {
        return new StreamAdmission.Refused(
            state instanceof Ended ? StreamEnd.SESSION_ENDED : StreamEnd.ANOTHER_ACTIVE_STREAM);
      }
      streams++;
      LiveStream stream = new LiveStream(this, streams, config, clock, whenStopped, whenOver);
      if (firstStreamAt == null) {
        firstStreamAt = now;
      }
      state = next;
      lastSecond = now;
      unheard.addLast(stream);
      return new StreamAdmission.Open(stream);
    }
  }

  synchronized void streamEnded(LiveStream stream, StreamEnd why, Instant at) {
    lastOver = new StreamOver(stream.number(), why, at);
    if (state instanceof Streaming streaming && stream.number() == streams) {
      state = streaming.closeStream(why, at);
    }
  }

  /** The stream that is open; absent when none is. */
  synchronized @Nullable LiveStream openStream() {
    LiveStream last = unheard.peekLast();
    return last != null && last.end() == null ? last : null;
  }

  /** Ends the session, if it is not over yet; the voice is forgotten at once. */
  boolean end(EndReason reason, StreamEnd streamEnd) {
    LiveStream open = openStream();
    if (open != null) {
      open.stop(streamEnd);
    }
    synchronized (this) {
      Instant now = clock.instant();
      Ended ended =
          switch (state) {
            case Announced announced -> announced.end(reason, now);
            case Streaming streaming -> streaming.end(reason, now);
            case Draining draining -> draining.end(reason, now);
            case Quiet quiet -> quiet.end(reason, now);
            case Ended already -> null;
          };
      if (ended == null) {
        return false;
      }
      state = ended;
      forget();
      return true;
    }
  }

  private void forget() {
    unheard.forEach(LiveStream::release);
    unheard.clear();
    kept.forget();
    heard = heard.withoutVoice();
    lookedAt = null;
    if (!busy) {
      ear.erase();
    }
  }

  /** The reason to end it now by the clock; absent while its time is not over. */
  synchronized @Nullable EndReason due(Instant now) {
    return switch (state) {
      case Announced announced ->
          now.isBefore(announced.expiresAt()) ? null : EndReason.NEVER_STREAMED;
      case Quiet quiet -> now.isBefore(quiet.askableUntil()) ? null : EndReason.TIME_OVER;
      case Streaming streaming -> null;
      case Draining draining -> null;
      case Ended ended -> null;
    };
  }

  /** Whether about a second of streaming has passed since this last said so. */
  synchronized boolean secondPassed(Instant now, Duration second) {
    if (!(state instanceof Streaming) || now.isBefore(lastSecond.plus(second))) {
      return false;
    }
    lastSecond = now;
    return true;
  }

  /**
   * Takes the ear for a batch if there is something to hear; {@link #release} gives it back.
   *
   * @param restingSeconds sound of a resting call that must have gathered: nobody waits for it
   */
  synchronized boolean reserve(double restingSeconds) {
    if (busy || state instanceof Ended) {
      return false;
    }
    LiveStream first = unheard.peekFirst();
    double least = attention == Attention.RESTING ? restingSeconds : 0;
    busy = first != null && (first.secondsWaiting() > least || first.end() != null);
    return busy;
  }

  /** Hands waiting sound to the ear, at most so many seconds of it. Only while reserved. */
  CallEngine.Ear listen(double seconds) {
    LiveStream stream = firstUnheard();
    if (stream == null) {
      return ear;
    }
    // Read before the sound: what arrives after the end is refused, so ended and empty is over.
    boolean over = stream.end() != null;
    soundSince = stream.waitingSince();
    float[] sound = stream.take(seconds);
    agentLeaks = agentLeaks || stream.agentLeaks();
    ear.hear(sound);
    if (ear.netSpeechSeconds() < keptUntilSpeechSeconds) {
      kept.keep(sound);
    }
    if (over && !stream.waiting()) {
      ear.finishStream();
      remove(stream);
    }
    return ear;
  }

  private synchronized @Nullable LiveStream firstUnheard() {
    return unheard.peekFirst();
  }

  private synchronized void remove(LiveStream stream) {
    unheard.remove(stream);
    stream.release();
  }

  /** Gives the ear back after a batch and says what it brought. */
  synchronized Set<Happening> release() {
    busy = false;
    Set<Happening> news = EnumSet.noneOf(Happening.class);
    if (state instanceof Ended) {
      ear.erase();
      kept.forget();
      return news;
    }
    if (agentLeaks && !leakTold) {
      leakTold = true;
      news.add(Happening.NOTICED);
    }
    heard = hearNow(heard, ear.netSpeechSeconds(), heard.voice(), heard.byPrevious());
    drainIfHeard(news);
    return news;
  }

  /** The call could not be heard: its stream ends, by our fault, and nothing is tried again. */
  void fail() {
    ear.follow(Attention.RESTING);
    LiveStream stream = openStream();
    if (stream != null) {
      stream.stop(StreamEnd.INTERNAL);
    }
  }

  /** Takes the ear for embedding if that is due; {@link #embedded} gives it back. */
  synchronized Due reserveEmbedding() {
    if (embedding || state instanceof Ended) {
      return Due.NOTHING;
    }
    Due due = ear.due();
    embedding = due != Due.NOTHING;
    return due;
  }

  /** The ear, for embedding. Only while reserved for that. */
  CallEngine.Ear ear() {
    return ear;
  }

  /** How long the stretch is that waits to be embedded, in seconds. */
  double dueSeconds() {
    return ear.dueSeconds();
  }

  /** Whether a decision cannot wait for more speech. */
  boolean atLastLook() {
    return heard.netSpeechSeconds() >= decidedAt || state() instanceof Draining;
  }

  /**
   * When the sound came that was heard last, or was asked about by the model before; absent before
   * any.
   */
  @Nullable Instant soundSince() {
    Instant sound = soundSince;
    Instant asked = previousSince;
    return sound == null || asked == null || sound.isAfter(asked) ? sound : asked;
  }

  /** Gives the ear back after embedding and says what it brought. */
  synchronized Set<Happening> embedded() {
    embedding = false;
    Set<Happening> news = EnumSet.noneOf(Happening.class);
    if (state instanceof Ended) {
      return news;
    }
    Heard before = heard;
    Heard.Voice previous = byPrevious ? ear.voiceByPrevious() : null;
    Heard now = hearNow(before, before.netSpeechSeconds(), ear.voice(), previous);
    heard = now;
    if (!sameAmount(now.voice(), before.voice())
        || !sameAmount(now.byPrevious(), before.byPrevious())) {
      news.add(Happening.SPEECH);
    }
    Heard.Look look = ear.lookedAt();
    if (!Objects.equals(look, lookedAt)) {
      lookedAt = look;
      news.add(Happening.LOOKED);
    }
    drainIfHeard(news);
    return news;
  }

  /**
   * A stream that is over is wholly heard when nothing of it waits, not even for the network while
   * a decision is open; once all is decided, nobody waits for the rest.
   */
  private void drainIfHeard(Set<Happening> news) {
    if (unheard.isEmpty() && state instanceof Draining draining && nobodyWaits()) {
      state = draining.drained(config.askableFor());
      news.add(Happening.STREAM_ENDED);
    }
  }

  private boolean nobodyWaits() {
    return attention != Attention.DECIDING || (!embedding && ear.due() == Due.NOTHING);
  }

  private Heard hearNow(
      Heard before, double speech, Heard.@Nullable Voice voice, Heard.@Nullable Voice previous) {
    if (speech == before.netSpeechSeconds()
        && sameAmount(voice, before.voice())
        && sameAmount(previous, before.byPrevious())) {
      return before;
    }
    Instant now = clock.instant();
    return new Heard(speech, voice, previous, before.from() == null ? now : before.from(), now);
  }

  private static boolean sameAmount(Heard.@Nullable Voice one, Heard.@Nullable Voice other) {
    return Objects.equals(one == null ? null : one.speech(), other == null ? null : other.speech());
  }

  /** Id and state; nothing of the call. */
  @Override
  public String toString() {
    return "LiveSession[" + id() + ", " + state() + "]";
  }
}
