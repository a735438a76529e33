package io.voxward.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of sessions and their streams. */
@ConfigMapping(prefix = "voxward.session")
public interface SessionConfig {
  /**
   * The name of this node in the database. What a node of this name held before it died waits for
   * its callers as soon as it starts again, so it must be unique among the nodes of one database
   * and survive a restart (a StatefulSet's pod name, for example).
   */
  @WithDefault("single")
  String nodeId();

  /** How long a session waits for its first stream. */
  @WithDefault("PT5M")
  Duration unusedFor();

  /** How long a session can be asked after its last stream; then its speech is forgotten. */
  @WithDefault("PT10M")
  Duration askableFor();

  /** The longest time without any message before a stream ends. */
  @WithDefault("PT30S")
  Duration idleAfter();

  /** The longest duration of one stream. */
  @WithDefault("PT2H")
  Duration longestStream();

  /** How many times faster than real time audio may come, averaged over one second; 1 or more. */
  @WithDefault("8")
  double timesRealTime();

  /** Seconds of audio of one stream that may wait to be heard; 1 or more. */
  @WithDefault("20")
  int bufferSeconds();

  /** Sessions that this node holds at once. */
  @WithDefault("2000")
  int maxSessions();

  /** Streams that this node hears at once. */
  @WithDefault("1000")
  int maxStreams();

  /** How often waiting audio is heard. */
  @WithDefault("PT0.03S")
  Duration hearEvery();

  /** How often the waiting audio of a call is heard that is decided and only counted. */
  @WithDefault("PT0.32S")
  Duration hearRestingEvery();

  /** Streams whose audio is heard together in one batch. */
  @WithDefault("32")
  int batch();

  /** Seconds of speech that one run of embedding takes at most, a single stretch apart. */
  @WithDefault("4")
  double embedTogether();

  /**
   * The longest audio of one session that is kept in memory for an enrolment, silence included. It
   * stops growing when the domain's amount of enrolment speech is reached.
   */
  @WithDefault("PT1M50S")
  Duration keptForEnrollment();

  /**
   * Memory for such audio of all sessions together, in megabytes. Beyond it, sessions whose call is
   * over lose theirs, the longest quiet first.
   */
  @WithDefault("768")
  int keptMegabytes();

  /**
   * How long the speech of an undecided call may wait for the engine; when more than one in twenty
   * waited longer lately, new sessions and streams are refused.
   */
  @WithDefault("PT0.15S")
  Duration longestLag();

  /**
   * How long the speech of a decided call may wait to be watched; while it waits longer the machine
   * is nearly full, and new sessions and streams are refused.
   */
  @WithDefault("PT2S")
  Duration longestWatchLag();

  /**
   * How many new calls a second this node takes for each processor, ten times as many at once after
   * a quiet time, and half for half a minute after it was full. Not for the first {@link
   * #alwaysRoomFor}.
   */
  @WithDefault("2")
  double newCallsPerProcessor();

  /** Streams that are let in however long others wait: with so few, a wait has other causes. */
  @WithDefault("50")
  int alwaysRoomFor();

  /** How often this node renews its lease, by which the others know that it is alive. */
  @WithDefault("PT3S")
  Duration beatEvery();

  /** How old a lease may be: a node with an older one is taken for dead. */
  @WithDefault("PT10S")
  Duration lostAfter();

  /**
   * How long a session whose node died or stopped waits for its caller to reconnect through any
   * node; then it ends.
   */
  @WithDefault("PT1M")
  Duration takeOverFor();

  /** The longest time that a stopping node waits for its callers to leave. */
  @WithDefault("PT5S")
  Duration drainFor();
}
