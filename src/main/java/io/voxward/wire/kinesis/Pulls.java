package io.voxward.wire.kinesis;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.session.CallFormat;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionState.Streaming;
import io.voxward.wire.dialect.DialectCalls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The calls whose audio this node fetches, and how many there may be. */
@ApplicationScoped
public class Pulls {
  /** How Connect writes a call: 16 bits, low byte first, 8 kHz, one channel. */
  public static final CallFormat FORMAT =
      new CallFormat(Encoding.L16_LITTLE_ENDIAN, SampleRate.TELEPHONE, 1, 0);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final KinesisConfig config;
  private final MeterRegistry meters;
  private final Pull.Tools tools;
  private final Semaphore places;
  private final Map<SessionId, Pull> pulls = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("voxward-kinesis").daemon().factory());
  private volatile boolean stopping;

  /** Fetches from {@code source} into {@code calls}. */
  public Pulls(
      MediaSource source,
      DialectCalls calls,
      KinesisConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.config = config;
    this.meters = meters;
    this.tools = new Pull.Tools(source, calls, config, clockwork, clock, meters);
    this.places = new Semaphore(config.maxPulls());
  }

  void start(@Observes StartupEvent event) {
    meters.gaugeMapSize("voxward.kinesis.pulls", List.of(), pulls);
  }

  /** Takes nobody in any more and ends what there is, before the sessions are gone. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    stopping = true;
    List.copyOf(pulls.values()).forEach(pull -> pull.end(PullEnd.DRAINING));
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    List.copyOf(pulls.values()).forEach(pull -> pull.end(PullEnd.DRAINING));
    clockwork.shutdownNow();
  }

  /**
   * Begins to fetch the audio of a session's call; does nothing where that is so already.
   *
   * @return where it stands after waiting a little for the stream to open
   * @throws FailureException if AWS refuses the stream, the session has another one or another
   *     format, or the node is full
   */
  public PullState begin(LiveSession session, StreamPlace place) {
    requireAllowed(place.stream());
    if (!session.format().equals(FORMAT)) {
      throw FailureException.invalid(
          "audio", "must be L16, 8000 Hz, one channel, as Amazon Connect writes it");
    }
    Pull begun = pulls.get(session.id());
    if (begun == null) {
      begun = beginOther(session, place);
    }
    if (!begun.place().equals(place)) {
      throw anotherStream();
    }
    return stateOf(begun);
  }

  private void requireAllowed(StreamArn stream) {
    config
        .accounts()
        .filter(allowed -> !allowed.contains(stream.account()))
        .ifPresent(_ -> {
          throw refused(
              new Failure.Forbidden(
                  "the stream's AWS account is not one of voxward.kinesis.accounts"));
        });
  }

  private Pull beginOther(LiveSession session, StreamPlace place) {
    if (session.state() instanceof Streaming) {
      throw anotherStream();
    }
    if (stopping) {
      throw overloaded("this node, which is stopping,");
    }
    if (!places.tryAcquire()) {
      throw refused(new Failure.Overloaded("this node's number of Kinesis streams", RETRY));
    }
    Pull mine = new Pull(session, place, tools, this::over);
    Pull other = pulls.putIfAbsent(session.id(), mine);
    if (other != null) {
      places.release();
      return other;
    }
    mine.connect();
    return mine;
  }

  private void over(Pull pull) {
    if (pulls.remove(pull.session().id(), pull)) {
      places.release();
    }
  }

  private PullState stateOf(Pull pull) {
    try {
      return pull.opened()
              .copy()
              .completeOnTimeout(false, config.openWithin().toMillis(), TimeUnit.MILLISECONDS)
              .join()
          ? PullState.STREAMING
          : PullState.CONNECTING;
    } catch (CompletionException e) {
      if (e.getCause() instanceof FailureException failure) {
        throw refused(failure.failure());
      }
      throw e;
    }
  }

  private FailureException refused(Failure failure) {
    meters
        .counter("voxward.kinesis.refused", "kind", failure.getClass().getSimpleName())
        .increment();
    return new FailureException(failure);
  }

  /** Ends the fetching of a session's audio, if there is any; what was heard stays. */
  public void end(SessionId session) {
    Pull pull = pulls.get(session);
    if (pull != null) {
      pull.end(PullEnd.ASKED);
    }
  }

  static FailureException anotherStream() {
    return FailureException.conflict(
        ConflictKind.ANOTHER_ACTIVE_STREAM, "the session has a stream already");
  }

  static FailureException overloaded(String what) {
    return new FailureException(new Failure.Overloaded(what, RETRY));
  }
}
