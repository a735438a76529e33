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
import io.voxward.speaker.LastAccess;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
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
    row.eraseVoiceAt = null;
    flush();
  }

  /**
   * Notes an access of an enrolled speaker, unless one is noted after {@code unlessAfter}; says
   * whether it did.
   */
  public boolean touch(Speaker speaker, Instant at, Instant unlessAfter) {
    return update(
            "lastAccessedAt = ?1 where lastAccessedAt <= ?2"
                + " and tenantId = ?3 and domainId = ?4 and generatedSpeakerId = ?5"
                + " and status = ?6",
            at,
            unlessAfter,
            speaker.tenant().value(),
            speaker.domain().value(),
            speaker.id().value(),
            SpeakerStatus.ENROLLED.name())
        == 1;
  }

  /**
   * Marks enrolled speakers expired who were last accessed at {@code until} or before, the longest
   * ago first; one that another transaction has locked is passed over.
   *
   * @param eraseVoiceAt when their voices are to be erased; absent where that is done at once
   */
  public List<GeneratedSpeakerId> expire(
      TenantId tenant,
      DomainId domain,
      Instant until,
      int most,
      Instant now,
      @Nullable Instant eraseVoiceAt) {
    return ids(
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "with due as (select generated_speaker_id from speakers"
                    + " where tenant_id = :tenant and domain_id = :domain and status = 'ENROLLED'"
                    + " and last_accessed_at <= :until order by last_accessed_at"
                    + " limit :most for update skip locked)"
                    + " update speakers s set status = 'EXPIRED', updated_at = :now,"
                    + " erase_voice_at = cast(:erase as timestamptz) from due"
                    + " where s.tenant_id = :tenant and s.domain_id = :domain"
                    + " and s.generated_speaker_id = due.generated_speaker_id"
                    + " returning s.generated_speaker_id",
                String.class)
            .setParameter("tenant", tenant.value())
            .setParameter("domain", domain.value())
            .setParameter("until", until)
            .setParameter("most", most)
            .setParameter("now", now)
            .setParameter("erase", eraseVoiceAt, Instant.class)
            .getResultList());
  }

  /** Marks those of the speakers expired who are enrolled; says how many. */
  public int markExpired(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers, Instant now) {
    return getEntityManager()
        .createNativeQuery(
            "update speakers set status = 'EXPIRED', updated_at = ?1, erase_voice_at = null"
                + " where tenant_id = ?2 and domain_id = ?3 and generated_speaker_id = any(?4)"
                + " and status = 'ENROLLED'")
        .setParameter(1, now)
        .setParameter(2, tenant.value())
        .setParameter(3, domain.value())
        .setParameter(4, speakers.stream().map(GeneratedSpeakerId::value).toArray(String[]::new))
        .executeUpdate();
  }

  /** Those of the speakers who are there, locked until commit. */
  public List<GeneratedSpeakerId> lockAll(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers) {
    return ids(
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select generated_speaker_id from speakers where tenant_id = ?1"
                    + " and domain_id = ?2 and generated_speaker_id = any(?3)"
                    + " order by generated_speaker_id for update",
                String.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(
                3, speakers.stream().map(GeneratedSpeakerId::value).toArray(String[]::new))
            .getResultList());
  }

  /** Takes expired speakers whose voices are due to be erased, and notes that they are. */
  public List<GeneratedSpeakerId> takeDueForErasure(
      TenantId tenant, DomainId domain, Instant now, int most) {
    return ids(
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "with due as (select generated_speaker_id from speakers"
                    + " where tenant_id = :tenant and domain_id = :domain"
                    + " and erase_voice_at <= :now order by erase_voice_at"
                    + " limit :most for update skip locked)"
                    + " update speakers s set erase_voice_at = null from due"
                    + " where s.tenant_id = :tenant and s.domain_id = :domain"
                    + " and s.generated_speaker_id = due.generated_speaker_id"
                    + " returning s.generated_speaker_id",
                String.class)
            .setParameter("tenant", tenant.value())
            .setParameter("domain", domain.value())
            .setParameter("now", now)
            .setParameter("most", most)
            .getResultList());
  }

  private static List<GeneratedSpeakerId> ids(List<String> values) {
    return values.stream().map(GeneratedSpeakerId::new).toList();
  }

  /**
   * The enrolled speakers after a place in the order of their last access, up to {@code until}.
   *
   * @param from their last access and id; absent for the very first
   */
  public List<Speaker> lastAccessed(
      TenantId tenant, DomainId domain, @Nullable LastAccess from, Instant until, int most) {
    return lastAccessed(
            "*",
            " order by last_accessed_at, generated_speaker_id limit :most",
            SpeakerRow.class,
            tenant,
            domain,
            from,
            until)
        .setParameter("most", most)
        .getResultStream()
        .map(SpeakerRepository::speaker)
        .toList();
  }

  /** How speakers stand; one who is not there is left out. */
  public Map<Speakers.Key, SpeakerStatus> statuses(List<Speakers.Key> keys) {
    List<Object[]> found =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select k.n, s.status from unnest(:tenants, :domains, :speakers) with ordinality"
                    + " as k(tenant_id, domain_id, speaker_id, n) join speakers s"
                    + " on s.tenant_id = k.tenant_id collate \"C\""
                    + " and s.domain_id = k.domain_id collate \"C\""
                    + " and s.generated_speaker_id = k.speaker_id collate \"C\"",
                Object[].class)
            .setParameter("tenants", texts(keys, key -> key.tenant().value()))
            .setParameter("domains", texts(keys, key -> key.domain().value()))
            .setParameter("speakers", texts(keys, key -> key.speaker().value()))
            .getResultList();
    Map<Speakers.Key, SpeakerStatus> statuses = new HashMap<>();
    for (Object[] row : found) {
      statuses.put(
          keys.get(Math.toIntExact((Long) row[0]) - 1), SpeakerStatus.valueOf((String) row[1]));
    }
    return statuses;
  }

  private static String[] texts(List<Speakers.Key> keys, Function<Speakers.Key, String> member) {
    return keys.stream().map(member).toArray(String[]::new);
  }

  /** How many {@link #lastAccessed} would give. */
  public long countLastAccessed(
      TenantId tenant, DomainId domain, @Nullable LastAccess from, Instant until) {
    return lastAccessed("count(*)", "", Long.class, tenant, domain, from, until).getSingleResult();
  }

  private <T> NativeQuery<T> lastAccessed(
      String what,
      String order,
      Class<T> as,
      TenantId tenant,
      DomainId domain,
      @Nullable LastAccess from,
      Instant until) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select "
                + what
                + " from speakers where tenant_id = :tenant and domain_id = :domain"
                + " and status = 'ENROLLED' and last_accessed_at <= :until"
                + " and (last_accessed_at, generated_speaker_id) > (:at, :id)"
                + order,
            as)
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .setParameter("until", until)
        .setParameter("at", from == null ? Instant.EPOCH : from.at())
        .setParameter("id", from == null ? "" : from.speaker().value());
  }

  /** How many expired speakers' voices are due to be erased. */
  public long countDueForErasure(TenantId tenant, DomainId domain, Instant now) {
    return count(
        "tenantId = ?1 and domainId = ?2 and eraseVoiceAt <= ?3",
        tenant.value(),
        domain.value(),
        now);
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

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from speakers where ctid = any(array("
                + "select ctid from speakers where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
