package io.voxward.job;

import io.quarkus.arc.All;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.job.store.JobItemRepository;
import io.voxward.job.store.JobRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts jobs and tells how far they are. */
@ApplicationScoped
public class Jobs {
  private final JobRepository rows;
  private final JobItemRepository items;
  private final List<JobKind> kinds;
  private final Event<Submitted> submitted;
  private final Clock clock;

  /** Keeps jobs of {@code kinds} in {@code rows}. */
  public Jobs(
      JobRepository rows,
      JobItemRepository items,
      @All List<JobKind> kinds,
      Event<Submitted> submitted,
      Clock clock) {
    this.rows = rows;
    this.items = items;
    this.kinds = kinds;
    this.submitted = submitted;
    this.clock = clock;
  }

  /** There is work to do as soon as the transaction commits. */
  record Submitted() {}

  /** Adds a job, in the caller's transaction; some node begins with it after the commit. */
  @Transactional
  public Job submit(JobDraft draft) {
    Instant now = clock.instant();
    Job job =
        new Job(
            draft.tenant(),
            draft.domain(),
            JobId.random(),
            draft.kind(),
            draft.name(),
            JobStatus.SUBMITTED,
            draft.configuration(),
            null,
            JobProgress.NONE,
            0,
            now,
            now,
            null);
    rows.insert(job, draft.timeToLiveHours());
    submitted.fire(new Submitted());
    return job;
  }

  /**
   * The job.
   *
   * @throws FailureException {@link Failure.NotFound} if the domain has none of that id
   */
  @Transactional
  public Job get(TenantId tenant, DomainId domain, JobId id) {
    return rows.find(tenant, domain, id)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.BATCH_JOB));
  }

  /**
   * The job, while its results live.
   *
   * @throws FailureException {@link Failure.NotFound} if the domain has none of that id, or its
   *     results have outlived their time
   */
  @Transactional
  public Job getLive(TenantId tenant, DomainId domain, JobId id) {
    return rows.findLive(tenant, domain, id, clock.instant())
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.BATCH_JOB));
  }

  /**
   * Which jobs of a domain to list.
   *
   * @param kinds the names of their kinds
   * @param status absent lets all through
   */
  public record Filter(Set<String> kinds, @Nullable JobStatus status) {
    /** Keeps an unmodifiable copy. */
    public Filter {
      kinds = Set.copyOf(kinds);
    }
  }

  /**
   * A page of the tenant's jobs of one kind, over all domains, the newest first.
   *
   * @param only the domains to look at; absent for all
   */
  @Transactional
  public Page<Job> ofKind(
      TenantId tenant,
      @Nullable Collection<DomainId> only,
      String kind,
      int limit,
      @Nullable PageToken from) {
    return rows.ofKind(tenant, only, kind, limit, from);
  }

  /**
   * A job of that kind in whatever domain.
   *
   * @throws FailureException {@link Failure.NotFound} if the tenant has none of that id and kind
   */
  @Transactional
  public Job get(TenantId tenant, String kind, JobId id) {
    return rows.find(tenant, kind, id)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.BATCH_JOB));
  }

  /** The items of a job with numbers above {@code after}, in order. */
  @Transactional
  public List<JobItem> items(Job job, long after, int most) {
    return items.page(job, after, most);
  }

  /** A page of the domain's jobs whose results live, the newest first. */
  @Transactional
  public Page<Job> list(
      TenantId tenant, DomainId domain, Filter filter, int limit, @Nullable PageToken from) {
    return rows.list(tenant, domain, filter, clock.instant(), limit, from);
  }

  /**
   * How many jobs of a kind in the domain have not ended. Callers that count before they start
   * another stand in line until their transactions end.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public long countActive(TenantId tenant, DomainId domain, String kind) {
    rows.standInLine("start/" + kind, tenant, domain);
    return rows.countActive(tenant, domain, kind);
  }

  /**
   * Fails every job of the domain that has not ended, in the caller's transaction: no item of it is
   * begun any more, and one that is being worked on has no effect.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void failAll(TenantId tenant, DomainId domain, JobFailure failure) {
    for (Job job : rows.failAll(tenant, domain, failure, clock.instant())) {
      kinds.stream()
          .filter(kind -> kind.name().equals(job.kind()))
          .forEach(kind -> kind.ended(job));
    }
  }
}
