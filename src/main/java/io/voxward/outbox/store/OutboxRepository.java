package io.voxward.outbox.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** Remembers events until they are told. */
@ApplicationScoped
public class OutboxRepository implements PanacheRepositoryBase<OutboxRow, Long> {

  /** Adds an event at the end. */
  public void append(String eventId, OutboxEvent event, String payload, Instant at) {
    DomainId domain = event.domain();
    OutboxRow row = new OutboxRow();
    row.eventId = eventId;
    row.tenantId = event.tenant().value();
    row.domainId = domain == null ? null : domain.value();
    row.aggregateId = event.aggregate();
    row.type = event.type();
    row.payload = payload;
    row.occurredAt = at;
    persist(row);
  }

  /** Removes the oldest events and returns them in order; another node's are skipped. */
  public List<Outbox.Pending> take(int limit) {
    List<OutboxRow> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from outbox_events order by position limit ?1 for update skip locked",
                OutboxRow.class)
            .setParameter(1, limit)
            .getResultList();
    rows.forEach(this::delete);
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
}
