package io.voxward.consent;

import io.voxward.consent.store.ConsentRepository;
import io.voxward.consent.store.PolicyRepository;
import io.voxward.consent.store.TombstoneRepository;
import io.voxward.domain.PurgeStep;
import io.voxward.job.JobPurge;
import io.voxward.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Removes what consent keeps of a domain that is purged, and for the foundations, which know no
 * domain, its jobs and the events that were told of it.
 */
@ApplicationScoped
public class ConsentPurge implements PurgeStep {
  private final ConsentRepository consents;
  private final PolicyRepository policies;
  private final TombstoneRepository tombstones;
  private final JobPurge jobs;
  private final Outbox outbox;

  /** Removes from each. */
  public ConsentPurge(
      ConsentRepository consents,
      PolicyRepository policies,
      TombstoneRepository tombstones,
      JobPurge jobs,
      Outbox outbox) {
    this.consents = consents;
    this.policies = policies;
    this.tombstones = tombstones;
    this.jobs = jobs;
    this.outbox = outbox;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("consents", consents::countOf, consents::purge),
        new Part("policies", policies::countOf, policies::purge),
        new Part("tombstones", tombstones::countOf, tombstones::purge),
        new Part(
            "jobEntries",
            (tenant, domain) -> jobs.countEntries(tenant, domain, DomainPurgeKind.NAME),
            (tenant, domain, most) ->
                jobs.removeEntries(tenant, domain, DomainPurgeKind.NAME, most)),
        new Part(
            "jobs",
            (tenant, domain) -> jobs.countJobs(tenant, domain, DomainPurgeKind.NAME),
            (tenant, domain, most) -> jobs.removeJobs(tenant, domain, DomainPurgeKind.NAME, most)),
        new Part("events", outbox::countTold, outbox::forgetTold));
  }
}
