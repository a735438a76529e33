package io.voxward.session;

import io.voxward.common.DomainId;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.session.store.OrphanRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions whose node died or stopped. They wait a while for their caller to reconnect through any
 * node, which takes them over; then they end.
 */
@ApplicationScoped
public class Orphans {
  /** Forsaken sessions that one round ends at most. */
  private static final int MOST_ENDED = 200;

  private final OrphanRepository rows;
  private final Outbox outbox;
  private final SessionConfig config;

  /**
   * What a renewal of the lease found.
   *
   * @param late whether the lease had run out, so that others may have taken sessions over
   * @param own ids of the sessions that are still this node's; only where it was late
   */
  record Beat(boolean late, List<String> own) {}

  /**
   * A session taken over.
   *
   * @param left as its last node left it
   * @param streams how many streams it has had
   */
  record Adopted(SessionRecord left, int streams) {}

  /** Keeps leases and orphans in {@code rows}. */
  public Orphans(OrphanRepository rows, Outbox outbox, SessionConfig config) {
    this.rows = rows;
    this.outbox = outbox;
    this.config = config;
  }

  /** Begins a run of this node: what its last run held is held by nobody. Says how much that is. */
  @Transactional
  int begin() {
    int lost = rows.orphanAllOf(config.nodeId());
    Optional<Duration> _ = rows.beat(config.nodeId());
    return lost;
  }

  /** Renews the lease. */
  @Transactional
  Beat beat() {
    boolean late =
        rows.beat(config.nodeId()).filter(age -> age.compareTo(config.lostAfter()) > 0).isPresent();
    return new Beat(late, late ? rows.reclaim(config.nodeId()) : List.of());
  }

  /** Finds the sessions of nodes that died; says how many are new. */
  @Transactional
  int ofDeadNodes() {
    return rows.orphanOfDeadNodes(config.nodeId(), config.lostAfter());
  }

  /** Ends those that nobody came back for; says how many. */
  @Transactional
  int endForsaken() {
    List<SessionRecord> ended = rows.endForsaken(config.takeOverFor(), MOST_ENDED);
    for (SessionRecord session : ended) {
      EndReason reason = session.endReason();
      tell(
          session,
          "session.ended",
          Map.of("reason", (reason == null ? EndReason.NODE_LOST : reason).name()));
    }
    return ended.size();
  }

  /** Whether the session waits for a node. */
  @Transactional
  boolean waiting(TenantId tenant, DomainId domain, SessionId id) {
    return rows.isOrphan(tenant, domain, id);
  }

  /**
   * Whether the session is active and not this node's: another holds it, or it waits. One that this
   * node has just ended is not, though its row may not say so yet.
   */
  @Transactional
  boolean elsewhere(TenantId tenant, DomainId domain, SessionId id) {
    return rows.isElsewhere(tenant, domain, id, config.nodeId());
  }

  /** Makes the session this node's; empty if it waits no more. */
  @Transactional
  Optional<Adopted> adopt(TenantId tenant, DomainId domain, SessionId id) {
    Optional<Adopted> adopted =
        rows.adopt(tenant, domain, id, config.nodeId())
            .map(left -> new Adopted(left, rows.streams(left)));
    adopted.ifPresent(session ->
        tell(
            session.left(),
            "session.taken-over",
            Map.of("streams", Integer.toString(session.streams()))));
    return adopted;
  }

  /** This node holds nothing from now on. */
  @Transactional
  void leave() {
    rows.leave(config.nodeId());
  }

  private void tell(SessionRecord session, String what, Map<String, String> facts) {
    outbox.publish(
        OutboxEvent.in(session.tenant(), session.domain(), session.id().value(), what, facts));
  }
}
