package io.voxward.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long calls wait for the engine, measured all the time. While they wait too long no new call
 * is let in, so that those which run keep their pace.
 *
 * <p>Decided calls are watched with what the undecided ones leave, so they wait first when the
 * machine is nearly full: by the time that undecided ones do, those let in during the last half
 * minute have most of their work still before them, and it is too late.
 */
@ApplicationScoped
public class CallLoad {
  private static final double[] SHOWN = {0.5, 0.95, 0.99};

  /** Speech that waits so many times the longest lag is a standstill, however rare. */
  private static final int STANDSTILL = 4;

  private final LagWindow hearing;
  private final LagWindow embedding;
  private final Duration standstill;
  private final Duration longestWatchLag;
  private final int alwaysRoomFor;
  private final AdmissionPace pace;
  private final Clock clock;
  private final Timer heard;
  private final Timer taken;
  private final Timer embedded;

  /** The wait that is going on for longest; absent while nothing waits. */
  private volatile @Nullable Instant oldest;

  /** The same of decided calls that are watched. */
  private volatile @Nullable Instant oldestWatched;

  /** Measures against {@code config}. */
  public CallLoad(SessionConfig config, Clock clock, MeterRegistry meters) {
    this.hearing = new LagWindow(config.longestLag());
    this.embedding = new LagWindow(config.longestLag());
    this.standstill = config.longestLag().multipliedBy(STANDSTILL);
    this.longestWatchLag = config.longestWatchLag();
    this.alwaysRoomFor = config.alwaysRoomFor();
    this.pace =
        new AdmissionPace(
            config.newCallsPerProcessor() * Runtime.getRuntime().availableProcessors(),
            clock.instant());
    this.clock = clock;
    this.heard = timer(meters, "heard");
    this.taken = timer(meters, "taken");
    this.embedded = timer(meters, "embedded");
    meters.gauge("voxward.calls.overloaded", this, load -> load.isOverloaded() ? 1 : 0);
    wait(meters, "live", () -> oldest);
    wait(meters, "watch", () -> oldestWatched);
  }

  private static Timer timer(MeterRegistry meters, String until) {
    return Timer.builder("voxward.calls.lag")
        .tag("until", until)
        .publishPercentiles(SHOWN)
        .register(meters);
  }

  private void wait(MeterRegistry meters, String priority, Supplier<@Nullable Instant> since) {
    TimeGauge.builder("voxward.calls.longest.wait", () -> millis(since.get()), MILLISECONDS)
        .tag("priority", priority)
        .register(meters);
  }

  private long millis(@Nullable Instant since) {
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis();
  }

  /** Sound of an undecided call that came at {@code since} is being heard now. */
  void heard(Instant since) {
    Instant now = clock.instant();
    Duration lag = Duration.between(since, now);
    hearing.took(lag, now);
    heard.record(lag);
  }

  /** Speech of an undecided call whose last sound came at {@code since} is about to be embedded. */
  void taken(Instant since) {
    Instant now = clock.instant();
    Duration lag = Duration.between(since, now);
    embedding.took(lag, now);
    taken.record(lag);
  }

  /** The same speech is embedded. */
  void embedded(Instant since) {
    embedded.record(Duration.between(since, clock.instant()));
  }

  /**
   * Since when speech waits for longest.
   *
   * @param undecided that of calls whose decision is open
   * @param watched that of calls that are decided
   */
  void waiting(@Nullable Instant undecided, @Nullable Instant watched) {
    oldest = undecided;
    oldestWatched = watched;
  }

  /** Whether calls wait too long. */
  public boolean isOverloaded() {
    Instant now = clock.instant();
    return longer(oldest, standstill, now)
        || longer(oldestWatched, longestWatchLag, now)
        || hearing.late(now)
        || embedding.late(now);
  }

  private static boolean longer(@Nullable Instant since, Duration limit, Instant now) {
    return since != null && now.isAfter(since.plus(limit));
  }

  /** Whether a call that was let in has room beside so many streams still. */
  boolean hasRoom(int streams) {
    return streams < alwaysRoomFor || !isOverloaded();
  }

  private boolean mayEnter() {
    Instant now = clock.instant();
    if (isOverloaded()) {
      pace.full(now);
      return false;
    }
    return pace.enter(now);
  }

  /**
   * Lets a new call in, or refuses it while calls wait too long or too many come at once.
   *
   * @param streams that are open
   * @throws FailureException of kind {@link Failure.Overloaded}
   */
  void requireRoom(int streams) {
    if (streams >= alwaysRoomFor && !mayEnter()) {
      throw new FailureException(
          new Failure.Overloaded("this node's recognition of voices", LiveSessions.RETRY));
    }
  }
}
