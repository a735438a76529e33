package io.voxward.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;

/** Ends sessions: out of memory at once, told to everyone who listens, written down. */
@ApplicationScoped
public class SessionEnding {
  private final LiveSessions sessions;
  private final CallObservers observers;
  private final SessionFeed feed;

  /** Takes ended sessions out of {@code sessions}. */
  public SessionEnding(LiveSessions sessions, CallObservers observers, SessionFeed feed) {
    this.sessions = sessions;
    this.observers = observers;
    this.feed = feed;
  }

  /** Tells that a secure pause begins or is over. */
  void paused(LiveSession session, boolean on) {
    feed.publish(session.id(), new SessionNews.Pause(on));
  }

  /** Ends the session; does nothing when it is over already. */
  void end(LiveSession session, EndReason reason) {
    if (session.end(reason, StreamEnd.SESSION_ENDED)) {
      sessions.remove(session);
      feed.publish(session.id(), new SessionNews.Ended(reason.name()));
      observers.tell(session, EnumSet.of(Happening.ENDED));
    }
  }
}
