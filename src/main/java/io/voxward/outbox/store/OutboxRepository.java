package io.voxward.outbox.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

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

  /** Adds many events at the end, in order. */
  public void appendAll(List<Outbox.Written> events) {
    if (!events.isEmpty()) {
      getEntityManager().unwrap(Session.class).doWork(connection -> appendAll(connection, events));
    }
  }

  private static void appendAll(Connection connection, List<Outbox.Written> events)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into outbox_events (event_id, tenant_id, domain_id, aggregate_id, type,"
                + " payload, occurred_at)"
                + " select e.event_id, e.tenant_id, e.domain_id, e.aggregate_id, e.type,"
                + " e.payload, ? from unnest(?, ?, ?, ?, ?, ?) with ordinality"
                + " as e(event_id, tenant_id, domain_id, aggregate_id, type, payload, n)"
                + " order by e.n")) {
      insert.setTimestamp(1, Timestamp.from(events.getFirst().occurredAt()));
      insert.setArray(2, texts(connection, events, Outbox.Written::eventId));
      insert.setArray(3, texts(connection, events, event -> event.tenant().value()));
      insert.setArray(4, texts(connection, events, event -> domain(event.domain())));
      insert.setArray(5, texts(connection, events, Outbox.Written::aggregate));
      insert.setArray(6, texts(connection, events, Outbox.Written::type));
      insert.setArray(7, texts(connection, events, Outbox.Written::payload));
      int _ = insert.executeUpdate();
    }
  }

  private static @Nullable String domain(@Nullable DomainId domain) {
    return domain == null ? null : domain.value();
  }

  private static Array texts(
      Connection connection,
      List<Outbox.Written> events,
      Function<Outbox.Written, @Nullable String> member)
      throws SQLException {
    @Nullable String[] texts = new String[events.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = member.apply(events.get(i));
    }
    return connection.createArrayOf("text", texts);
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

  /** How many events of the domain were told and are kept. */
  public long countTold(TenantId tenant, DomainId domain) {
    return count(
        "tenantId = ?1 and domainId = ?2 and toldAt is not null", tenant.value(), domain.value());
  }

  /** Removes some events of the domain that were told; says how many. */
  public int deleteTold(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from outbox_events where position = any(array("
                + "select position from outbox_events where tenant_id = ?1 and domain_id = ?2"
                + " and told_at is not null limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
