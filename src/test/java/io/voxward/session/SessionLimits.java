package io.voxward.session;

import java.time.Duration;

/** The default limits, for tests without a framework; each may be set. */
record SessionLimits(
    Duration unusedFor,
    Duration askableFor,
    Duration idleAfter,
    Duration longestStream,
    double timesRealTime,
    int bufferSeconds,
    int maxSessions,
    int maxStreams)
    implements SessionConfig {
  static final SessionLimits DEFAULT =
      new SessionLimits(
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofHours(2),
          8,
          20,
          2000,
          1000);

  SessionLimits with(int sessions, int streams) {
    return new SessionLimits(
        unusedFor,
        askableFor,
        idleAfter,
        longestStream,
        timesRealTime,
        bufferSeconds,
        sessions,
        streams);
  }

  @Override
  public String nodeId() {
    return "test";
  }

  @Override
  public Duration hearEvery() {
    return Duration.ofMillis(40);
  }

  @Override
  public Duration hearRestingEvery() {
    return Duration.ofMillis(320);
  }

  @Override
  public double embedTogether() {
    return 4;
  }

  @Override
  public Duration longestWatchLag() {
    return Duration.ofSeconds(2);
  }

  @Override
  public double newCallsPerProcessor() {
    return 2;
  }

  @Override
  public int keptMegabytes() {
    return 1;
  }

  @Override
  public int alwaysRoomFor() {
    return 10;
  }

  @Override
  public Duration longestLag() {
    return Duration.ofMillis(150);
  }

  @Override
  public int batch() {
    return 32;
  }

  @Override
  public Duration keptForEnrollment() {
    return Duration.ofMinutes(3);
  }

  @Override
  public Duration beatEvery() {
    return Duration.ofSeconds(3);
  }

  @Override
  public Duration lostAfter() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration takeOverFor() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Duration drainFor() {
    return Duration.ofSeconds(5);
  }
}
