package io.voxward.job.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobId;
import io.voxward.job.JobLease;
import io.voxward.job.JobProgress;
import io.voxward.job.JobStatus;
import io.voxward.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers jobs and who works on them. */
@ApplicationScoped
public class JobRepository implements PanacheRepositoryBase<JobRow, JobRow.Key> {
  private static final String ACTIVE = "status in ('SUBMITTED', 'IN_PROGRESS')";
  private static final String THIS_JOB =
      "tenantId = ?1 and domainId = ?2 and jobId = ?3 and leaseOwner = ?4 and attempts = ?5";

  /** Adds a job. */
  public void insert(Job job, int timeToLiveHours) {
    JobRow row = new JobRow();
    row.tenantId = job.tenant().value();
    row.domainId = job.domain().value();
    row.jobId = job.id().value();
    row.kind = job.kind();
    row.name = job.name();
    row.status = job.status().name();
    row.configuration = job.configuration();
    row.timeToLiveHours = timeToLiveHours;
    row.createdAt = job.createdAt();
    row.updatedAt = job.updatedAt();
    persist(row);
    flush();
  }

  /** The job. */
  public Optional<Job> find(TenantId tenant, DomainId domain, JobId id) {
    return findByIdOptional(new JobRow.Key(tenant.value(), domain.value(), id.value()))
        .map(JobRepository::job);
  }

  /** The job, unless its results have outlived their time. */
  public Optional<Job> findLive(TenantId tenant, DomainId domain, JobId id, Instant now) {
    return find(
            "tenantId = ?1 and domainId = ?2 and jobId = ?3"
                + " and (expiresAt is null or expiresAt > ?4)",
            tenant.value(),
            domain.value(),
            id.value(),
            now)
        .firstResultOptional()
        .map(JobRepository::job);
  }

  /** A page of jobs whose results have not outlived their time, the newest first. */
  public Page<Job> list(
      TenantId tenant,
      DomainId domain,
      Jobs.Filter filter,
      Instant now,
      int limit,
      @Nullable PageToken from) {
    StringBuilder where = new StringBuilder("tenantId = :tenant and domainId = :domain");
    Map<String, Object> values = new HashMap<>();
    values.put("tenant", tenant.value());
    values.put("domain", domain.value());
    where.append(" and kind in (:kinds) and (expiresAt is null or expiresAt > :now)");
    values.put("now", now);
    values.put("kinds", filter.kinds());
    JobStatus status = filter.status();
    if (status != null) {
      where.append(" and status = :status");
      values.put("status", status.name());
    }
    return page(where, values, limit, from);
  }

  /** A page of a tenant's jobs of one kind, the newest first. */
  public Page<Job> ofKind(
      TenantId tenant,
      @Nullable Collection<DomainId> only,
      String kind,
      int limit,
      @Nullable PageToken from) {
    StringBuilder where = new StringBuilder("tenantId = :tenant and kind = :kind");
    Map<String, Object> values = new HashMap<>();
    values.put("tenant", tenant.value());
    values.put("kind", kind);
    if (only != null) {
      where.append(" and domainId in (:domains)");
      values.put("domains", only.stream().map(DomainId::value).toList());
    }
    return page(where, values, limit, from);
  }

  /** The job of that kind. */
  public Optional<Job> find(TenantId tenant, String kind, JobId id) {
    return find("tenantId = ?1 and kind = ?2 and jobId = ?3", tenant.value(), kind, id.value())
        .firstResultOptional()
        .map(JobRepository::job);
  }

  private Page<Job> page(
      StringBuilder where, Map<String, Object> values, int limit, @Nullable PageToken from) {
    if (from != null) {
      where.append(" and (createdAt < :at or (createdAt = :at and jobId > :after))");
      Place place = Place.read(from);
      values.put("at", place.createdAt());
      values.put("after", place.jobId());
    }
    List<JobRow> rows =
        find(where.append(" order by createdAt desc, jobId").toString(), values)
            .range(0, limit)
            .list();
    List<Job> jobs = rows.stream().limit(limit).map(JobRepository::job).toList();
    return new Page<>(jobs, rows.size() > limit ? Place.of(jobs.getLast()).token() : null);
  }

  /** Where a list goes on. */
  private record Place(Instant createdAt, String jobId) {
    static Place of(Job job) {
      return new Place(job.createdAt(), job.id().value());
    }

    static Place read(PageToken token) {
      String[] parts = token.lastKey().split("/", 2);
      try {
        return new Place(Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), parts[1]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new FailureException(
            new io.voxward.common.Failure.Invalid("nextToken", "must be a token of this list"), e);
      }
    }

    PageToken token() {
      return new PageToken(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + "/" + jobId);
    }
  }

  /** Waits until no other transaction stands in the same line; held until commit. */
  public void standInLine(String line, TenantId tenant, DomainId domain) {
    Object _ =
        getEntityManager()
            .createNativeQuery(
                "select pg_advisory_xact_lock(hashtextextended(?1, 0))::text", String.class)
            .setParameter(1, "job/" + line + "/" + tenant + "/" + domain)
            .getSingleResult();
  }

  /** How many jobs of a kind have not ended. */
  public long countActive(TenantId tenant, DomainId domain, String kind) {
    return count(
        "tenantId = ?1 and domainId = ?2 and kind = ?3 and " + ACTIVE,
        tenant.value(),
        domain.value(),
        kind);
  }

  /** Fails what has not ended and says which jobs those were. */
  public List<Job> failAll(TenantId tenant, DomainId domain, JobFailure failure, Instant at) {
    List<JobRow> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from jobs where tenant_id = ?1 and domain_id = ?2 and "
                    + ACTIVE
                    + " order by job_id for update",
                JobRow.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .getResultList();
    for (JobRow row : rows) {
      getEntityManager().refresh(row);
      end(row, JobStatus.FAILED, failure, at);
    }
    flush();
    return rows.stream().map(JobRepository::job).toList();
  }

  /** Takes the oldest job that is to be split or finished and that nobody holds. */
  public Optional<JobLease> take(
      String owner, Collection<String> kinds, Instant now, Instant until) {
    List<JobRow> found =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from jobs where kind in (:kinds)"
                    + " and (lease_until is null or lease_until <= :now)"
                    + " and (status = 'SUBMITTED' or (status = 'IN_PROGRESS'"
                    + " and items_done + items_failed >= items_total))"
                    + " order by created_at limit 1 for update skip locked",
                JobRow.class)
            .setParameterList("kinds", kinds)
            .setParameter("now", now)
            .getResultList();
    return found.stream()
        .findFirst()
        .map(row -> {
          row.leaseOwner = owner;
          row.leaseUntil = until;
          row.attempts++;
          flush();
          return new JobLease(job(row), owner);
        });
  }

  /** The job of a lease, locked until commit, if the lease still holds. */
  public boolean lock(JobLease lease) {
    Job job = lease.job();
    return !getEntityManager()
        .createNativeQuery(
            "select 1 from jobs where tenant_id = ?1 and domain_id = ?2 and job_id = ?3"
                + " and lease_owner = ?4 and attempts = ?5 and status = ?6 for update",
            Integer.class)
        .setParameter(1, job.tenant().value())
        .setParameter(2, job.domain().value())
        .setParameter(3, job.id().value())
        .setParameter(4, lease.owner())
        .setParameter(5, job.attempts())
        .setParameter(6, job.status().name())
        .getResultList()
        .isEmpty();
  }

  /** Notes that a locked job was split. */
  public void begin(Job job, JobProgress progress, Instant now) {
    JobRow row = read(job);
    row.status = JobStatus.IN_PROGRESS.name();
    row.itemsTotal = progress.total();
    row.itemsDone = progress.done();
    row.itemsFailed = progress.failed();
    row.attempts = 0;
    row.leaseOwner = null;
    row.leaseUntil = null;
    row.updatedAt = now;
    flush();
  }

  /** Ends a locked job. */
  public Job end(Job job, JobStatus status, @Nullable JobFailure failure, Instant now) {
    JobRow row = read(job);
    end(row, status, failure, now);
    flush();
    return job(row);
  }

  private static void end(JobRow row, JobStatus status, @Nullable JobFailure failure, Instant now) {
    row.status = status.name();
    row.failureCode = failure == null ? null : failure.code();
    row.failure = failure == null ? null : failure.message();
    row.leaseOwner = null;
    row.leaseUntil = null;
    row.updatedAt = now;
    row.endedAt = now;
  }

  /** The row as it is now; this transaction has it locked. */
  private JobRow read(Job job) {
    JobRow row =
        findById(new JobRow.Key(job.tenant().value(), job.domain().value(), job.id().value()));
    getEntityManager().refresh(row);
    return row;
  }

  /** Lets a job go, to be taken again at {@code at} at the earliest. */
  public void release(JobLease lease, Instant at) {
    Job job = lease.job();
    update(
        "leaseOwner = null, leaseUntil = ?6 where " + THIS_JOB,
        job.tenant().value(),
        job.domain().value(),
        job.id().value(),
        lease.owner(),
        job.attempts(),
        at);
  }

  /** Counts an item that is over; false if the job has ended meanwhile. */
  public boolean count(Job job, boolean succeeded, Instant now) {
    return update(
            (succeeded ? "itemsDone = itemsDone + 1" : "itemsFailed = itemsFailed + 1")
                + ", updatedAt = ?1 where tenantId = ?2 and domainId = ?3 and jobId = ?4"
                + " and status = ?5",
            now,
            job.tenant().value(),
            job.domain().value(),
            job.id().value(),
            JobStatus.IN_PROGRESS.name())
        == 1;
  }

  /** Prolongs every lease of the owner. */
  public void prolong(String owner, Instant until) {
    update("leaseUntil = ?1 where leaseOwner = ?2 and " + ACTIVE, until, owner);
  }

  /** Lets go of everything that the owner holds, at once. */
  public void releaseAll(String owner, Instant now) {
    update(
        "leaseOwner = null, leaseUntil = ?1, attempts = attempts - 1 where leaseOwner = ?2 and "
            + ACTIVE,
        now,
        owner);
  }

  /** How many items of jobs that have not ended are still to be worked on. */
  public long openItems(Collection<String> kinds) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select coalesce(sum(items_total - items_done - items_failed), 0)::bigint from jobs"
                + " where kind in (:kinds) and status = 'IN_PROGRESS'",
            Long.class)
        .setParameterList("kinds", kinds)
        .getSingleResult();
  }

  static Job job(JobRow row) {
    return new Job(
        new TenantId(row.tenantId),
        new DomainId(row.domainId),
        new JobId(row.jobId),
        row.kind,
        row.name,
        JobStatus.valueOf(row.status),
        row.configuration,
        row.failureCode == null || row.failure == null
            ? null
            : new JobFailure(row.failureCode, row.failure),
        new JobProgress(row.itemsTotal, row.itemsDone, row.itemsFailed),
        row.attempts,
        row.createdAt,
        row.updatedAt,
        row.endedAt);
  }

  /** How many jobs the domain has, but for those of one kind. */
  public long countOf(TenantId tenant, DomainId domain, String exceptKind) {
    return count(
        "tenantId = ?1 and domainId = ?2 and kind <> ?3",
        tenant.value(),
        domain.value(),
        exceptKind);
  }

  /** Removes some jobs of the domain with their entries, but for one kind; says how many. */
  public int purge(TenantId tenant, DomainId domain, String exceptKind, int most) {
    return getEntityManager()
        .createNativeQuery(
            "with picked as (select job_id from jobs"
                + " where tenant_id = ?1 and domain_id = ?2 and kind <> ?3 limit ?4),"
                + " gone as (delete from job_items i using picked where i.tenant_id = ?1"
                + " and i.domain_id = ?2 and i.job_id = picked.job_id)"
                + " delete from jobs j using picked where j.tenant_id = ?1"
                + " and j.domain_id = ?2 and j.job_id = picked.job_id")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, exceptKind)
        .setParameter(4, most)
        .executeUpdate();
  }
}
