package io.voxward.session;

import java.util.Set;

/**
 * Follows sessions. CDI hands over all of them; each is told on a virtual thread, one call at a
 * time for one session, and may use the database.
 */
public interface CallObserver {
  /** Tells what happened since the last time; what happened while it was busy comes together. */
  void happened(LiveSession session, Set<Happening> what);
}
