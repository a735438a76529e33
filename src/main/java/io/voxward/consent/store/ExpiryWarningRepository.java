package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.speaker.LastAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Remembers how far warnings before expiry have come, by domain and distance. */
@ApplicationScoped
public class ExpiryWarningRepository
    implements PanacheRepositoryBase<ExpiryWarningRow, ExpiryWarningRow.Key> {

  /** Keeps whoever else warns of the same at the same time out until commit. */
  public void lock(TenantId tenant, DomainId domain, Duration distance) {
    Object _ =
        getEntityManager()
            .createNativeQuery(
                "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
            .setParameter(1, "expiry-warning/" + tenant + "/" + domain + "/" + distance)
            .getSingleResult();
  }

  /** The speaker warned of last under that retention time; absent before the first. */
  public @Nullable LastAccess find(
      TenantId tenant, DomainId domain, Duration distance, int retentionDays) {
    return findByIdOptional(key(tenant, domain, distance))
        .filter(row -> row.retentionDays == retentionDays)
        .map(row ->
            new LastAccess(row.lastAccessedAt, new GeneratedSpeakerId(row.generatedSpeakerId)))
        .orElse(null);
  }

  /** Notes the speaker warned of last. */
  public void note(
      TenantId tenant, DomainId domain, Duration distance, int retentionDays, LastAccess last) {
    ExpiryWarningRow row = new ExpiryWarningRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.distance = distance.toString();
    row.retentionDays = retentionDays;
    row.lastAccessedAt = last.at();
    row.generatedSpeakerId = last.speaker().value();
    getEntityManager().merge(row);
    flush();
  }

  private static ExpiryWarningRow.Key key(TenantId tenant, DomainId domain, Duration distance) {
    return new ExpiryWarningRow.Key(tenant.value(), domain.value(), distance.toString());
  }
}
