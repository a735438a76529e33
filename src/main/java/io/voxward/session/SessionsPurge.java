package io.voxward.session;

import io.voxward.access.StreamTokens;
import io.voxward.domain.PurgeStep;
import io.voxward.session.store.SessionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the sessions of a domain that is purged, with their streams and the tokens to those. */
@ApplicationScoped
public class SessionsPurge implements PurgeStep {
  private final SessionRepository sessions;
  private final StreamTokens tokens;

  /** Removes from {@code sessions} and {@code tokens}. */
  public SessionsPurge(SessionRepository sessions, StreamTokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("sessions", sessions::countOf, sessions::purge),
        new Part("streamTokens", tokens::countOf, tokens::purge));
  }
}
