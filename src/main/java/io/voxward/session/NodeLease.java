package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Shows the other nodes that this one is alive, and looks after the sessions of those that are not.
 * A node that was silent for longer than a lease may find that others took its sessions over: it
 * lets go of those.
 */
@ApplicationScoped
public class NodeLease {
  private static final Logger LOG = Logger.getLogger(NodeLease.class);

  private final Orphans orphans;
  private final LiveSessions live;
  private final SessionConfig config;
  private final MeterRegistry meters;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("voxward-node-lease").daemon().factory());

  /** Whether the last renewal failed: it is said once. */
  private boolean failing;

  /** Renews this node's lease with {@code orphans}. */
  public NodeLease(Orphans orphans, LiveSessions live, SessionConfig config, MeterRegistry meters) {
    this.orphans = orphans;
    this.live = live;
    this.config = config;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    int lost = orphans.begin();
    if (lost > 0) {
      LOG.warnf("%d sessions were lost with the last run of this node: they wait", lost);
      meters.counter("voxward.sessions.orphaned").increment(lost);
    }
    long period = config.beatEvery().toMillis();
    var _ =
        clockwork.scheduleWithFixedDelay(this::roundQuietly, period, period, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clockwork.shutdownNow();
  }

  private void roundQuietly() {
    try {
      round();
      failing = false;
    } catch (RuntimeException e) {
      meters.counter("voxward.node.beats.failed").increment();
      if (!failing) {
        LOG.errorf(e, "this node's lease could not be renewed");
      }
      failing = true;
    }
  }

  /** One round: the own lease, then those who died, then those nobody came back for. */
  void round() {
    List<LiveSession> held = List.copyOf(live.all());
    Orphans.Beat beat = orphans.beat();
    if (beat.late()) {
      letGo(held, new HashSet<>(beat.own()));
    }
    int lost = orphans.ofDeadNodes();
    if (lost > 0) {
      LOG.warnf("%d sessions were lost with another node: they wait", lost);
      meters.counter("voxward.sessions.orphaned").increment(lost);
    }
    int ended = orphans.endForsaken();
    if (ended > 0) {
      LOG.infof("%d sessions ended: nobody came back for them", ended);
    }
  }

  private void letGo(List<LiveSession> held, Set<String> own) {
    for (LiveSession session : held) {
      if (!own.contains(session.id().value())
          && session.end(EndReason.NODE_LOST, StreamEnd.DRAINING)) {
        live.remove(session);
        LOG.warnf("another node took over sessionId=%s", session.id());
      }
    }
  }
}
