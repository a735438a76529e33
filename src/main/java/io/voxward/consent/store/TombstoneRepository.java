package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** Remembers what was erased, by generated id only. */
@ApplicationScoped
public class TombstoneRepository implements PanacheRepositoryBase<TombstoneRow, TombstoneRow.Key> {

  /** Notes the erasure of a speaker (deletion) or of their voiceprint alone. */
  public void insert(Speaker speaker, ErasureReason reason, Instant at) {
    TombstoneRow row = new TombstoneRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.kind = reason == ErasureReason.DELETION ? "SPEAKER" : "VOICEPRINT";
    row.subjectId = speaker.id().value();
    row.erasedAt = at;
    row.reason = reason.name();
    persist(row);
  }

  /** Notes the erasure of the voiceprints of many speakers. */
  public void insertAll(
      TenantId tenant,
      DomainId domain,
      List<GeneratedSpeakerId> speakers,
      ErasureReason reason,
      Instant at) {
    int _ =
        getEntityManager()
            .createNativeQuery(
                "insert into tombstones (tenant_id, domain_id, kind, subject_id, reason, erased_at)"
                    + " select ?1, ?2, 'VOICEPRINT', s.id, ?3, ?4 from unnest(?5) as s(id)")
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, reason.name())
            .setParameter(4, at)
            .setParameter(
                5, speakers.stream().map(GeneratedSpeakerId::value).toArray(String[]::new))
            .executeUpdate();
  }

  /** Notes that a domain was purged, instead of everybody in it. */
  public void insert(TenantId tenant, DomainId domain, Instant at) {
    TombstoneRow row = new TombstoneRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.kind = "DOMAIN";
    row.subjectId = domain.value();
    row.erasedAt = at;
    row.reason = ErasureReason.DOMAIN_PURGE.name();
    persist(row);
  }

  /** Notes the deletion of a fraudster. */
  public void insert(TenantId tenant, DomainId domain, GeneratedFraudsterId fraudster, Instant at) {
    TombstoneRow row = new TombstoneRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.kind = "FRAUDSTER";
    row.subjectId = fraudster.value();
    row.erasedAt = at;
    row.reason = ErasureReason.DELETION.name();
    persist(row);
  }

  /** Notes that recordings of a person were erased, while the person stayed. */
  public void insertRecordings(Speaker speaker, ErasureReason reason, Instant at) {
    TombstoneRow row = new TombstoneRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.kind = "RECORDINGS";
    row.subjectId = speaker.id().value();
    row.erasedAt = at;
    row.reason = reason.name();
    persist(row);
  }

  /** The notes about a person as JSON objects. */
  public List<String> dataOf(Speaker speaker, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('what', kind, 'rule', reason, 'erasedAt', erased_at)"
                + " as text) from tombstones where tenant_id = ?1 and domain_id = ?2"
                + " and subject_id = ?3 order by erased_at limit ?4",
            String.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, most)
        .getResultList();
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from tombstones where ctid = any(array("
                + "select ctid from tombstones where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
