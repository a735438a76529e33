package io.voxward.access.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Remembers the tokens of calls that may be repeated. */
@ApplicationScoped
public class ClientTokenRepository
    implements PanacheRepositoryBase<ClientTokenRow, ClientTokenRow.Key> {
  /** Tokens forgotten in one go. */
  private static final int PURGED_AT_ONCE = 500;

  /** What the first call sent, hashed, and the id of what it made. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  public record FirstCall(byte[] requestHash, String subject) {}

  /** Lets one caller at a time go on with this token, until commit. */
  public void lock(TenantId tenant, String operation, String token) {
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "client-token " + tenant + " " + operation + " " + token)
        .getSingleResult();
  }

  /** The first call with this token, if there was one after {@code after}. */
  public Optional<FirstCall> find(TenantId tenant, String operation, String token, Instant after) {
    return findByIdOptional(new ClientTokenRow.Key(tenant.value(), operation, token))
        .filter(row -> row.createdAt.isAfter(after))
        .map(row -> new FirstCall(row.requestHash, row.subjectId));
  }

  /** Remembers the first call; one that is too old to count gives way. */
  public void put(TenantId tenant, String operation, String token, FirstCall call, Instant at) {
    getEntityManager()
        .createNativeQuery(
            "insert into client_tokens"
                + " (tenant_id, operation, client_token, request_hash, subject_id, created_at)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6)"
                + " on conflict (tenant_id, operation, client_token) do update set"
                + " request_hash = excluded.request_hash, subject_id = excluded.subject_id,"
                + " created_at = excluded.created_at")
        .setParameter(1, tenant.value())
        .setParameter(2, operation)
        .setParameter(3, token)
        .setParameter(4, call.requestHash())
        .setParameter(5, call.subject())
        .setParameter(6, at)
        .executeUpdate();
  }

  /**
   * Forgets tokens of calls before {@code before}; those another caller holds wait for the next.
   */
  public void purge(Instant before) {
    getEntityManager()
        .createNativeQuery(
            "delete from client_tokens where ctid in (select ctid from client_tokens"
                + " where created_at <= ?1 order by created_at limit "
                + PURGED_AT_ONCE
                + " for update skip locked)")
        .setParameter(1, before)
        .executeUpdate();
  }
}
