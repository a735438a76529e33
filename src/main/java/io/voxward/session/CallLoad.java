package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long undecided calls wait for the engine, measured all the time. While they wait too long no
 * new call is let in, so that those which run keep their pace.
 */
@ApplicationScoped
public class CallLoad {
  private static final double[] SHOWN = {0.5, 0.95, 0.99};

  /** Speech that waits so many times the longest lag is a standstill, however rare. */
  private static final int STANDSTILL = 4;

  private final LagWindow hearing;
  private final LagWindow embedding;
  private final Duration standstill;
  private final int alwaysRoomFor;
  private final Clock clock;
  private final Timer heard;
  private final Timer taken;
  private final Timer embedded;

  /** The wait that is going on for longest; absent while nothing waits. */
  private volatile @Nullable Instant oldest;

  /** Measures against {@code config}. */
  public CallLoad(SessionConfig config, Clock clock, MeterRegistry meters) {
    this.hearing = new LagWindow(config.longestLag());
    this.embedding = new LagWindow(config.longestLag());
    this.standstill = config.longestLag().multipliedBy(STANDSTILL);
    this.alwaysRoomFor = config.alwaysRoomFor();
    this.clock = clock;
    this.heard = timer(meters, "heard");
    this.taken = timer(meters, "taken");
    this.embedded = timer(meters, "embedded");
    meters.gauge("voxward.calls.overloaded", this, load -> load.isOverloaded() ? 1 : 0);
  }

  private static Timer timer(MeterRegistry meters, String until) {
    return Timer.builder("voxward.calls.lag")
        .tag("until", until)
        .publishPercentiles(SHOWN)
        .register(meters);
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

  /** The speech of undecided calls that waits for longest came at {@code since}. */
  void waiting(@Nullable Instant since) {
    oldest = since;
  }

  /** Whether undecided calls wait too long. */
  public boolean isOverloaded() {
    Instant now = clock.instant();
    Instant longest = oldest;
    boolean stands = longest != null && now.isAfter(longest.plus(standstill));
    return stands || hearing.late(now) || embedding.late(now);
  }

  /** Whether another call has room beside so many streams. */
  boolean hasRoom(int streams) {
    return streams < alwaysRoomFor || !isOverloaded();
  }

  /**
   * Refuses to go on while undecided calls wait too long.
   *
   * @param streams that are open
   * @throws FailureException of kind {@link Failure.Overloaded}
   */
  void requireRoom(int streams) {
    if (!hasRoom(streams)) {
      throw new FailureException(
          new Failure.Overloaded("this node's recognition of voices", LiveSessions.RETRY));
    }
  }
}
