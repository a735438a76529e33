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

/** Remembers the wrapped keys of people of whom recordings are kept. */
@ApplicationScoped
public class SpeakerKeyRepository
    implements PanacheRepositoryBase<SpeakerKeyRow, SpeakerKeyRow.Key> {

  /** The wrapped key of a person. */
  public Optional<byte[]> find(Speaker speaker) {
    return findByIdOptional(
            new SpeakerKeyRow.Key(
                speaker.tenant().value(), speaker.domain().value(), speaker.id().value()))
        .map(row -> row.wrapped);
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
