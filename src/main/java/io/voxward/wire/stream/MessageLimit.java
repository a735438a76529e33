package io.voxward.wire.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How many messages one connection may send. The pace of sound is limited by its amount, so this
 * bounds what that does not see: texts, keys, marks, pings and empty or tiny pieces of sound, each
 * of which costs a callback and perhaps a parser.
 *
 * <p>Two buckets: one for messages of any kind, asked before a message is read, and a smaller one
 * for those that turn out to have no sound. Who goes beyond one is over; nothing is slowed down,
 * since whoever must be slowed down is no platform.
 *
 * <p>Not for two threads at once.
 */
public final class MessageLimit {
  private static final int QUIET_AVERAGED_OVER_SECONDS = 10;
  private static final double NANOS = 1e9;

  private final Bucket all;
  private final Bucket quiet;
  private final Clock clock;

  /** For one connection that begins now. */
  public MessageLimit(MessageConfig config, Clock clock) {
    this(config.messagesPerSecond(), config.quietMessagesPerSecond(), clock);
  }

  /**
   * For one connection that begins now.
   *
   * @param perSecond messages of any kind, averaged over one second
   * @param quietPerSecond messages without sound, averaged over ten seconds
   */
  public MessageLimit(int perSecond, int quietPerSecond, Clock clock) {
    Instant now = clock.instant();
    this.all = new Bucket(perSecond, 1, now);
    this.quiet = new Bucket(quietPerSecond, QUIET_AVERAGED_OVER_SECONDS, now);
    this.clock = clock;
  }

  /** Whether one more message may come, of whichever kind; counts it if so. */
  public boolean admits() {
    return all.take(clock.instant());
  }

  /** Whether the message that came may be one without sound; counts it if so. */
  public boolean admitsQuiet() {
    return quiet.take(clock.instant());
  }

  /** What may come at once, and again as time goes on. */
  private static final class Bucket {
    private final double perSecond;
    private final double most;
    private double left;
    private Instant last;

    Bucket(int perSecond, int averagedOverSeconds, Instant now) {
      if (perSecond < 1) {
        throw new IllegalArgumentException("less than one message a second: " + perSecond);
      }
      this.perSecond = perSecond;
      this.most = (double) perSecond * averagedOverSeconds;
      this.left = most;
      this.last = now;
    }

    boolean take(Instant now) {
      double elapsed = Duration.between(last, now).toNanos() / NANOS;
      if (elapsed > 0) {
        left = Math.min(most, left + elapsed * perSecond);
        last = now;
      }
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }
  }
}
