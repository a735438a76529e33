package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

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
}
