package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.consent.ConsentKind;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Remembers consent records; they outlive the speaker, as proof. */
@ApplicationScoped
public class ConsentRepository implements PanacheRepositoryBase<ConsentRow, ConsentRow.Key> {

  /** Adds a record. */
  public void insert(
      String id, Speaker speaker, ConsentKind kind, ConsentDraft draft, Instant recordedAt) {
    ConsentRow row = new ConsentRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.consentId = id;
    row.generatedSpeakerId = speaker.id().value();
    row.kind = kind.name();
    row.channel = draft.channel();
    row.reference = draft.reference();
    row.policyVersion = draft.policyVersion();
    row.givenAt = draft.givenAt();
    row.recordedAt = recordedAt;
    persist(row);
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from consents where ctid = any(array("
                + "select ctid from consents where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
