package io.voxward.session.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.session.EndReason;
import io.voxward.session.SessionRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which nodes are alive and which sessions have lost theirs. All times are those of the
 * database, so that nodes whose clocks differ agree on who is dead.
 */
@ApplicationScoped
public class OrphanRepository implements PanacheRepositoryBase<NodeRow, String> {
  private static final double MILLIS = 1000.0;

  /** Held by nobody alive: {@code ?1} is the asking node, {@code ?2} the life of a lease. */
  private static final String OF_DEAD_NODES =
      " and node_id <> ?1 and not exists (select 1 from session_nodes alive"
          + " where alive.node_id = %s.node_id"
          + " and alive.beat_at > now() - cast(?2 as double precision) * interval '1 second')";

  private static final String ORPHAN =
      "update sessions set orphaned_at = now(), orphaned_by = '%s', streaming_status = 'ENDED',"
          + " updated_at = now(), version = version + 1"
          + " where ended_at is null and orphaned_at is null";

  private static final String END_STREAMS =
      "update session_streams set ended_at = now(), end_reason = 'NODE_LOST'"
          + " where ended_at is null";

  /** Renews the node's lease; says how old it was. Empty for a node that had none. */
  public Optional<Duration> beat(String node) {
    List<?> before =
        getEntityManager()
            .createNativeQuery(
                "select cast(extract(epoch from now() - beat_at) as double precision)"
                    + " from session_nodes where node_id = ?1",
                Double.class)
            .setParameter(1, node)
            .getResultList();
    getEntityManager()
        .createNativeQuery(
            "insert into session_nodes (node_id, beat_at) values (?1, now())"
                + " on conflict (node_id) do update set beat_at = now()")
        .setParameter(1, node)
        .executeUpdate();
    return before.stream()
        .map(Double.class::cast)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * MILLIS)))
        .findFirst();
  }

  /** Ends the node's lease; its sessions are no longer its own. */
  public void leave(String node) {
    delete("nodeId", node);
  }

  /** What the node's last run held is held by nobody; says how many sessions that are. */
  public int orphanAllOf(String node) {
    getEntityManager()
        .createNativeQuery(END_STREAMS + " and node_id = ?1")
        .setParameter(1, node)
        .executeUpdate();
    return getEntityManager()
        .createNativeQuery(ORPHAN.formatted("NODE_LOST") + " and node_id = ?1")
        .setParameter(1, node)
        .executeUpdate();
  }

  /** What dead nodes held is held by nobody; says how many sessions that are. */
  public int orphanOfDeadNodes(String me, Duration lease) {
    getEntityManager()
        .createNativeQuery(END_STREAMS + OF_DEAD_NODES.formatted("session_streams"))
        .setParameter(1, me)
        .setParameter(2, lease.toMillis() / MILLIS)
        .executeUpdate();
    return getEntityManager()
        .createNativeQuery(ORPHAN.formatted("NODE_LOST") + OF_DEAD_NODES.formatted("sessions"))
        .setParameter(1, me)
        .setParameter(2, lease.toMillis() / MILLIS)
        .executeUpdate();
  }

  /** The node lets go of a session that it holds. */
  public void release(SessionRecord session, String node) {
    getEntityManager()
        .createNativeQuery(
            ORPHAN.formatted("NODE_STOPPED")
                + " and tenant_id = ?1 and domain_id = ?2 and session_id = ?3 and node_id = ?4")
        .setParameter(1, session.tenant().value())
        .setParameter(2, session.domain().value())
        .setParameter(3, session.id().value())
        .setParameter(4, node)
        .executeUpdate();
  }

  /**
   * A node that was thought dead and is not takes back what nobody took over meanwhile.
   *
   * @return the ids of all that is its own
   */
  public List<String> reclaim(String node) {
    getEntityManager()
        .createNativeQuery(
            "update sessions set orphaned_at = null, orphaned_by = null, version = version + 1"
                + " where node_id = ?1 and ended_at is null and orphaned_by = 'NODE_LOST'")
        .setParameter(1, node)
        .executeUpdate();
    List<?> own =
        getEntityManager()
            .createNativeQuery(
                "select session_id from sessions where node_id = ?1 and ended_at is null"
                    + " and orphaned_at is null",
                String.class)
            .setParameter(1, node)
            .getResultList();
    return own.stream().map(String.class::cast).toList();
  }

  /** Whether the session is active and held by nobody. */
  public boolean isOrphan(TenantId tenant, DomainId domain, SessionId id) {
    SessionRow row = row(tenant, domain, id, LockModeType.NONE);
    return row != null && row.endedAt == null && row.orphanedAt != null;
  }

  /** Whether the session is active and this node is not the one that holds it. */
  public boolean isElsewhere(TenantId tenant, DomainId domain, SessionId id, String me) {
    SessionRow row = row(tenant, domain, id, LockModeType.NONE);
    return row != null && row.endedAt == null && (row.orphanedAt != null || !row.nodeId.equals(me));
  }

  /**
   * Gives an orphan to a node.
   *
   * @return the session as its last node left it; empty if it is no orphan any more
   */
  public Optional<SessionRecord> adopt(
      TenantId tenant, DomainId domain, SessionId id, String node) {
    SessionRow row = row(tenant, domain, id, LockModeType.PESSIMISTIC_WRITE);
    if (row == null || row.endedAt != null || row.orphanedAt == null) {
      return Optional.empty();
    }
    row.nodeId = node;
    row.orphanedAt = null;
    row.orphanedBy = null;
    return Optional.of(SessionRepository.read(row));
  }

  /** How many streams the session has had. */
  public int streams(SessionRecord session) {
    Number most =
        (Number)
            getEntityManager()
                .createNativeQuery(
                    "select coalesce(max(stream_number), 0) from session_streams"
                        + " where tenant_id = ?1 and domain_id = ?2 and session_id = ?3",
                    Integer.class)
                .setParameter(1, session.tenant().value())
                .setParameter(2, session.domain().value())
                .setParameter(3, session.id().value())
                .getSingleResult();
    return most.intValue();
  }

  /** Ends orphans that nobody took over in time, a few at once; says which. */
  public List<SessionRecord> endForsaken(Duration patience, int most) {
    List<?> found =
        getEntityManager()
            .createNativeQuery(
                "select * from sessions where orphaned_at is not null and ended_at is null"
                    + " and orphaned_at < now() - cast(?1 as double precision)"
                    + " * interval '1 second' order by orphaned_at limit ?2"
                    + " for update skip locked",
                SessionRow.class)
            .setParameter(1, patience.toMillis() / MILLIS)
            .setParameter(2, most)
            .getResultList();
    List<SessionRow> rows = found.stream().map(SessionRow.class::cast).toList();
    for (SessionRow row : rows) {
      row.endedAt = row.orphanedAt;
      row.endReason = row.orphanedBy == null ? EndReason.NODE_LOST.name() : row.orphanedBy;
    }
    return rows.stream().map(SessionRepository::read).toList();
  }

  private @Nullable SessionRow row(
      TenantId tenant, DomainId domain, SessionId id, LockModeType lock) {
    return getEntityManager()
        .find(
            SessionRow.class, new SessionRow.Key(tenant.value(), domain.value(), id.value()), lock);
  }
}
