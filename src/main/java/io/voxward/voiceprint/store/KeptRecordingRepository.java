package io.voxward.voiceprint.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.KeptRecording;
import io.voxward.voiceprint.RecordingPurpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Remembers sealed recordings. */
@ApplicationScoped
public class KeptRecordingRepository
    implements PanacheRepositoryBase<KeptRecordingRow, KeptRecordingRow.Key> {
  private static final String THIS_DOMAIN = "tenantId = ?1 and domainId = ?2";

  /** A recording as it lies in the database. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Stored(KeptRecording about, byte[] sealed) {}

  /** Adds a recording. */
  public void insert(Speaker speaker, KeptRecording about, byte[] sealed) {
    KeptRecordingRow row = new KeptRecordingRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.speakerId = speaker.id().value();
    row.recordingId = about.id();
    row.purpose = about.purpose().name();
    row.sampleRate = about.sampleRate();
    row.seconds = about.seconds();
    row.sealed = sealed;
    row.createdAt = about.createdAt();
    row.expiresAt = about.expiresAt();
    persist(row);
    flush();
    getEntityManager().detach(row);
  }

  /** A recording of the speaker whose time is not over. */
  public Optional<Stored> find(Speaker speaker, String id, Instant now) {
    return find(
            "tenantId = ?1 and domainId = ?2 and speakerId = ?3 and recordingId = ?4"
                + " and (expiresAt is null or expiresAt > ?5)",
            speaker.tenant().value(),
            speaker.domain().value(),
            speaker.id().value(),
            id,
            now)
        .firstResultOptional()
        .map(row -> new Stored(about(row), row.sealed));
  }

  private static KeptRecording about(KeptRecordingRow row) {
    return new KeptRecording(
        row.recordingId,
        RecordingPurpose.valueOf(row.purpose),
        row.sampleRate,
        row.seconds,
        row.createdAt,
        row.expiresAt);
  }

  /** What is known of the speaker's recordings for that purpose whose time is not over. */
  public List<KeptRecording> list(Speaker speaker, RecordingPurpose purpose, Instant now) {
    return getEntityManager()
        .unwrap(Session.class)
        .createQuery(
            "select r.recordingId, r.sampleRate, r.seconds, r.createdAt, r.expiresAt"
                + " from KeptRecordingRow r where r.tenantId = ?1 and r.domainId = ?2"
                + " and r.speakerId = ?3 and r.purpose = ?4"
                + " and (r.expiresAt is null or r.expiresAt > ?5)"
                + " order by r.createdAt, r.recordingId",
            Object[].class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, purpose.name())
        .setParameter(5, now)
        .getResultStream()
        .map(row ->
            new KeptRecording(
                (String) row[0],
                purpose,
                (Integer) row[1],
                (Double) row[2],
                (Instant) row[3],
                (Instant) row[4]))
        .toList();
  }

  /** What is known of all the speaker's recordings, as JSON objects. */
  public List<String> dataOf(Speaker speaker, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('recordingId', recording_id, 'purpose', purpose,"
                + " 'sampleRate', sample_rate, 'seconds', seconds, 'createdAt', created_at,"
                + " 'expiresAt', expires_at) as text) from kept_recordings"
                + " where tenant_id = ?1 and domain_id = ?2 and generated_speaker_id = ?3"
                + " order by created_at, recording_id limit ?4",
            String.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, most)
        .getResultList();
  }

  /** Removes the speaker's recordings for that purpose; says how many there were. */
  public int delete(Speaker speaker, RecordingPurpose purpose) {
    return Math.toIntExact(
        delete(
            THIS_DOMAIN + " and speakerId = ?3 and purpose = ?4",
            speaker.tenant().value(),
            speaker.domain().value(),
            speaker.id().value(),
            purpose.name()));
  }

  /** Removes every recording of these people; says how many there were. */
  public int deleteAll(TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers) {
    return getEntityManager()
        .createNativeQuery(
            "delete from kept_recordings where tenant_id = ?1 and domain_id = ?2"
                + " and generated_speaker_id = any(?3)")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, speakers.stream().map(GeneratedSpeakerId::value).toArray(String[]::new))
        .executeUpdate();
  }

  /** How many of a domain have outlived their time. */
  public long countOver(TenantId tenant, DomainId domain, Instant now) {
    return count(THIS_DOMAIN + " and expiresAt <= ?3", tenant.value(), domain.value(), now);
  }

  /** How many a domain has for that purpose. */
  public long countOf(TenantId tenant, DomainId domain, RecordingPurpose purpose) {
    return count(THIS_DOMAIN + " and purpose = ?3", tenant.value(), domain.value(), purpose.name());
  }

  /** Removes some of a domain that have outlived their time; says how many. */
  public int deleteOver(TenantId tenant, DomainId domain, Instant now, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from kept_recordings where ctid = any(array("
                + "select ctid from kept_recordings where tenant_id = ?1 and domain_id = ?2"
                + " and expires_at <= ?3 limit ?4 for update skip locked))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, now)
        .setParameter(4, most)
        .executeUpdate();
  }

  /** Removes some of a domain for that purpose; says how many. */
  public int deleteSome(TenantId tenant, DomainId domain, RecordingPurpose purpose, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from kept_recordings where ctid = any(array("
                + "select ctid from kept_recordings where tenant_id = ?1 and domain_id = ?2"
                + " and purpose = ?3 limit ?4 for update skip locked))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, purpose.name())
        .setParameter(4, most)
        .executeUpdate();
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count(THIS_DOMAIN, tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from kept_recordings where ctid = any(array("
                + "select ctid from kept_recordings where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
