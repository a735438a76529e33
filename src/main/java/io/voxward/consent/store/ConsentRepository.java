package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentAction;
import io.voxward.consent.ConsentDraft;
import io.voxward.consent.ConsentKind;
import io.voxward.consent.ConsentRecord;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers consent records; they outlive the speaker, as proof. */
@ApplicationScoped
public class ConsentRepository implements PanacheRepositoryBase<ConsentRow, ConsentRow.Key> {
  private static final String OF_SPEAKER =
      "tenantId = ?1 and domainId = ?2 and generatedSpeakerId = ?3";

  /** Adds a record. */
  public ConsentRecord insert(
      Speaker speaker,
      String id,
      ConsentKind kind,
      ConsentAction action,
      ConsentDraft draft,
      String actor,
      Instant recordedAt) {
    ConsentRow row = new ConsentRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.consentId = id;
    row.generatedSpeakerId = speaker.id().value();
    row.kind = kind.name();
    row.action = action.name();
    row.channel = draft.channel();
    row.reference = draft.reference();
    row.policyVersion = draft.policyVersion();
    row.givenAt = draft.givenAt();
    row.recordedAt = recordedAt;
    row.actor = actor;
    persist(row);
    flush();
    return record(row);
  }

  /** The record of that purpose that was written last. */
  public Optional<ConsentRecord> last(Speaker speaker, ConsentKind kind) {
    return find(
            OF_SPEAKER + " and kind = ?4 order by position desc",
            speaker.tenant().value(),
            speaker.domain().value(),
            speaker.id().value(),
            kind.name())
        .firstResultOptional()
        .map(ConsentRepository::record);
  }

  /** Whether the domain has a record of that purpose. */
  public boolean any(TenantId tenant, DomainId domain, ConsentKind kind) {
    return find(
            "tenantId = ?1 and domainId = ?2 and kind = ?3",
            tenant.value(),
            domain.value(),
            kind.name())
        .firstResultOptional()
        .isPresent();
  }

  /** A page of a person's records, the oldest first. */
  public Page<ConsentRecord> list(Speaker speaker, int limit, @Nullable PageToken from) {
    List<ConsentRow> rows =
        find(
                OF_SPEAKER + " and position > ?4 order by position",
                speaker.tenant().value(),
                speaker.domain().value(),
                speaker.id().value(),
                from == null ? 0L : PolicyRepository.position(from))
            .range(0, limit)
            .list();
    return new Page<>(
        rows.stream().limit(limit).map(ConsentRepository::record).toList(),
        rows.size() > limit ? new PageToken(Long.toString(rows.get(limit - 1).position)) : null);
  }

  /** A person's records as JSON objects. */
  public List<String> dataOf(Speaker speaker, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('consentId', consent_id, 'purpose', kind,"
                + " 'action', action, 'channel', channel, 'givenAt', given_at,"
                + " 'reference', reference, 'policyVersion', policy_version, 'actor', actor,"
                + " 'recordedAt', recorded_at) as text) from consents"
                + " where tenant_id = ?1 and domain_id = ?2 and generated_speaker_id = ?3"
                + " order by position limit ?4",
            String.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, most)
        .getResultList();
  }

  private static ConsentRecord record(ConsentRow row) {
    return new ConsentRecord(
        row.position,
        row.consentId,
        ConsentKind.valueOf(row.kind),
        ConsentAction.valueOf(row.action),
        new ConsentDraft(row.channel, row.givenAt, row.reference, row.policyVersion),
        row.actor,
        row.recordedAt);
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
