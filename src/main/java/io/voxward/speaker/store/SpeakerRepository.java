package io.voxward.speaker.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers speakers. */
@ApplicationScoped
public class SpeakerRepository implements PanacheRepositoryBase<SpeakerRow, SpeakerRow.Key> {

  /** Adds the speaker unless another with the same customer's id exists; says whether it did. */
  public boolean insertIfNew(Speaker speaker) {
    CustomerSpeakerId customerId = speaker.customerId();
    return getEntityManager()
            .createNativeQuery(
                "insert into speakers (tenant_id, domain_id, generated_speaker_id,"
                    + " customer_speaker_id, status, created_at, updated_at)"
                    + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing")
            .setParameter(1, speaker.tenant().value())
            .setParameter(2, speaker.domain().value())
            .setParameter(3, speaker.id().value())
            .setParameter(4, customerId == null ? null : customerId.value())
            .setParameter(5, speaker.status().name())
            .setParameter(6, speaker.createdAt())
            .setParameter(7, speaker.updatedAt())
            .executeUpdate()
        == 1;
  }

  /**
   * How many speakers the domain has. Triggers keep the number; whoever asks stands in line until
   * commit, so that two cannot take the last place.
   */
  public long lockCount(TenantId tenant, DomainId domain) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select speakers from domain_usage where tenant_id = ?1 and domain_id = ?2 for update",
            Long.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .getResultStream()
        .findFirst()
        .orElse(0L);
  }

  /** The speaker of either id. */
  public Optional<Speaker> find(TenantId tenant, DomainId domain, SpeakerRef ref) {
    return switch (ref) {
      case SpeakerRef.Generated(GeneratedSpeakerId id) ->
          findByIdOptional(new SpeakerRow.Key(tenant.value(), domain.value(), id.value()))
              .map(SpeakerRepository::speaker);
      case SpeakerRef.Customer(CustomerSpeakerId id) ->
          find(
                  "tenantId = ?1 and domainId = ?2 and customerSpeakerId = ?3",
                  tenant.value(),
                  domain.value(),
                  id.value())
              .firstResultOptional()
              .map(SpeakerRepository::speaker);
    };
  }

  /** The speaker as they are now, locked until commit. */
  public Optional<Speaker> lock(Speaker speaker) {
    return Optional.ofNullable(
            getEntityManager().find(SpeakerRow.class, key(speaker), LockModeType.NONE))
        .filter(this::refreshLocked)
        .map(SpeakerRepository::speaker);
  }

  private boolean refreshLocked(SpeakerRow row) {
    try {
      getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
      return true;
    } catch (jakarta.persistence.EntityNotFoundException deletedMeanwhile) {
      return false;
    }
  }

  /** Writes what may change about the speaker. */
  public void update(Speaker speaker) {
    SpeakerRow row = findById(key(speaker));
    row.status = speaker.status().name();
    row.updatedAt = speaker.updatedAt();
    row.lastAccessedAt = speaker.lastAccessedAt();
    flush();
  }

  /** Notes an access of an enrolled speaker. */
  public void touch(Speaker speaker, Instant at) {
    update(
        "lastAccessedAt = ?1 where tenantId = ?2 and domainId = ?3 and generatedSpeakerId = ?4"
            + " and status = ?5",
        at,
        speaker.tenant().value(),
        speaker.domain().value(),
        speaker.id().value(),
        SpeakerStatus.ENROLLED.name());
  }

  /** Removes the speaker. */
  public void delete(Speaker speaker) {
    delete(findById(key(speaker)));
    flush();
  }

  /** A page of speakers, by generated id. */
  public Page<Speaker> list(
      TenantId tenant,
      DomainId domain,
      @Nullable SpeakerStatus status,
      int limit,
      @Nullable PageToken from) {
    String after = from == null ? "" : from.lastKey();
    String place = "tenantId = ?1 and domainId = ?2 and generatedSpeakerId > ?3";
    String order = " order by generatedSpeakerId";
    PanacheQuery<SpeakerRow> query =
        status == null
            ? find(place + order, tenant.value(), domain.value(), after)
            : find(
                place + " and status = ?4" + order,
                tenant.value(),
                domain.value(),
                after,
                status.name());
    List<SpeakerRow> rows = query.range(0, limit).list();
    List<Speaker> speakers = rows.stream().limit(limit).map(SpeakerRepository::speaker).toList();
    return new Page<>(
        speakers, rows.size() > limit ? new PageToken(speakers.getLast().id().value()) : null);
  }

  private static SpeakerRow.Key key(Speaker speaker) {
    return new SpeakerRow.Key(
        speaker.tenant().value(), speaker.domain().value(), speaker.id().value());
  }

  private static Speaker speaker(SpeakerRow row) {
    return new Speaker(
        new TenantId(row.tenantId),
        new DomainId(row.domainId),
        new GeneratedSpeakerId(row.generatedSpeakerId),
        row.customerSpeakerId == null ? null : new CustomerSpeakerId(row.customerSpeakerId),
        SpeakerStatus.valueOf(row.status),
        row.createdAt,
        row.updatedAt,
        row.lastAccessedAt);
  }
}
