package io.voxward.wire.kinesis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionRef;
import io.voxward.session.StreamEnd;
import io.voxward.wire.dialect.CallListener;
import io.voxward.wire.dialect.CallOpening;
import io.voxward.wire.dialect.CallRefusal;
import io.voxward.wire.dialect.Dialect;
import io.voxward.wire.dialect.DialectCall;
import io.voxward.wire.dialect.DialectCalls;
import io.voxward.wire.kinesis.CallerTrack.Meaning;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The audio of one call, fetched: connection after connection until the call is over.
 *
 * <p>Threads: each connection is read on a virtual thread of its own; between two connections there
 * is none, only an entry in the clockwork. Whoever ends the pull interrupts that thread, which
 * breaks its connection off at once. Who stops whom: the session's stream is opened only when the
 * media is; from then on whatever ends the one ends the other.
 */
final class Pull implements CallListener {
  private static final Logger LOG = Logger.getLogger(Pull.class);
  private static final int BYTES_PER_SECOND = 16_000;

  /** A quarter of a second: more is never handed to the session at once. */
  private static final int PIECE = BYTES_PER_SECOND / 4;

  private static final int LARGEST_TEXT = 4 * 1024;
  private static final int LARGEST_SKIP = 1024 * 1024;
  private static final int MOST_TRACKS = 16;
  private static final int MOST_DOUBLINGS = 20;

  private static final String NO_SUCH_FRAGMENT = "4000";

  /** The codes of trouble with the stream's key begin so. */
  private static final String KEY_TROUBLE = "45";

  /** What every pull works with. */
  record Tools(
      MediaSource source,
      DialectCalls calls,
      KinesisConfig config,
      ScheduledExecutorService clockwork,
      Clock clock,
      MeterRegistry meters) {}

  private final LiveSession session;
  private final StreamPlace place;
  private final Tools tools;
  private final Consumer<Pull> whenOver;
  private final CallerTrack track;
  private final Pace pace;
  private final Counter seconds;
  private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable DialectCall call;
  private @Nullable Thread worker;
  private boolean done;
  private int triesWithoutFragment;
  private Instant lastMedia;

  Pull(LiveSession session, StreamPlace place, Tools tools, Consumer<Pull> whenOver) {
    this.session = session;
    this.place = place;
    this.tools = tools;
    this.whenOver = whenOver;
    this.track = new CallerTrack(place);
    this.lastMedia = tools.clock().instant();
    this.pace = new Pace(tools.config().timesRealTime(), lastMedia);
    this.seconds = tools.meters().counter("voxward.kinesis.audio.seconds");
  }

  LiveSession session() {
    return session;
  }

  StreamPlace place() {
    return place;
  }

  /** Done when the stream of the session is open; failed when it never will be. */
  CompletableFuture<Boolean> opened() {
    return opened;
  }

  /** Begins a connection, unless it is over. */
  void connect() {
    synchronized (this) {
      if (done) {
        return;
      }
      worker = Thread.ofVirtual().name("voxward-kinesis-pull").start(this::read);
    }
  }

  /** Ends it from our side. */
  void end(PullEnd why) {
    finish(why.word(), why.name(), gone());
  }

  private void end(PullEnd why, Failure failure) {
    finish(why.word(), why.name(), new FailureException(failure));
  }

  /** The session's stream is over already: whatever ended it ends the pull. */
  @Override
  public void stopped(StreamEnd why) {
    finish(why, why.name(), gone());
  }

  /** There is nobody to tell: a contact flow asks. */
  @Override
  public void news(SessionNews news) {}

  private static FailureException gone() {
    return FailureException.conflict(
        ConflictKind.SESSION_ENDED, "it ended before the stream could be opened");
  }

  private void finish(StreamEnd word, String reason, FailureException unopened) {
    Thread reader;
    synchronized (this) {
      if (done) {
        return;
      }
      done = true;
      reader = worker;
    }
    over.countDown();
    DialectCall open = call;
    if (open != null) {
      open.closed(word);
      open.leave();
    }
    if (reader != null && reader != Thread.currentThread()) {
      reader.interrupt();
    }
    tools.meters().counter("voxward.kinesis.ended", "reason", reason).increment();
    whenOver.accept(this);
    opened.completeExceptionally(unopened);
  }

  private synchronized boolean isDone() {
    return done;
  }

  /** One connection, from its opening to its end. */
  private void read() {
    try (InputStream media = tools.source().open(place.stream(), track.resumeAfter())) {
      if (admitted()) {
        hear(media);
        again();
      }
    } catch (MediaRefusedException refused) {
      end(PullEnd.REFUSED, refused.failure());
    } catch (MalformedMediaException malformed) {
      LOG.warnf(
          "media could not be read sessionId=%s rule=%s", session.id(), malformed.getMessage());
      end(PullEnd.MALFORMED);
    } catch (IOException broken) {
      again();
    } catch (RuntimeException fault) {
      if (!isDone()) {
        LOG.errorf(fault, "a call's media could not be heard sessionId=%s", session.id());
        end(PullEnd.INTERNAL);
      }
    }
  }

  /** Whether the session has an open stream for the media. */
  private boolean admitted() {
    if (call != null) {
      return true;
    }
    CallOpening opening =
        tools
            .calls()
            .join(
                Dialect.KINESIS,
                session.tenant(),
                session.domain(),
                new SessionRef.Id(session.id()),
                Pulls.FORMAT,
                this);
    switch (opening) {
      case CallOpening.Opened(DialectCall open) -> {
        call = open;
        if (isDone()) {
          open.closed(StreamEnd.DONE);
          open.leave();
          return false;
        }
        lastMedia = tools.clock().instant();
        open.listen();
        opened.complete(true);
        return true;
      }
      case CallOpening.Refused(CallRefusal why) -> {
        finish(StreamEnd.NOT_ALLOWED, why.reason().name(), refusal(why));
        return false;
      }
    }
  }

  private static FailureException refusal(CallRefusal why) {
    return switch (why.reason()) {
      case ANOTHER_ACTIVE_STREAM -> Pulls.anotherStream();
      case OVERLOADED -> Pulls.overloaded("this node's number of streams");
      case DRAINING -> Pulls.overloaded("this node, which is stopping,");
      default -> gone();
    };
  }

  private void hear(InputStream media) throws IOException {
    MatroskaReader reader =
        new MatroskaReader(
            media,
            new MatroskaReader.Limits(
                tools.config().largestBlock(), LARGEST_TEXT, LARGEST_SKIP, MOST_TRACKS));
    track.reconnected();
    try {
      MediaEvent event = reader.next();
      while (event != null && !isDone()) {
        follow(track.accept(event));
        event = isDone() ? null : reader.next();
      }
    } finally {
      reader.forget();
    }
  }

  private void follow(Meaning meaning) throws IOException {
    switch (meaning) {
      case Meaning.Voice(ByteBuffer audio) -> {
        lastMedia = tools.clock().instant();
        play(audio);
      }
      case Meaning.OtherSound _ -> {
        lastMedia = tools.clock().instant();
        DialectCall open = call;
        if (open != null) {
          open.alive();
        }
      }
      case Meaning.FragmentDone _ -> triesWithoutFragment = 0;
      case Meaning.AnotherContact _ -> end(PullEnd.OTHER_CONTACT);
      case Meaning.Trouble(String code) -> trouble(code);
      case Meaning.Nothing _ -> {}
    }
  }

  private void trouble(String code) throws IOException {
    if (code.equals(NO_SUCH_FRAGMENT)) {
      throw new MediaRefusedException(
          new Failure.Invalid("startFragmentNumber", "is not in the stream, or no longer"));
    }
    if (code.startsWith(KEY_TROUBLE)) {
      throw new MediaRefusedException(
          new Failure.Forbidden("AWS does not let this node use the key of the stream"));
    }
    throw new IOException("Kinesis Video Streams cannot go on");
  }

  private void play(ByteBuffer audio) throws IOException {
    DialectCall open = call;
    while (open != null && audio.hasRemaining() && !isDone()) {
      int length = Math.min(PIECE, audio.remaining());
      double lasting = (double) length / BYTES_PER_SECOND;
      await(pace.wait(lasting, tools.clock().instant()));
      open.hear(audio.slice(audio.position(), length));
      audio.position(audio.position() + length);
      seconds.increment(lasting);
    }
  }

  /** Waits, but not beyond the end. */
  private void await(Duration wait) throws IOException {
    if (wait.isZero()) {
      return;
    }
    try {
      boolean _ = over.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** The connection is gone: another one, later, unless the call seems over. */
  private void again() {
    if (isDone()) {
      return;
    }
    Duration quiet = Duration.between(lastMedia, tools.clock().instant());
    triesWithoutFragment++;
    if (call != null && quiet.compareTo(tools.config().overAfterQuiet()) >= 0) {
      end(PullEnd.QUIET);
    } else if (triesWithoutFragment >= tools.config().tries()) {
      end(
          PullEnd.LOST,
          new Failure.Overloaded("Kinesis Video Streams", tools.config().longestBackOff()));
    } else {
      tools.meters().counter("voxward.kinesis.reconnects").increment();
      connectLater(backOff());
    }
  }

  private Duration backOff() {
    Duration wait =
        tools
            .config()
            .backOff()
            .multipliedBy(1L << Math.min(MOST_DOUBLINGS, triesWithoutFragment - 1));
    Duration longest = tools.config().longestBackOff();
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  private void connectLater(Duration wait) {
    try {
      var _ = tools.clockwork().schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      end(PullEnd.DRAINING);
    }
  }

  @Override
  public String toString() {
    return "Pull[" + session.id() + "]";
  }
}
