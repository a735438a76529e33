package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.session.SessionState.Quiet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bounds the memory for audio that enrolments may need: when all sessions together keep too much,
 * those whose call is over lose theirs, the one that has been quiet for longest first. Calls that
 * go on keep theirs: each has its own bound.
 */
@ApplicationScoped
public class KeptMemory {
  private static final long MEGABYTE = 1_000_000;

  private final long most;
  private final MeterRegistry meters;
  private volatile long kept;

  /** Keeps what {@code config} allows. */
  public KeptMemory(SessionConfig config, MeterRegistry meters) {
    this.most = config.keptMegabytes() * MEGABYTE;
    this.meters = meters;
    meters.gauge("voxward.sessions.kept.bytes", this, memory -> memory.kept);
  }

  /** Forgets what is too much. */
  void bound(Collection<LiveSession> sessions) {
    long all = sessions.stream().mapToLong(LiveSession::keptBytes).sum();
    if (all > most) {
      for (Over over : overLongest(sessions)) {
        if (all <= most) {
          break;
        }
        all -= over.session().keptBytes();
        over.session().forgetKeptSpeech();
        meters.counter("voxward.sessions.kept.forgotten").increment();
      }
    }
    kept = all;
  }

  private record Over(LiveSession session, Quiet since) {}

  private static List<Over> overLongest(Collection<LiveSession> sessions) {
    return sessions.stream()
        .filter(session -> session.keptBytes() > 0)
        .flatMap(session ->
            session.state() instanceof Quiet quiet
                ? Stream.of(new Over(session, quiet))
                : Stream.empty())
        .sorted(Comparator.comparing(over -> over.since().askableUntil()))
        .toList();
  }
}
