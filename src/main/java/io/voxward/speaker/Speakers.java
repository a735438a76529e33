package io.voxward.speaker;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.access.Limits;
import io.voxward.access.Quota;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.outbox.ServiceEvent;
import io.voxward.outbox.SpeakerAction;
import io.voxward.outbox.SpeakerAction.Act;
import io.voxward.outbox.SpeakerAction.EnrollmentStatus;
import io.voxward.outbox.SystemAttributes;
import io.voxward.speaker.store.SpeakerRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The speakers of a domain and their status. Whoever changes a status and what hangs on it (a
 * voiceprint, an erasure) does both in one transaction and locks the speaker first, so that an
 * enrollment and an opt-out of the same person stand in line.
 */
@ApplicationScoped
public class Speakers {
  /**
   * How exact the time of the last access is, so that busy speakers are not written for each call.
   */
  static final Duration ACCESS_EXACT_TO = Duration.ofHours(1);

  private final SpeakerRepository rows;
  private final Limits limits;
  private final Outbox outbox;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps speakers in {@code rows} and counts their changes in {@code meters}. */
  public Speakers(
      SpeakerRepository rows,
      Limits limits,
      Outbox outbox,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.rows = rows;
    this.limits = limits;
    this.outbox = outbox;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /** The speaker, if the domain knows them. */
  @Transactional
  public Optional<Speaker> find(TenantId tenant, DomainId domain, SpeakerRef ref) {
    return rows.find(tenant, domain, ref);
  }

  /**
   * The speaker.
   *
   * @throws FailureException {@link Failure.NotFound} if the domain does not know them
   */
  @Transactional
  public Speaker require(TenantId tenant, DomainId domain, SpeakerRef ref) {
    return find(tenant, domain, ref).orElseThrow(Speakers::unknown);
  }

  /**
   * The speaker; a customer's id not seen before makes one, {@link SpeakerStatus#PENDING}.
   *
   * @throws FailureException {@link Failure.NotFound} for a generated id that was never given;
   *     {@link Failure.QuotaExceeded} if the domain has too many speakers for a new one
   */
  @Transactional
  public Speaker ensure(TenantId tenant, DomainId domain, SpeakerRef ref) {
    Optional<Speaker> known = find(tenant, domain, ref);
    if (known.isPresent() || !(ref instanceof SpeakerRef.Customer(CustomerSpeakerId customerId))) {
      return known.orElseThrow(Speakers::unknown);
    }
    limits.require(tenant, Quota.SPEAKERS, rows.lockCount(tenant, domain));
    Instant now = clock.instant();
    Speaker fresh =
        new Speaker(
            tenant,
            domain,
            GeneratedSpeakerId.random(),
            customerId,
            SpeakerStatus.PENDING,
            now,
            now,
            null);
    if (rows.insertIfNew(fresh)) {
      tell(fresh, "speaker.created");
      return fresh;
    }
    return require(tenant, domain, ref);
  }

  /** A page of the domain's speakers, by generated id; with {@code status} only those. */
  @Transactional
  public Page<Speaker> list(
      TenantId tenant,
      DomainId domain,
      @Nullable SpeakerStatus status,
      int limit,
      @Nullable PageToken from) {
    return rows.list(tenant, domain, status, limit, from);
  }

  /**
   * The speaker as they are now, locked until the caller's transaction ends.
   *
   * @throws FailureException {@link Failure.NotFound} if they were deleted meanwhile
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Speaker lock(Speaker speaker) {
    return rows.lock(speaker).orElseThrow(Speakers::unknown);
  }

  /**
   * Notes that the speaker has a voiceprint from now on; call it before the voiceprint is stored,
   * in the same transaction.
   *
   * @param from where the voice came from, for the event
   * @throws FailureException {@link Failure.Conflict} of kind {@code SPEAKER_OPTED_OUT}
   */
  @Transactional
  public Speaker recordEnrollment(Speaker speaker, EnrolledFrom from) {
    Speaker now = lock(speaker);
    if (now.status() == SpeakerStatus.OPTED_OUT) {
      throw FailureException.conflict(
          Failure.ConflictKind.SPEAKER_OPTED_OUT,
          "the speaker has opted out and cannot be enrolled");
    }
    Speaker enrolled = with(now, SpeakerStatus.ENROLLED, clock.instant());
    rows.update(enrolled);
    boolean again = now.status() == SpeakerStatus.ENROLLED;
    tell(enrolled, again ? "speaker.re-enrolled" : "speaker.enrolled");
    tell(
        enrolled,
        Act.ENROLL_SPEAKER,
        new SpeakerAction.Data(
            from.source(),
            from.sourceId(),
            again ? EnrollmentStatus.ENROLLMENT_OVERWRITE : EnrollmentStatus.NEW_ENROLLMENT),
        from.attributes());
    return enrolled;
  }

  /** Tells, in the caller's transaction, that an enrollment of this speaker came to nothing. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void tellEnrollmentFailed(
      TenantId tenant,
      DomainId domain,
      GeneratedSpeakerId speaker,
      EnrolledFrom from,
      Failure failure) {
    outbox.publish(
        new SpeakerAction(
            ServiceEvent.About.failure(tenant, domain, failure),
            Act.ENROLL_SPEAKER,
            speaker,
            new SpeakerAction.Data(from.source(), from.sourceId(), null),
            from.attributes()));
  }

  /**
   * Notes a successful authentication of an enrolled speaker; the retention clock begins again. The
   * time noted is exact to the hour: a speaker accessed within the hour before is not written
   * again.
   */
  @Transactional
  public void recordAccess(Speaker speaker) {
    Instant now = clock.instant();
    Instant fresh = now.minus(ACCESS_EXACT_TO);
    Instant noted = speaker.lastAccessedAt();
    boolean written = (noted == null || !noted.isAfter(fresh)) && rows.touch(speaker, now, fresh);
    meters
        .counter("voxward.speakers.accesses", "noted", written ? "written" : "within-the-hour")
        .increment();
  }

  /**
   * Marks speakers expired, in the caller's transaction, those accessed longest ago first; whoever
   * else changes one of them meanwhile comes first, and that one is left out.
   *
   * @param until who was last accessed then or before is expired
   * @param eraseVoiceAt when their voices are to be erased; absent where the caller does it now
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<GeneratedSpeakerId> expire(
      TenantId tenant, DomainId domain, Instant until, int most, @Nullable Instant eraseVoiceAt) {
    List<GeneratedSpeakerId> expired =
        rows.expire(tenant, domain, until, most, clock.instant(), eraseVoiceAt);
    outbox.publishAll(
        expired.stream()
            .map(id ->
                OutboxEvent.in(
                    tenant,
                    domain,
                    id.value(),
                    "speaker.expired",
                    Map.of("status", SpeakerStatus.EXPIRED.name())))
            .toList());
    meters
        .counter("voxward.speakers.changes", "change", "speaker.expired")
        .increment(expired.size());
    return expired;
  }

  /** Those of the speakers who are there, locked until the caller's transaction ends. */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<GeneratedSpeakerId> lockAll(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers) {
    return rows.lockAll(tenant, domain, speakers);
  }

  /** Marks those of the speakers expired who are enrolled, in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void markExpired(TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers) {
    int expired = rows.markExpired(tenant, domain, speakers, clock.instant());
    meters.counter("voxward.speakers.changes", "change", "speaker.expired").increment(expired);
  }

  /** Takes expired speakers whose voices are due to be erased; the caller erases them. */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<GeneratedSpeakerId> takeDueForErasure(TenantId tenant, DomainId domain, int most) {
    return rows.takeDueForErasure(tenant, domain, clock.instant(), most);
  }

  /** The enrolled speakers after a place in the order of last access, up to {@code until}. */
  @Transactional
  public List<Speaker> lastAccessed(
      TenantId tenant, DomainId domain, @Nullable LastAccess from, Instant until, int most) {
    return rows.lastAccessed(tenant, domain, from, until, most);
  }

  /** Which speaker of which domain. */
  public record Key(TenantId tenant, DomainId domain, GeneratedSpeakerId speaker) {}

  /** How speakers stand now, in one query; one who is not there is left out. */
  @Transactional
  public Map<Key, SpeakerStatus> statuses(Collection<Key> keys) {
    return rows.statuses(List.copyOf(keys));
  }

  /** How many speakers {@link #lastAccessed} would give. */
  @Transactional
  public long countLastAccessed(
      TenantId tenant, DomainId domain, @Nullable LastAccess from, Instant until) {
    return rows.countLastAccessed(tenant, domain, from, until);
  }

  /** How many expired speakers' voices are due to be erased. */
  @Transactional
  public long countDueForErasure(TenantId tenant, DomainId domain) {
    return rows.countDueForErasure(tenant, domain, clock.instant());
  }

  /** Sets a locked speaker's status to opted out. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Speaker markOptedOut(Speaker locked) {
    Speaker after = change(locked, SpeakerStatus.OPTED_OUT, "speaker.opted-out");
    tell(after, Act.OPT_OUT_SPEAKER, null, null);
    return after;
  }

  /** Sets a locked, opted-out speaker's status back to pending. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Speaker markPending(Speaker locked) {
    return change(locked, SpeakerStatus.PENDING, "speaker.opt-out-withdrawn");
  }

  /** Removes a locked speaker. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void remove(Speaker locked) {
    rows.delete(locked);
    tell(locked, "speaker.deleted");
    tell(locked, Act.DELETE_SPEAKER, null, null);
  }

  private Speaker change(Speaker locked, SpeakerStatus status, String what) {
    Speaker after = with(locked, status, locked.lastAccessedAt());
    rows.update(after);
    tell(after, what);
    return after;
  }

  private Speaker with(Speaker speaker, SpeakerStatus status, @Nullable Instant lastAccessedAt) {
    return new Speaker(
        speaker.tenant(),
        speaker.domain(),
        speaker.id(),
        speaker.customerId(),
        status,
        speaker.createdAt(),
        clock.instant(),
        lastAccessedAt);
  }

  private void tell(Speaker speaker, String what) {
    Map<String, String> facts = Map.of("status", speaker.status().name());
    outbox.publish(
        OutboxEvent.in(speaker.tenant(), speaker.domain(), speaker.id().value(), what, facts));
    audit.record(AuditEntry.in(speaker.tenant(), speaker.domain(), what, speaker.id().value()));
    meters.counter("voxward.speakers.changes", "change", what).increment();
  }

  private void tell(
      Speaker speaker,
      Act act,
      SpeakerAction.@Nullable Data data,
      @Nullable SystemAttributes attributes) {
    outbox.publish(
        new SpeakerAction(
            ServiceEvent.About.success(speaker.tenant(), speaker.domain()),
            act,
            speaker.id(),
            data,
            attributes));
  }

  private static FailureException unknown() {
    return FailureException.notFound(Failure.Resource.SPEAKER);
  }
}
