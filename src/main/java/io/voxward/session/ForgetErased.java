package io.voxward.session;

import io.voxward.common.GeneratedSpeakerId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.ErasureStep;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.EnumSet;

/**
 * Drops what calls in progress keep for the enrolment of a person who is erased, and has those
 * calls judged again as soon as the erasure is lasting.
 */
@ApplicationScoped
public class ForgetErased implements ErasureStep {
  /** A person was erased. */
  record Erased(GeneratedSpeakerId speaker) {}

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
  public void erase(Speaker speaker, ErasureReason reason) {
    for (LiveSession session : sessions.all()) {
      if (claims(session, speaker.id())) {
        session.forgetKeptSpeech();
      }
    }
    lasting.fire(new Erased(speaker.id()));
  }

  void judgeAgain(@Observes(during = TransactionPhase.AFTER_SUCCESS) Erased erased) {
    for (LiveSession session : sessions.all()) {
      if (claims(session, erased.speaker())) {
        observers.tell(session, EnumSet.of(Happening.CHANGED));
      }
    }
  }

  private static boolean claims(LiveSession session, GeneratedSpeakerId speaker) {
    Claim claim = session.claim();
    return claim != null && claim.speaker().equals(speaker);
  }
}
