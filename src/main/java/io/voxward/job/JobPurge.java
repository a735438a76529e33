package io.voxward.job;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.job.store.JobItemRepository;
import io.voxward.job.store.JobRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Removes the jobs of a domain that is purged, but for the job that does it. */
@ApplicationScoped
public class JobPurge {
  private final JobRepository jobs;
  private final JobItemRepository items;

  /** Removes from {@code jobs} and {@code items}. */
  public JobPurge(JobRepository jobs, JobItemRepository items) {
    this.jobs = jobs;
    this.items = items;
  }

  /** How many entries are left of jobs of any kind but {@code exceptKind}. */
  @Transactional
  public long countEntries(TenantId tenant, DomainId domain, String exceptKind) {
    return items.countOf(tenant, domain, exceptKind);
  }

  /** Removes some of them, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int removeEntries(TenantId tenant, DomainId domain, String exceptKind, int most) {
    return items.purge(tenant, domain, exceptKind, most);
  }

  /** How many jobs of any kind but {@code exceptKind} are left. */
  @Transactional
  public long countJobs(TenantId tenant, DomainId domain, String exceptKind) {
    return jobs.countOf(tenant, domain, exceptKind);
  }

  /** Removes some of them, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int removeJobs(TenantId tenant, DomainId domain, String exceptKind, int most) {
    return jobs.purge(tenant, domain, exceptKind, most);
  }
}
