package io.voxward.job;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.job.store.JobResultRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What jobs leave behind: for how long, and what of it is about a person. */
@ApplicationScoped
public class JobResults {
  private final JobResultRepository rows;
  private final Clock clock;

  /** Looks after {@code rows}. */
  public JobResults(JobResultRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * The domains in which results of jobs have outlived their time.
   *
   * @param tenant whose; absent for all
   */
  @Transactional
  public List<Schedule.Place> over(@Nullable TenantId tenant, Set<String> kinds) {
    return rows.over(tenant, kinds, clock.instant());
  }

  /** How many entries of a domain's jobs have outlived their time. */
  @Transactional
  public long countOver(TenantId tenant, DomainId domain, Set<String> kinds) {
    return rows.countOver(tenant, domain, kinds, clock.instant());
  }

  /** How many were removed. */
  public record Removed(int jobs, int entries) {}

  /**
   * Removes some entries that have outlived their time, in the caller's transaction, and jobs of
   * which no entry is left.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Removed removeOver(TenantId tenant, DomainId domain, Set<String> kinds, int most) {
    int entries = rows.removeEntriesOver(tenant, domain, kinds, clock.instant(), most);
    int jobs = rows.removeJobsOver(tenant, domain, kinds, clock.instant(), most);
    return new Removed(jobs, entries);
  }

  /** Removes the entries about a customer from jobs that have ended; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int removeEntriesAbout(TenantId tenant, DomainId domain, CustomerSpeakerId customer) {
    return rows.removeEntriesAbout(tenant, domain, customer);
  }

  /** The entries about a customer as JSON objects. */
  @Transactional
  public List<String> entriesAbout(
      TenantId tenant, DomainId domain, CustomerSpeakerId customer, int most) {
    return rows.entriesAbout(tenant, domain, customer, most);
  }
}
