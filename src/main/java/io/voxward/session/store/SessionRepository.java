package io.voxward.session.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.profile.ProfileRef;
import io.voxward.session.CallFormat;
import io.voxward.session.ContactArn;
import io.voxward.session.EndReason;
import io.voxward.session.SessionRecord;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionSettings;
import io.voxward.session.SessionState.StreamingStatus;
import io.voxward.session.SessionTuning;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Remembers sessions. */
@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<SessionRow, SessionRow.Key> {
  /** More than the sessions that all nodes' connections can be making at one moment. */
  private static final int MAY_BE_ON_THEIR_WAY = 256;

  /**
   * Adds a session.
   *
   * @throws FailureException of kind {@code NAME_IN_USE} if an active session has its name
   */
  public void insert(SessionRecord session, String node) {
    SessionRow row = new SessionRow();
    row.tenantId = session.tenant().value();
    row.domainId = session.domain().value();
    row.sessionId = session.id().value();
    row.sessionName = session.name().value();
    row.nodeId = node;
    row.audioEncoding = session.format().encoding().name();
    row.sampleRate = session.format().rate().hertz();
    row.channels = session.format().channels();
    row.callerChannel = session.format().callerChannel();
    row.createdAt = session.createdAt();
    ContactArn contact = session.contact();
    row.originalContactArn = contact == null ? null : contact.value();
    fill(row, session);
    try {
      persist(row);
      flush();
    } catch (ConstraintViolationException e) {
      throw FailureException.conflict(
          ConflictKind.NAME_IN_USE, "an active session of this domain has this name");
    }
  }

  /**
   * The domain's sessions whose stream is awaited or open. Near {@code limit}, whoever counts
   * stands in line until commit, so that two cannot take the last place; far from it nobody waits.
   */
  public long countActive(TenantId tenant, DomainId domain, long limit) {
    long seen = countActive(tenant, domain);
    if (seen + MAY_BE_ON_THEIR_WAY < limit) {
      return seen;
    }
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "sessions " + tenant + " " + domain)
        .getSingleResult();
    return countActive(tenant, domain);
  }

  private long countActive(TenantId tenant, DomainId domain) {
    return count(
        "tenantId = ?1 and domainId = ?2 and streamingStatus <> 'ENDED'",
        tenant.value(),
        domain.value());
  }

  /**
   * Locks a session's row until commit, so that whoever writes it next writes what is newer; false
   * if there is none, or another node holds the session by now.
   */
  public boolean lock(TenantId tenant, DomainId domain, SessionId id, String node) {
    SessionRow row = findById(key(tenant, domain, id), LockModeType.PESSIMISTIC_WRITE);
    return row != null && row.nodeId.equals(node);
  }

  /** Writes what may change; says whether the session is over by this. */
  public boolean update(SessionRecord session) {
    SessionRow row = findById(key(session.tenant(), session.domain(), session.id()));
    if (row == null) {
      return false;
    }
    boolean wasOver = row.endedAt != null;
    fill(row, session);
    return !wasOver && row.endedAt != null;
  }

  private static void fill(SessionRow row, SessionRecord session) {
    SessionSettings settings = session.settings();
    GeneratedSpeakerId speaker = session.speaker();
    WatchlistId watchlist = settings.watchlistId();
    EndReason endReason = session.endReason();
    ProfileRef profile = session.tuning().profile();
    row.speakerId = speaker == null ? null : speaker.value();
    row.streamingStatus = session.streaming().name();
    row.acceptanceThreshold = settings.acceptanceThreshold();
    row.riskThreshold = settings.riskThreshold();
    row.authenticationSpeechSeconds = settings.authenticationSpeechSeconds();
    row.authenticationOn = settings.authentication();
    row.fraudDetectionOn = settings.fraudDetection();
    row.endWhenDecided = settings.endWhenDecided();
    row.watchlistId = watchlist == null ? null : watchlist.value();
    row.profile = profile == null ? null : profile.toString();
    row.tuned = session.tuning().inline();
    row.netSpeechSeconds = session.netSpeechSeconds();
    row.endReason = endReason == null ? null : endReason.name();
    row.updatedAt = session.updatedAt();
    row.startedAt = session.startedAt();
    row.endedAt = session.endedAt();
    row.expiresAt = session.expiresAt();
  }

  /** The session of that id, or the newest of that name. */
  public Optional<SessionRecord> find(TenantId tenant, DomainId domain, SessionRef ref) {
    return switch (ref) {
      case SessionRef.Id(SessionId id) ->
          findByIdOptional(key(tenant, domain, id)).map(SessionRepository::read);
      case SessionRef.Named(SessionName name) ->
          find(
                  "tenantId = ?1 and domainId = ?2 and sessionName = ?3 order by createdAt desc",
                  tenant.value(),
                  domain.value(),
                  name.value())
              .firstResultOptional()
              .map(SessionRepository::read);
    };
  }

  /** A page of the domain's sessions by id; the active ones only, or all. */
  public Page<SessionRecord> list(
      TenantId tenant, DomainId domain, boolean activeOnly, int limit, @Nullable PageToken from) {
    List<SessionRow> rows =
        find(
                "tenantId = ?1 and domainId = ?2 and sessionId > ?3 "
                    + (activeOnly ? "and endedAt is null " : "")
                    + "order by sessionId",
                tenant.value(),
                domain.value(),
                from == null ? "" : from.lastKey())
            .range(0, limit)
            .list();
    boolean more = rows.size() > limit;
    List<SessionRecord> items = rows.stream().limit(limit).map(SessionRepository::read).toList();
    return new Page<>(items, more ? new PageToken(items.getLast().id().value()) : null);
  }

  private static SessionRow.Key key(TenantId tenant, DomainId domain, SessionId id) {
    return new SessionRow.Key(tenant.value(), domain.value(), id.value());
  }

  static SessionRecord read(SessionRow row) {
    return new SessionRecord(
        new TenantId(row.tenantId),
        new DomainId(row.domainId),
        new SessionId(row.sessionId),
        new SessionName(row.sessionName),
        row.speakerId == null ? null : new GeneratedSpeakerId(row.speakerId),
        new CallFormat(
            Encoding.valueOf(row.audioEncoding),
            new SampleRate(row.sampleRate),
            row.channels,
            row.callerChannel),
        new SessionSettings(
            row.acceptanceThreshold,
            row.riskThreshold,
            row.authenticationSpeechSeconds,
            row.watchlistId == null ? null : new WatchlistId(row.watchlistId),
            row.authenticationOn,
            row.fraudDetectionOn,
            row.endWhenDecided),
        new SessionTuning(
            row.profile == null ? null : ProfileRef.parse("profile", row.profile), row.tuned, null),
        row.originalContactArn == null ? null : new ContactArn(row.originalContactArn),
        StreamingStatus.valueOf(row.streamingStatus),
        row.netSpeechSeconds,
        row.createdAt,
        row.updatedAt,
        row.startedAt,
        row.endedAt,
        row.endReason == null ? null : EndReason.valueOf(row.endReason),
        row.expiresAt);
  }

  /** A person's sessions as JSON objects. */
  public List<String> dataOf(Speaker speaker, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('sessionId', session_id, 'sessionName', session_name,"
                + " 'status', streaming_status, 'netSpeechSeconds', net_speech_seconds,"
                + " 'originalContactArn', original_contact_arn, 'createdAt', created_at,"
                + " 'startedAt', started_at, 'endedAt', ended_at, 'endReason', end_reason)"
                + " as text) from sessions where tenant_id = ?1 and domain_id = ?2"
                + " and generated_speaker_id = ?3 order by created_at limit ?4",
            String.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, most)
        .getResultList();
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "with picked as (select session_id from sessions"
                + " where tenant_id = ?1 and domain_id = ?2 limit ?3),"
                + " gone as (delete from session_streams c using picked where c.tenant_id = ?1"
                + " and c.domain_id = ?2 and c.session_id = picked.session_id)"
                + " delete from sessions p using picked where p.tenant_id = ?1"
                + " and p.domain_id = ?2 and p.session_id = picked.session_id")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
