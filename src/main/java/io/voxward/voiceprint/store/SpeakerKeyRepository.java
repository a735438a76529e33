package io.voxward.voiceprint.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers the wrapped keys of people of whom recordings are kept. */
@ApplicationScoped
public class SpeakerKeyRepository
    implements PanacheRepositoryBase<SpeakerKeyRow, SpeakerKeyRow.Key> {

  private static final String STALE =
      " where tenant_id = ?1 and domain_id = ?2 and key_generation <> ?3";

  /**
   * The key of a person as it lies in the database.
   *
   * @param keyGeneration the number of the domain's data key that it is sealed with
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Wrapped(byte[] wrapped, int keyGeneration) {}

  /** The wrapped key of a person, as it is in the database now. */
  public Optional<Wrapped> find(Speaker speaker) {
    return getEntityManager()
        .createQuery(
            "select r.wrapped, r.keyGeneration from SpeakerKeyRow r"
                + " where r.tenantId = ?1 and r.domainId = ?2 and r.speakerId = ?3",
            Wrapped.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .getResultStream()
        .findFirst();
  }

  /** How many keys of the domain are not sealed with the data key of that number. */
  public long countNotUnder(TenantId tenant, DomainId domain, int dataKey) {
    return count(
        "tenantId = ?1 and domainId = ?2 and keyGeneration <> ?3",
        tenant.value(),
        domain.value(),
        dataKey);
  }

  /**
   * Of those that are not sealed with that data key the owner of each {@code every}th, in order.
   */
  public List<String> notUnder(TenantId tenant, DomainId domain, int dataKey, int every) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select generated_speaker_id from (select generated_speaker_id, row_number() over"
                + " (order by generated_speaker_id) as place from speaker_keys"
                + STALE
                + ") numbered where place % ?4 = 0 order by place",
            String.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, dataKey)
        .setParameter(4, every)
        .getResultList();
  }

  /** What is sealed anew instead of something old. */
  @FunctionalInterface
  public interface Renewal {
    /** The new value; absent where the old one does not open. */
    byte @Nullable [] of(String owner, Wrapped old);
  }

  /**
   * Puts something new in the place of those of a range that are not sealed with that data key,
   * each locked until commit; says how many had nothing to be put there.
   *
   * @param after whose key the range begins with the next of
   * @param until whose key it ends with; empty for the last
   */
  public int renew(
      TenantId tenant, DomainId domain, int dataKey, String after, String until, Renewal renewal) {
    List<SpeakerKeyRow> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from speaker_keys"
                    + STALE
                    + " and generated_speaker_id > ?4 and (?5 = '' or generated_speaker_id <= ?5)"
                    + " order by generated_speaker_id for no key update",
                SpeakerKeyRow.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, dataKey)
            .setParameter(4, after)
            .setParameter(5, until)
            .getResultList();
    int left = 0;
    for (SpeakerKeyRow row : rows) {
      byte[] sealed = renewal.of(row.speakerId, new Wrapped(row.wrapped, row.keyGeneration));
      if (sealed == null) {
        left++;
      } else {
        row.wrapped = sealed;
        row.keyGeneration = dataKey;
      }
    }
    flush();
    getEntityManager().clear();
    return left;
  }

  /** Adds a key. */
  public void insert(Speaker speaker, byte[] wrapped, int keyGeneration, Instant at) {
    SpeakerKeyRow row = new SpeakerKeyRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.speakerId = speaker.id().value();
    row.wrapped = wrapped;
    row.keyGeneration = keyGeneration;
    row.createdAt = at;
    persist(row);
    flush();
  }

  /** Removes the keys of these people, from the database and from what is loaded. */
  public void deleteAll(TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers) {
    flush();
    int _ =
        getEntityManager()
            .createNativeQuery(
                "delete from speaker_keys where tenant_id = ?1 and domain_id = ?2"
                    + " and generated_speaker_id = any(?3)")
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(
                3, speakers.stream().map(GeneratedSpeakerId::value).toArray(String[]::new))
            .executeUpdate();
    getEntityManager().clear();
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from speaker_keys where ctid = any(array("
                + "select ctid from speaker_keys where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
