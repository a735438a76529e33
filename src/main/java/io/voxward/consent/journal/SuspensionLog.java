package io.voxward.consent.journal;

import io.voxward.consent.journal.ErasureEntry.What;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes down that a domain was deleted, which leads to its purge, or restored, which does not. */
@ApplicationScoped
public class SuspensionLog implements DomainStep {
  private final ErasureLog log;

  /** Writes to {@code log}. */
  public SuspensionLog(ErasureLog log) {
    this.log = log;
  }

  @Override
  public void suspended(Domain domain) {
    write(What.DOMAIN_SUSPENDED, domain);
  }

  @Override
  public void restored(Domain domain) {
    write(What.DOMAIN_RESTORED, domain);
  }

  private void write(What what, Domain domain) {
    log.write(ErasureEntry.ofDomain(what, domain.tenant(), domain.id(), domain.updatedAt()));
  }
}
