package io.voxward.lab.load;

import io.voxward.client.StartedSession;
import io.voxward.client.VoxwardClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls over every dialect by the load tool's own lines, for tests of a running service. */
public final class PlatformCalls implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final VoxwardClient client;
  private final URI service;
  private final String domainId;
  private final int audioSocketPort;
  private final Map<Dialect, Exchange> exchanges = new ConcurrentHashMap<>();
  private final LinePacer pacer = new LinePacer();

  /** Calls into a domain of the service at {@code service}. */
  public PlatformCalls(VoxwardClient client, URI service, String domainId, int audioSocketPort) {
    this.client = client;
    this.service = service;
    this.domainId = domainId;
    this.audioSocketPort = audioSocketPort;
  }

  /** Every dialect that can be called in, by its word: what the service fetches is none. */
  public static List<String> dialects() {
    return Arrays.stream(Dialect.values())
        .filter(dialect -> dialect != Dialect.KINESIS)
        .map(Dialect::word)
        .toList();
  }

  /** Whether a dialect is sent as µ-law, and not as 16-bit samples. */
  public static boolean isMuLaw(String dialect) {
    return named(dialect).bytesPerSample() == 1;
  }

  /** Sound as a dialect sends it. */
  public static byte[] coded(String dialect, float[] sound) {
    return named(dialect).coded(sound);
  }

  private static Dialect named(String dialect) {
    return Dialect.named(dialect).orElseThrow();
  }

  /** One call. */
  public static final class Call {
    private final String dialect;
    private final String session;
    private final StreamLine line;
    private final LoadedCall.Recorder recorder;

    private Call(String dialect, String session, StreamLine line, LoadedCall.Recorder recorder) {
      this.dialect = dialect;
      this.session = session;
      this.line = line;
      this.recorder = recorder;
    }

    /** The dialect's word. */
    public String dialect() {
      return dialect;
    }

    /** The id or the name of its session. */
    public String session() {
      return session;
    }

    /** The caller hangs up. */
    public void hangUp() {
      line.stop();
    }

    /** Whether it is over. */
    public boolean isOver() {
      return line.isOver();
    }

    /** Waits until it is over; says what went wrong, or nothing. */
    public @Nullable String awaitError() {
      line.over().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      return recorder.call().error();
    }

    /** Whether the service told an accepting or rejecting decision over the call itself. */
    public boolean wasToldDecision() {
      return recorder.call().decided() != null;
    }

    @Override
    public String toString() {
      return dialect + " " + session;
    }
  }

  /** Begins a call that plays {@code coded}, so many times faster than real time. */
  public Call begin(
      String dialect, String name, @Nullable String speaker, byte[] coded, double pace) {
    Exchange exchange =
        exchanges.computeIfAbsent(
            named(dialect), any -> Exchange.open(any, client, service, domainId, audioSocketPort));
    Exchange.Begun begun = exchange.begin(name, speaker);
    return play(dialect, begun.session(), begun.talk(), coded, pace);
  }

  /** Begins a call in Voxward's own dialect that goes on with a session. */
  public Call goOn(String session, byte[] coded, double pace) {
    StartedSession again =
        client.reconnect(domainId, new StartedSession(session, session, service, ""));
    return play(Dialect.VOXWARD.word(), session, new OwnTalk(again), coded, pace);
  }

  private Call play(String word, String session, Talk talk, byte[] coded, double pace) {
    Dialect dialect = named(word);
    Conversation sound = Conversation.ofSound(session, coded, dialect.usualMillis(), dialect);
    LoadedCall.Recorder recorder = new LoadedCall.Recorder(sound, session);
    try {
      long period = (long) (TimeUnit.MILLISECONDS.toNanos(dialect.usualMillis()) / pace);
      StreamLine line = new StreamLine(talk, sound, sound.count(), period, recorder);
      pacer.add(line);
      return new Call(word, session, line, recorder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unlinks what was linked. */
  @Override
  public void close() {
    pacer.close();
    exchanges.values().forEach(Exchange::close);
  }
}
