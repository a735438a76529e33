package io.voxward.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of sessions and their streams. */
@ConfigMapping(prefix = "voxward.session")
public interface SessionConfig {
  /**
   * The name of this node in the database. Sessions that a node of this name held before it died
   * are ended with {@link EndReason#NODE_LOST} when it starts again, so it must be unique among the
   * nodes of one database and survive a restart (a StatefulSet's pod name, for example).
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
  @WithDefault("PT0.08S")
  Duration hearEvery();

  /** Streams whose audio is heard together in one batch. */
  @WithDefault("16")
  int batch();

  /**
   * The longest audio of one session that is kept in memory for an enrolment, silence included. It
   * stops growing when the domain's amount of enrolment speech is reached.
   */
  @WithDefault("PT3M")
  Duration keptForEnrollment();
}
