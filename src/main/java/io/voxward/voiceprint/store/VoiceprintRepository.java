package io.voxward.voiceprint.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.keys.DomainKeys.Generations;
import io.voxward.voiceprint.ModelCount;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintOwner;
import io.voxward.voiceprint.VoiceprintSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers sealed voiceprints. */
@ApplicationScoped
public class VoiceprintRepository
    implements PanacheRepositoryBase<VoiceprintRow, VoiceprintRow.Key> {
  private static final String OF_DOMAIN = " where tenant_id = ?1 and domain_id = ?2";
  private static final String NOT_UNDER =
      " and (key_generation <> ?3 or transform_generation <> ?4)";
  private static final String STORED =
      "select r.ownerId, r.modelId, r.sealed, r.keyGeneration, r.transformGeneration,"
          + " r.netSpeechSeconds, r.createdAt from VoiceprintRow r";

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

  /** The newest voiceprint of the owner, as it is in the database now. */
  public Optional<Stored> newest(VoiceprintOwner owner) {
    return getEntityManager()
        .createQuery(
            STORED
                + " where r.tenantId = ?1 and r.domainId = ?2 and r.ownerKind = ?3"
                + " and r.ownerId = ?4 order by r.createdAt desc",
            Stored.class)
        .setParameter(1, owner.tenant().value())
        .setParameter(2, owner.domain().value())
        .setParameter(3, owner.kind().name())
        .setParameter(4, owner.id())
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
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
                + " and owner_kind = ?3 and owner_id = ?4 union all"
                + " select cast(json_build_object('model', model_id, 'netSpeechSeconds',"
                + " net_speech_seconds, 'pendingBehind', behind_model_id, 'calls', calls,"
                + " 'createdAt', created_at, 'updatedAt', updated_at) as text)"
                + " from pending_voiceprints where tenant_id = ?1 and domain_id = ?2"
                + " and owner_kind = ?3 and generated_speaker_id = ?4 limit ?5",
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
            STORED
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

  /**
   * Puts another in the place of the owner's voiceprint by that model, without whatever waited
   * behind it.
   *
   * @param sameSpeech whether what is known of the speech stays true
   */
  public void switchModel(VoiceprintOwner owner, String from, Stored stored, boolean sameSpeech) {
    flush();
    int _ = deletePending(owner.tenant(), owner.domain(), List.of(owner.id()));
    int _ =
        getEntityManager()
            .createNativeQuery(
                "update voiceprints set model_id = ?1, sealed = ?2, key_generation = ?3,"
                    + " transform_generation = ?4, net_speech_seconds = ?5, created_at = ?6,"
                    + " refused_model_id = null"
                    + (sameSpeech
                        ? ""
                        : ", snr_db = null, clipping_share = null, bandwidth_hz = null,"
                            + " source = 'SESSION'")
                    + " where tenant_id = ?7 and domain_id = ?8 and owner_kind = ?9"
                    + " and owner_id = ?10 and model_id = ?11")
            .setParameter(1, stored.model())
            .setParameter(2, stored.sealed())
            .setParameter(3, stored.keyGeneration())
            .setParameter(4, stored.transformGeneration())
            .setParameter(5, stored.netSpeechSeconds())
            .setParameter(6, stored.createdAt())
            .setParameter(7, owner.tenant().value())
            .setParameter(8, owner.domain().value())
            .setParameter(9, owner.kind().name())
            .setParameter(10, owner.id())
            .setParameter(11, from)
            .executeUpdate();
    getEntityManager().clear();
  }

  /** Notes that what that model made of the kept audio did not agree with the voiceprint. */
  public void refuse(VoiceprintOwner owner, String from, String to) {
    int _ =
        getEntityManager()
            .createNativeQuery(
                "update voiceprints set refused_model_id = ?1 where tenant_id = ?2"
                    + " and domain_id = ?3 and owner_kind = ?4 and owner_id = ?5"
                    + " and model_id = ?6")
            .setParameter(1, to)
            .setParameter(2, owner.tenant().value())
            .setParameter(3, owner.domain().value())
            .setParameter(4, owner.kind().name())
            .setParameter(5, owner.id())
            .setParameter(6, from)
            .executeUpdate();
  }

  private static final String WITH_AUDIO =
      " from voiceprints v where v.tenant_id = ?1 and v.domain_id = ?2 and v.model_id = ?3"
          + " and v.owner_kind = 'SPEAKER' and v.refused_model_id is distinct from ?4"
          + " and exists (select 1 from kept_recordings k where k.tenant_id = v.tenant_id"
          + " and k.domain_id = v.domain_id and k.generated_speaker_id = v.owner_id"
          + " and k.purpose = 'ENROLLMENT')";

  /**
   * How many speakers of a domain have a voiceprint of one model and kept audio, of which another
   * model has not been refused.
   */
  public long countWithAudio(TenantId tenant, DomainId domain, String from, String to) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery("select count(*)" + WITH_AUDIO, Long.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, from)
        .setParameter(4, to)
        .getSingleResult();
  }

  /** Of these speakers each {@code every}th, in order. */
  public List<String> placesWithAudio(
      TenantId tenant, DomainId domain, String from, String to, int every) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select owner_id from (select v.owner_id, row_number() over (order by v.owner_id)"
                + " as place"
                + WITH_AUDIO
                + ") numbered where place % ?5 = 0 order by place",
            String.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, from)
        .setParameter(4, to)
        .setParameter(5, every)
        .getResultList();
  }

  /** Those of these speakers who come after one and not after another; empty for the ends. */
  public List<String> withAudio(
      TenantId tenant, DomainId domain, String from, String to, String after, String until) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select v.owner_id"
                + WITH_AUDIO
                + " and v.owner_id > ?5 and (?6 = '' or v.owner_id <= ?6) order by v.owner_id",
            String.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, from)
        .setParameter(4, to)
        .setParameter(5, after)
        .setParameter(6, until)
        .getResultList();
  }

  /** How many voiceprints of which model each domain of a tenant has, or of all; of whom. */
  public List<ModelCount> countsByModel(@Nullable TenantId tenant) {
    List<Object[]> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select domain_id, model_id, owner_kind, count(*) from voiceprints"
                    + " where (cast(?1 as text) is null or tenant_id = cast(?1 as text))"
                    + " group by domain_id, model_id, owner_kind order by 1, 2, 3",
                Object[].class)
            .setParameter(1, tenant == null ? null : tenant.value())
            .getResultList();
    return rows.stream()
        .map(row ->
            new ModelCount(
                new DomainId((String) row[0]),
                (String) row[1],
                VoiceprintOwner.Kind.valueOf((String) row[2]),
                (Long) row[3]))
        .toList();
  }

  private int deletePending(TenantId tenant, DomainId domain, List<String> speakers) {
    return getEntityManager()
        .createNativeQuery(
            "delete from pending_voiceprints where tenant_id = ?1 and domain_id = ?2"
                + " and generated_speaker_id = any(?3)")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, speakers.toArray(String[]::new))
        .executeUpdate();
  }

  /**
   * Removes every voiceprint of the owner and whatever waits behind it, from the database and from
   * what is loaded; says how many there were.
   */
  public int delete(VoiceprintOwner owner) {
    flush();
    int pending =
        owner.kind() == VoiceprintOwner.Kind.SPEAKER
            ? deletePending(owner.tenant(), owner.domain(), List.of(owner.id()))
            : 0;
    long deleted =
        delete(
            OF_OWNER,
            owner.tenant().value(),
            owner.domain().value(),
            owner.kind().name(),
            owner.id());
    getEntityManager().clear();
    return Math.toIntExact(pending + deleted);
  }

  /**
   * Removes every voiceprint of these owners and whatever waits behind them; says how many there
   * were.
   */
  public int deleteAll(
      TenantId tenant, DomainId domain, VoiceprintOwner.Kind kind, List<String> owners) {
    flush();
    int pending = kind == VoiceprintOwner.Kind.SPEAKER ? deletePending(tenant, domain, owners) : 0;
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
    return pending + deleted;
  }

  /** How many the domain has, with those that wait behind others. */
  public long countOf(TenantId tenant, DomainId domain) {
    long pending =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select count(*) from pending_voiceprints where tenant_id = ?1 and domain_id = ?2",
                Long.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .getSingleResult();
    return pending + count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain, those that wait behind others first; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    int pending =
        getEntityManager()
            .createNativeQuery(
                "delete from pending_voiceprints where ctid = any(array("
                    + "select ctid from pending_voiceprints where tenant_id = ?1"
                    + " and domain_id = ?2 limit ?3))")
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, most)
            .executeUpdate();
    return pending + purgePrints(tenant, domain, most - pending);
  }

  private int purgePrints(TenantId tenant, DomainId domain, int most) {
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

  /**
   * The place of a voiceprint in the order of a domain's: its owner's kind and id; both empty
   * before the first and after the last.
   */
  public record Cursor(String kind, String owner) {}

  /** How many of the domain are not sealed with these secrets. */
  public long countNotUnder(TenantId tenant, DomainId domain, Generations now) {
    return count(
        "tenantId = ?1 and domainId = ?2 and (keyGeneration <> ?3 or transformGeneration <> ?4)",
        tenant.value(),
        domain.value(),
        now.dataKey(),
        now.transform());
  }

  /** Of those that are not sealed with these secrets each {@code every}th, in order. */
  public List<Cursor> notUnder(TenantId tenant, DomainId domain, Generations now, int every) {
    List<Object[]> found =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select owner_kind, owner_id from (select owner_kind, owner_id, row_number() over"
                    + " (order by owner_kind, owner_id) as place from voiceprints"
                    + OF_DOMAIN
                    + NOT_UNDER
                    + ") numbered where place % ?5 = 0 order by place",
                Object[].class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, now.dataKey())
            .setParameter(4, now.transform())
            .setParameter(5, every)
            .getResultList();
    return found.stream().map(row -> new Cursor((String) row[0], (String) row[1])).toList();
  }

  /** A voiceprint that is to be sealed anew. */
  public record Old(VoiceprintOwner owner, Stored stored) {}

  /** What is sealed anew instead of something old. */
  @FunctionalInterface
  public interface Renewal {
    /** The new value; absent where the old one does not open. */
    byte @Nullable [] of(Old old);
  }

  /**
   * Puts something new in the place of those of a range that are not sealed with these secrets,
   * each locked until commit; says how many had nothing to be put there.
   *
   * @param after whom the range begins with the next of
   * @param until whom it ends with
   */
  public int renew(
      TenantId tenant,
      DomainId domain,
      Generations now,
      Cursor after,
      Cursor until,
      Renewal renewal) {
    List<VoiceprintRow> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from voiceprints"
                    + OF_DOMAIN
                    + NOT_UNDER
                    + " and (owner_kind, owner_id) > (?5, ?6)"
                    + " and (?7 = '' or (owner_kind, owner_id) <= (?7, ?8))"
                    + " order by owner_kind, owner_id for no key update",
                VoiceprintRow.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, now.dataKey())
            .setParameter(4, now.transform())
            .setParameter(5, after.kind())
            .setParameter(6, after.owner())
            .setParameter(7, until.kind())
            .setParameter(8, until.owner())
            .getResultList();
    int left = 0;
    for (VoiceprintRow row : rows) {
      byte[] sealed = renewal.of(old(row));
      if (sealed == null) {
        left++;
      } else {
        row.sealed = sealed;
        row.keyGeneration = now.dataKey();
        row.transformGeneration = now.transform();
      }
    }
    flush();
    getEntityManager().clear();
    return left;
  }

  private static Old old(VoiceprintRow row) {
    return new Old(
        new VoiceprintOwner(
            new TenantId(row.tenantId),
            new DomainId(row.domainId),
            VoiceprintOwner.Kind.valueOf(row.ownerKind),
            row.ownerId),
        new Stored(
            row.ownerId,
            row.modelId,
            row.sealed,
            row.keyGeneration,
            row.transformGeneration,
            row.netSpeechSeconds,
            row.createdAt));
  }
}
