package io.voxward.consent;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.consent.store.ExpiryWarningRepository;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.speaker.LastAccess;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets speakers expire, some at a time. A speaker expires when their last access (enrolment,
 * re-enrolment or successful authentication) lies the domain's retention time back: so many days of
 * 24 hours, whatever the calendar. Before, events warn of it; with it, or a while later, the
 * voiceprint is erased. Each method takes what is due in order, so it can be called again until
 * there is nothing left, by any number of nodes, after whatever happened.
 */
@ApplicationScoped
public class SpeakerExpiry {
  private static final long SECONDS_A_DAY = 86_400;
  private static final int LARGEST_BATCH = 10_000;

  /** Comes after every other id of the same moment. */
  private static final GeneratedSpeakerId LAST = new GeneratedSpeakerId("id#" + "z".repeat(22));

  private final Domains domains;
  private final Speakers speakers;
  private final Erasures erasures;
  private final ExpiryWarningRepository warnings;
  private final Outbox outbox;
  private final ExpiryConfig config;
  private final Clock clock;

  /** Lets {@code speakers} expire as {@code config} says. */
  public SpeakerExpiry(
      Domains domains,
      Speakers speakers,
      Erasures erasures,
      ExpiryWarningRepository warnings,
      Outbox outbox,
      ExpiryConfig config,
      Clock clock) {
    this.domains = domains;
    this.speakers = speakers;
    this.erasures = erasures;
    this.warnings = warnings;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
    if (config.batch() < 1 || config.batch() > LARGEST_BATCH) {
      throw new IllegalStateException("voxward.expiry.batch must be from 1 to " + LARGEST_BATCH);
    }
  }

  /**
   * How much there is to do.
   *
   * @param expire speakers to expire
   * @param erase expired speakers whose voices are to be erased
   */
  record Due(long expire, long erase) {
    boolean isNothing() {
      return expire == 0 && erase == 0;
    }
  }

  /** The domains of a tenant, or of all, in which speakers may expire. */
  @Transactional
  List<Domain> domains(@Nullable TenantId tenant) {
    return domains.active(tenant);
  }

  /** How much there is to expire and to erase now. */
  @Transactional
  Due due(Domain domain) {
    return new Due(
        speakers.countLastAccessed(domain.tenant(), domain.id(), null, expiredSince(domain)),
        speakers.countDueForErasure(domain.tenant(), domain.id()));
  }

  /** How many speakers are to be warned of at that distance from their expiry. */
  @Transactional
  long dueWarnings(Domain domain, Duration distance) {
    return speakers.countLastAccessed(
        domain.tenant(),
        domain.id(),
        warned(domain, distance),
        expiredSince(domain).plus(distance));
  }

  private Instant expiredSince(Domain domain) {
    return clock.instant().minus(domain.settings().retention());
  }

  /**
   * After whom warnings go on: the last one warned under this retention time, or whoever has
   * expired already, which nobody need be warned of.
   */
  private LastAccess warned(Domain domain, Duration distance) {
    LastAccess expired = new LastAccess(expiredSince(domain), LAST);
    LastAccess noted =
        warnings.find(
            domain.tenant(), domain.id(), distance, domain.settings().effectiveRetentionDays());
    return noted == null || noted.at().isBefore(expired.at()) ? expired : noted;
  }

  /** Expires some speakers, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  int expireSome(TenantId tenant, DomainId id, String job) {
    Domain domain = domains.requireActive(tenant, id);
    Duration delay = config.eraseVoiceAfter();
    List<GeneratedSpeakerId> expired =
        speakers.expire(
            tenant,
            id,
            expiredSince(domain),
            config.batch(),
            delay.isPositive() ? clock.instant().plus(delay) : null);
    if (!delay.isPositive()) {
      erasures.eraseAll(tenant, id, expired, ErasureReason.EXPIRY, job);
    }
    return expired.size();
  }

  /** Erases the voices of some expired speakers, in the caller's transaction; says of how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  int eraseSome(TenantId tenant, DomainId id, String job) {
    Domain _ = domains.requireActive(tenant, id);
    List<GeneratedSpeakerId> due = speakers.takeDueForErasure(tenant, id, config.batch());
    erasures.eraseAll(tenant, id, due, ErasureReason.EXPIRY, job);
    return due.size();
  }

  /** Warns of some speakers' expiry, in the caller's transaction; says of how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  int warnSome(TenantId tenant, DomainId id, Duration distance) {
    Domain domain = domains.requireActive(tenant, id);
    warnings.lock(tenant, id, distance);
    List<Speaker> due =
        speakers.lastAccessed(
            tenant,
            id,
            warned(domain, distance),
            expiredSince(domain).plus(distance),
            config.batch());
    if (due.isEmpty()) {
      return 0;
    }
    outbox.publishAll(due.stream().map(speaker -> warning(domain, speaker)).toList());
    Speaker last = due.getLast();
    warnings.note(
        tenant,
        id,
        distance,
        domain.settings().effectiveRetentionDays(),
        new LastAccess(accessed(last), last.id()));
    return due.size();
  }

  private OutboxEvent warning(Domain domain, Speaker speaker) {
    Instant expiresAt = accessed(speaker).plus(domain.settings().retention());
    long seconds = Math.max(0, Duration.between(clock.instant(), expiresAt).toSeconds());
    return OutboxEvent.in(
        domain.tenant(),
        domain.id(),
        speaker.id().value(),
        "speaker.expires-soon",
        Map.of(
            "expiresAt",
            expiresAt.toString(),
            "daysLeft",
            Long.toString((seconds + SECONDS_A_DAY - 1) / SECONDS_A_DAY)));
  }

  private static Instant accessed(Speaker speaker) {
    return Objects.requireNonNull(speaker.lastAccessedAt(), "an enrolled speaker was accessed");
  }
}
