package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Profiles;
import io.voxward.session.Orphans.Adopted;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with sessions that another node, or an earlier run of this one, held: under their id and
 * name, with their speaker and settings, and without what was heard, which was in memory only.
 */
@ApplicationScoped
public class TakeOvers {
  private final Orphans orphans;
  private final LiveSessions live;
  private final CallEngine engine;
  private final Domains domains;
  private final Speakers speakers;
  private final Profiles profiles;
  private final SessionConfig config;
  private final Clock clock;
  private final MeterRegistry meters;

  /** One at a time, so that two streams of one call do not make two sessions of it. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Takes over what waits in {@code orphans}. */
  public TakeOvers(
      Orphans orphans,
      LiveSessions live,
      CallEngine engine,
      Domains domains,
      Speakers speakers,
      Profiles profiles,
      SessionConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.orphans = orphans;
    this.live = live;
    this.engine = engine;
    this.domains = domains;
    this.speakers = speakers;
    this.profiles = profiles;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * The session, if this node holds it or could take it over.
   *
   * @throws FailureException if the domain is not active or the node is full
   */
  Optional<LiveSession> heldOrTaken(TenantId tenant, DomainId domain, SessionId id) {
    Optional<LiveSession> held = live.find(tenant, domain, new SessionRef.Id(id));
    return held.isPresent() || !orphans.waiting(tenant, domain, id)
        ? held
        : takeOver(tenant, domain, id);
  }

  private Optional<LiveSession> takeOver(TenantId tenant, DomainId domainId, SessionId id) {
    Domain domain = domains.requireActive(tenant, domainId);
    turn.lock();
    try {
      Optional<LiveSession> held = live.find(tenant, domainId, new SessionRef.Id(id));
      if (held.isPresent()) {
        return held;
      }
      live.requireRoom();
      Optional<LiveSession> taken =
          orphans.adopt(tenant, domainId, id).map(adopted -> goOn(domain, adopted));
      taken.ifPresent(session -> {
        live.add(session);
        meters.counter("voxward.sessions.taken.over").increment();
      });
      return taken;
    } finally {
      turn.unlock();
    }
  }

  private LiveSession goOn(Domain domain, Adopted adopted) {
    SessionRecord left = adopted.left();
    SessionTuning tuning = tuning(left);
    LiveSession session =
        new LiveSession(
            new LiveSession.Identity(
                left.tenant(),
                left.domain(),
                left.id(),
                left.name(),
                left.format(),
                left.contact()),
            left.settings(),
            claim(left),
            Sessions.keptSeconds(domain, tuning.tuned()),
            config,
            clock,
            engine,
            new LiveSession.Past(left.createdAt(), adopted.streams(), left.startedAt()));
    session.tuning(tuning);
    return session;
  }

  private SessionTuning tuning(SessionRecord left) {
    ProfileRef profile = left.tuning().profile();
    return left.tuning()
        .takenOver(
            profile == null
                ? Optional.empty()
                : profiles.find(left.tenant(), left.domain(), profile));
  }

  private @Nullable Claim claim(SessionRecord left) {
    GeneratedSpeakerId id = left.speaker();
    if (id == null) {
      return null;
    }
    Optional<Speaker> speaker =
        speakers.find(left.tenant(), left.domain(), new SpeakerRef.Generated(id));
    return new Claim(id, speaker.map(Speaker::customerId).orElse(null));
  }
}
