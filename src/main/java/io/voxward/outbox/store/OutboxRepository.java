package io.voxward.outbox.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** Remembers events until they are told, and a while longer. */
@ApplicationScoped
public class OutboxRepository implements PanacheRepositoryBase<OutboxRow, Long> {

  /** Adds an event at the end. */
  public void append(Outbox.Written event) {
    DomainId domain = event.domain();
    OutboxRow row = new OutboxRow();
    row.eventId = event.eventId();
    row.tenantId = event.tenant().value();
    row.domainId = domain == null ? null : domain.value();
    row.aggregateId = event.aggregate();
    row.type = event.type();
    row.payload = event.payload();
    row.occurredAt = event.occurredAt();
    persist(row);
  }

  /** Marks the oldest events told and returns them in order; another node's are skipped. */
  public List<Outbox.Pending> take(int limit, Instant now) {
    List<OutboxRow> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from outbox_events where told_at is null"
                    + " order by position limit ?1 for update skip locked",
                OutboxRow.class)
            .setParameter(1, limit)
            .getResultList();
    if (!rows.isEmpty()) {
      int _ =
          update(
              "toldAt = ?1 where position in ?2",
              now,
              rows.stream().map(row -> row.position).toList());
    }
    return rows.stream()
        .map(row ->
            new Outbox.Pending(
                row.eventId,
                row.type,
                row.tenantId,
                row.domainId == null ? "" : row.domainId,
                row.aggregateId))
        .toList();
  }

  /** Removes events that were told before that time; says how many. */
  public int deleteTold(Instant before, int limit) {
    return getEntityManager()
        .createNativeQuery(
            "delete from outbox_events where position in (select position from outbox_events"
                + " where told_at <= ?1 order by told_at limit ?2 for update skip locked)")
        .setParameter(1, before)
        .setParameter(2, limit)
        .executeUpdate();
  }
}
