package io.voxward.access.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.access.StreamGrant;
import io.voxward.common.DomainId;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Remembers stream tokens by their hash. */
@ApplicationScoped
public class StreamTokenRepository implements PanacheRepositoryBase<StreamTokenRow, byte[]> {

  /** Adds a token. */
  public void insert(byte[] hash, StreamGrant grant, Instant expiresAt) {
    StreamTokenRow row = new StreamTokenRow();
    row.tokenHash = hash;
    row.tenantId = grant.tenant().value();
    row.domainId = grant.domain().value();
    row.sessionId = grant.session().value();
    row.expiresAt = expiresAt;
    persist(row);
  }

  /** Removes the token and returns what it stood for, unless it had ended; only one caller wins. */
  public Optional<StreamGrant> take(byte[] hash, Instant now) {
    List<StreamTokenRow> taken =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "delete from stream_tokens where token_hash = ?1 and expires_at > ?2 returning *",
                StreamTokenRow.class)
            .setParameter(1, hash)
            .setParameter(2, now)
            .getResultList();
    return taken.stream()
        .findFirst()
        .map(row ->
            new StreamGrant(
                new TenantId(row.tenantId),
                new DomainId(row.domainId),
                new SessionId(row.sessionId)));
  }

  /** Removes the tokens that ended unused. */
  public void deleteExpired(Instant now) {
    delete("expiresAt <= ?1", now);
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from stream_tokens where ctid = any(array("
                + "select ctid from stream_tokens where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
