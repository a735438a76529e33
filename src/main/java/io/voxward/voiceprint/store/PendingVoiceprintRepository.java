package io.voxward.voiceprint.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.keys.DomainKeys.Generations;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Remembers sealed voiceprints of the next model. A row hangs on the voiceprint that it is behind:
 * the database takes it away with that.
 */
@ApplicationScoped
public class PendingVoiceprintRepository
    implements PanacheRepositoryBase<PendingVoiceprintRow, PendingVoiceprintRow.Key> {
  private static final String OF_DOMAIN = " where tenant_id = ?1 and domain_id = ?2";
  private static final String NOT_UNDER =
      " and (key_generation <> ?3 or transform_generation <> ?4)";
  private static final String OF_SPEAKER = "tenantId = ?1 and domainId = ?2 and speakerId = ?3";

  /**
   * A pending voiceprint as it lies in the database.
   *
   * @param calls how many accepted calls it was made from
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Stored(
      String model,
      byte[] sealed,
      int keyGeneration,
      int transformGeneration,
      double netSpeechSeconds,
      int calls) {}

  /** That of the speaker, as it is in the database now. */
  public Optional<Stored> find(Speaker speaker) {
    return getEntityManager()
        .createQuery(
            "select r.modelId, r.sealed, r.keyGeneration, r.transformGeneration,"
                + " r.netSpeechSeconds, r.calls from PendingVoiceprintRow r where r.tenantId = ?1"
                + " and r.domainId = ?2 and r.speakerId = ?3",
            Stored.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .getResultStream()
        .findFirst();
  }

  /** Puts one in the place of the one before, behind a voiceprint of {@code behind}. */
  public void put(Speaker speaker, String behind, Stored pending, Instant now) {
    delete(speaker);
    PendingVoiceprintRow row = new PendingVoiceprintRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.speakerId = speaker.id().value();
    row.behindModelId = behind;
    row.modelId = pending.model();
    row.sealed = pending.sealed();
    row.keyGeneration = pending.keyGeneration();
    row.transformGeneration = pending.transformGeneration();
    row.netSpeechSeconds = pending.netSpeechSeconds();
    row.calls = pending.calls();
    row.createdAt = now;
    row.updatedAt = now;
    persist(row);
    flush();
    getEntityManager().detach(row);
  }

  /** Removes that of the speaker. */
  public void delete(Speaker speaker) {
    long _ =
        delete(
            OF_SPEAKER, speaker.tenant().value(), speaker.domain().value(), speaker.id().value());
    flush();
    getEntityManager().clear();
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** How many of the domain are not sealed with these secrets. */
  public long countNotUnder(TenantId tenant, DomainId domain, Generations now) {
    return count(
        "tenantId = ?1 and domainId = ?2 and (keyGeneration <> ?3 or transformGeneration <> ?4)",
        tenant.value(),
        domain.value(),
        now.dataKey(),
        now.transform());
  }

  /** Of those that are not sealed with these secrets the owner of each {@code every}th. */
  public List<String> notUnder(TenantId tenant, DomainId domain, Generations now, int every) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select generated_speaker_id from (select generated_speaker_id, row_number() over"
                + " (order by generated_speaker_id) as place from pending_voiceprints"
                + OF_DOMAIN
                + NOT_UNDER
                + ") numbered where place % ?5 = 0 order by place",
            String.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, now.dataKey())
        .setParameter(4, now.transform())
        .setParameter(5, every)
        .getResultList();
  }

  /** What is sealed anew instead of something old. */
  @FunctionalInterface
  public interface Renewal {
    /** The new value of that speaker's; absent where the old one does not open. */
    byte @Nullable [] of(String speaker, Stored old);
  }

  /**
   * Puts something new in the place of those of a range that are not sealed with these secrets,
   * each locked until commit; says how many had nothing to be put there.
   */
  public int renew(
      TenantId tenant,
      DomainId domain,
      Generations now,
      String after,
      String until,
      Renewal renewal) {
    List<PendingVoiceprintRow> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from pending_voiceprints"
                    + OF_DOMAIN
                    + NOT_UNDER
                    + " and generated_speaker_id > ?5"
                    + " and (?6 = '' or generated_speaker_id <= ?6)"
                    + " order by generated_speaker_id for no key update",
                PendingVoiceprintRow.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, now.dataKey())
            .setParameter(4, now.transform())
            .setParameter(5, after)
            .setParameter(6, until)
            .getResultList();
    int left = 0;
    for (PendingVoiceprintRow row : rows) {
      byte[] sealed = renewal.of(row.speakerId, stored(row));
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

  private static Stored stored(PendingVoiceprintRow row) {
    return new Stored(
        row.modelId,
        row.sealed,
        row.keyGeneration,
        row.transformGeneration,
        row.netSpeechSeconds,
        row.calls);
  }
}
