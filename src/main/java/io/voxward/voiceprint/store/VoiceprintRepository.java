package io.voxward.voiceprint.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintOwner;
import io.voxward.voiceprint.VoiceprintSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Remembers sealed voiceprints. */
@ApplicationScoped
public class VoiceprintRepository
    implements PanacheRepositoryBase<VoiceprintRow, VoiceprintRow.Key> {
  private static final String OF_OWNER =
      "tenantId = ?1 and domainId = ?2 and ownerKind = ?3 and ownerId = ?4";

  /** A voiceprint as it lies in the database. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Stored(
      String owner,
      String model,
      byte[] sealed,
      int keyGeneration,
      int transformGeneration,
      double netSpeechSeconds,
      Instant createdAt) {}

  /** Adds a voiceprint. */
  public void insert(
      VoiceprintOwner owner, Stored stored, VoiceprintFigures figures, VoiceprintSource source) {
    VoiceprintRow row = new VoiceprintRow();
    row.tenantId = owner.tenant().value();
    row.domainId = owner.domain().value();
    row.ownerKind = owner.kind().name();
    row.ownerId = owner.id();
    row.modelId = stored.model();
    row.sealed = stored.sealed();
    row.keyGeneration = stored.keyGeneration();
    row.transformGeneration = stored.transformGeneration();
    row.netSpeechSeconds = stored.netSpeechSeconds();
    row.snrDb = figures.snrDb();
    row.clippingShare = figures.clippingShare();
    row.bandwidthHz = figures.bandwidthHz();
    row.source = source.name();
    row.createdAt = stored.createdAt();
    persist(row);
    flush();
  }

  /** The newest voiceprint of the owner. */
  public Optional<Stored> newest(VoiceprintOwner owner) {
    return find(
            OF_OWNER + " order by createdAt desc",
            owner.tenant().value(),
            owner.domain().value(),
            owner.kind().name(),
            owner.id())
        .firstResultOptional()
        .map(VoiceprintRepository::stored);
  }

  /** What is known of the owner's voiceprints as JSON objects; never the prints. */
  public List<String> dataOf(VoiceprintOwner owner, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('model', model_id, 'netSpeechSeconds',"
                + " net_speech_seconds, 'snrDb', snr_db, 'clippingShare', clipping_share,"
                + " 'bandwidthHz', bandwidth_hz, 'source', source, 'createdAt', created_at)"
                + " as text) from voiceprints where tenant_id = ?1 and domain_id = ?2"
                + " and owner_kind = ?3 and owner_id = ?4 order by created_at limit ?5",
            String.class)
        .setParameter(1, owner.tenant().value())
        .setParameter(2, owner.domain().value())
        .setParameter(3, owner.kind().name())
        .setParameter(4, owner.id())
        .setParameter(5, most)
        .getResultList();
  }

  /** The voiceprints that a model made of these owners. */
  public List<Stored> ofOwners(
      TenantId tenant,
      DomainId domain,
      VoiceprintOwner.Kind kind,
      String model,
      List<String> owners) {
    return getEntityManager()
        .createQuery(
            "select r.ownerId, r.modelId, r.sealed, r.keyGeneration, r.transformGeneration,"
                + " r.netSpeechSeconds, r.createdAt from VoiceprintRow r"
                + " where r.tenantId = ?1 and r.domainId = ?2"
                + " and r.ownerKind = ?3 and r.modelId = ?4 and r.ownerId in ?5",
            Stored.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, kind.name())
        .setParameter(4, model)
        .setParameter(5, owners)
        .getResultList();
  }

  private static Stored stored(VoiceprintRow row) {
    return new Stored(
        row.ownerId,
        row.modelId,
        row.sealed,
        row.keyGeneration,
        row.transformGeneration,
        row.netSpeechSeconds,
        row.createdAt);
  }

  /**
   * Removes every voiceprint of the owner, from the database and from what is loaded; says how many
   * there were.
   */
  public int delete(VoiceprintOwner owner) {
    flush();
    long deleted =
        delete(
            OF_OWNER,
            owner.tenant().value(),
            owner.domain().value(),
            owner.kind().name(),
            owner.id());
    getEntityManager().clear();
    return Math.toIntExact(deleted);
  }

  /** Removes every voiceprint of these owners; says how many there were. */
  public int deleteAll(
      TenantId tenant, DomainId domain, VoiceprintOwner.Kind kind, List<String> owners) {
    flush();
    int deleted =
        getEntityManager()
            .createNativeQuery(
                "delete from voiceprints where tenant_id = ?1 and domain_id = ?2"
                    + " and owner_kind = ?3 and owner_id = any(?4)")
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, kind.name())
            .setParameter(4, owners.toArray(String[]::new))
            .executeUpdate();
    getEntityManager().clear();
    return deleted;
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from voiceprints where ctid = any(array("
                + "select ctid from voiceprints where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
