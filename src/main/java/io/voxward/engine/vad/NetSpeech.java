package io.voxward.engine.vad;

/**
 * How long somebody has really spoken, pauses left out: the unit in which speech is asked for ("30
 * seconds to enroll") and reported.
 *
 * @param seconds zero or more, finite
 */
public record NetSpeech(double seconds) implements Comparable<NetSpeech> {

  /** No speech at all. */
  public static final NetSpeech NONE = new NetSpeech(0);

  /** Refuses negative and endless speech. */
  public NetSpeech {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException("not a length of speech: " + seconds);
    }
  }

  /** Both together. */
  public NetSpeech plus(NetSpeech other) {
    return new NetSpeech(seconds + other.seconds);
  }

  /** True if this is as long as {@code needed} or longer. */
  public boolean covers(NetSpeech needed) {
    return seconds >= needed.seconds;
  }

  /** How much is still missing until {@code needed}; none if this covers it. */
  public NetSpeech missingUntil(NetSpeech needed) {
    return new NetSpeech(Math.max(0, needed.seconds - seconds));
  }

  @Override
  public int compareTo(NetSpeech other) {
    return Double.compare(seconds, other.seconds);
  }
}
