package io.voxward.session;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.ErasureStep;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Drops what calls in progress keep for the enrolment of a person who is erased, and has those
 * calls judged again as soon as the erasure is lasting.
 */
@ApplicationScoped
public class ForgetErased implements ErasureStep {
  /** People were erased. */
  record Erased(Set<GeneratedSpeakerId> speakers) {}

  private final LiveSessions sessions;
  private final CallObservers observers;
  private final Event<Erased> lasting;

  /** Looks after {@code sessions}. */
  ForgetErased(LiveSessions sessions, CallObservers observers, Event<Erased> lasting) {
    this.sessions = sessions;
    this.observers = observers;
    this.lasting = lasting;
  }

  @Override
  public String what() {
    return "speechOfCalls";
  }

  @Override
  public int erase(Speaker speaker, ErasureReason reason) {
    return forget(Set.of(speaker.id()));
  }

  @Override
  public int eraseAll(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers, ErasureReason reason) {
    return forget(Set.copyOf(speakers));
  }

  private int forget(Set<GeneratedSpeakerId> speakers) {
    int forgotten = 0;
    for (LiveSession session : sessions.all()) {
      if (claims(session, speakers)) {
        session.forgetKeptSpeech();
        forgotten++;
      }
    }
    lasting.fire(new Erased(speakers));
    return forgotten;
  }

  void judgeAgain(@Observes(during = TransactionPhase.AFTER_SUCCESS) Erased erased) {
    for (LiveSession session : sessions.all()) {
      if (claims(session, erased.speakers())) {
        observers.tell(session, EnumSet.of(Happening.CHANGED));
      }
    }
  }

  private static boolean claims(LiveSession session, Set<GeneratedSpeakerId> speakers) {
    Claim claim = session.claim();
    return claim != null && speakers.contains(claim.speaker());
  }
}
