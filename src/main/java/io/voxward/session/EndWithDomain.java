package io.voxward.session;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import jakarta.enterprise.context.ApplicationScoped;

/** Ends the sessions of a domain that is deleted. */
@ApplicationScoped
public class EndWithDomain implements DomainStep {
  private final LiveSessions sessions;
  private final SessionEnding ending;

  /** Ends sessions of {@code sessions}. */
  public EndWithDomain(LiveSessions sessions, SessionEnding ending) {
    this.sessions = sessions;
    this.ending = ending;
  }

  @Override
  public void suspended(Domain domain) {
    forget(domain.tenant(), domain.id());
  }

  @Override
  public void forget(TenantId tenant, DomainId domain) {
    for (LiveSession session : sessions.all()) {
      if (session.tenant().equals(tenant) && session.domain().equals(domain)) {
        ending.end(session, EndReason.DOMAIN_SUSPENDED);
      }
    }
  }
}
