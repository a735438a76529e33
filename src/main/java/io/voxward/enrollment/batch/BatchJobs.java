package io.voxward.enrollment.batch;

import io.voxward.access.ClientTokens;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.consent.ConsentKind;
import io.voxward.consent.Consents;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import io.voxward.domain.Domains;
import io.voxward.enrollment.upload.Upload;
import io.voxward.enrollment.upload.UploadId;
import io.voxward.enrollment.upload.Uploads;
import io.voxward.job.Job;
import io.voxward.job.JobDraft;
import io.voxward.job.JobFailure;
import io.voxward.job.JobId;
import io.voxward.job.JobItem;
import io.voxward.job.JobStatus;
import io.voxward.job.Jobs;
import io.voxward.profile.Profiles;
import io.voxward.watchlist.Watchlists;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts batch jobs and tells how far they are. */
@ApplicationScoped
public class BatchJobs implements DomainStep {
  private final Domains domains;
  private final Jobs jobs;
  private final Watchlists watchlists;
  private final Profiles profiles;
  private final BatchLimits limits;
  private final BatchEvents events;
  private final Consents consents;
  private final Uploads uploads;
  private final ClientTokens tokens;
  private final Audit audit;

  /** Runs batches as {@code jobs}. */
  public BatchJobs(
      Domains domains,
      Jobs jobs,
      Watchlists watchlists,
      Profiles profiles,
      BatchLimits limits,
      BatchEvents events,
      Consents consents,
      Uploads uploads,
      ClientTokens tokens,
      Audit audit) {
    this.domains = domains;
    this.jobs = jobs;
    this.watchlists = watchlists;
    this.profiles = profiles;
    this.limits = limits;
    this.events = events;
    this.consents = consents;
    this.uploads = uploads;
    this.tokens = tokens;
    this.audit = audit;
  }

  /**
   * Starts a job, or finds the one that the first call with this token started.
   *
   * @param clientToken the caller's token; without one every call starts a job
   * @throws FailureException as {@link #start}, and {@code CLIENT_TOKEN_REUSED} if the first call
   *     asked for something else
   */
  @Transactional
  public BatchJob startOnce(
      TenantId tenant,
      DomainId domain,
      @Nullable String clientToken,
      @Nullable String name,
      BatchFiles files,
      BatchPlan plan) {
    return tokens.once(
        tenant,
        "Start/" + plan.kind(),
        clientToken,
        hash(domain + "/" + name + "/" + BatchSettings.text(files, plan, BatchKeeping.DEFAULT)),
        () -> start(tenant, domain, name, files, plan, BatchKeeping.DEFAULT),
        started -> started.job().id().value(),
        id -> get(tenant, domain, new JobId(id)));
  }

  private static byte[] hash(String asked) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Starts a job. That its manifest and its output can be had is found out when it runs.
   *
   * @param name 1 to 256 letters, digits, {@code _} and {@code -}
   * @throws FailureException if there is no such active domain, watchlist or profile, if the domain
   *     asks for consent records and nobody in it has one, if as many jobs as allowed are active
   *     already, or if the upload that it reads is missing, has no manifest or belongs to a job
   */
  @Transactional
  public BatchJob start(
      TenantId tenant,
      DomainId domainId,
      @Nullable String name,
      BatchFiles files,
      BatchPlan plan,
      BatchKeeping keeping) {
    Domain domain = domains.requireActive(tenant, domainId);
    BatchPlan fixed = fixed(domain, plan);
    JobDraft draft =
        new JobDraft(
            tenant,
            domainId,
            plan.kind().name(),
            name,
            BatchSettings.text(files, fixed, keeping),
            keeping.timeToLiveHours());
    if (plan.kind() == BatchKind.SPEAKER_ENROLLMENT) {
      requireConsents(domain);
    }
    WatchlistId _ = watchlists.requireOrDefault(domain, BatchSettings.watchlist(plan));
    limits.requireRoom(tenant, plan.kind(), jobs.countActive(tenant, domainId, draft.kind()));
    UploadId uploadId = files.upload();
    Upload upload = uploadId == null ? null : uploads.requireReady(tenant, domainId, uploadId);
    BatchJob started = new BatchJob(jobs.submit(draft), files, fixed, keeping);
    if (upload != null) {
      uploads.use(upload, started.job().id());
    }
    events.submitted(started);
    audit.record(AuditEntry.in(tenant, domainId, "job.submitted", started.job().id().value()));
    return started;
  }

  /** The plan with the version of its profile fixed: all its entries go by the same. */
  private BatchPlan fixed(Domain domain, BatchPlan plan) {
    if (!(plan instanceof EnrollmentPlan enrollment) || enrollment.profile() == null) {
      return plan;
    }
    return enrollment.with(profiles.get(domain.tenant(), domain.id(), enrollment.profile()).ref());
  }

  /**
   * Refuses, where a domain asks for consent records, a job of which every entry would be refused.
   *
   * @throws FailureException of kind {@code CONSENT_REQUIRED}
   */
  private void requireConsents(Domain domain) {
    if (domain.settings().consentRequired()
        && !consents.anybody(domain.tenant(), domain.id(), ConsentKind.ENROLLMENT)) {
      throw Consents.required(ConsentKind.ENROLLMENT);
    }
  }

  /**
   * A job of any kind, while its results live.
   *
   * @throws FailureException {@link Failure.NotFound}, or the domain is not active
   */
  @Transactional
  public BatchJob get(TenantId tenant, DomainId domain, JobId id) {
    Domain _ = domains.requireActive(tenant, domain);
    Job found = jobs.getLive(tenant, domain, id);
    if (!BatchKind.names().contains(found.kind())) {
      throw FailureException.notFound(Failure.Resource.BATCH_JOB);
    }
    BatchJob read = BatchSettings.read(found);
    return read.files().upload() == null
        ? read
        : read.with(uploads.ofJobs(tenant, domain, List.of(id)).get(id));
  }

  /**
   * A job of that kind; one of the other kind does not exist for such a question.
   *
   * @throws FailureException {@link Failure.NotFound}, or the domain is not active
   */
  @Transactional
  public BatchJob get(TenantId tenant, DomainId domain, BatchKind kind, JobId id) {
    BatchJob found = get(tenant, domain, id);
    if (found.kind() != kind) {
      throw FailureException.notFound(Failure.Resource.BATCH_JOB);
    }
    return found;
  }

  /** Which jobs to list; an absent part lets all through. */
  public record Filter(@Nullable BatchKind kind, @Nullable JobStatus status) {}

  /** A page of the domain's jobs, the newest first. */
  @Transactional
  public Page<BatchJob> list(
      TenantId tenant, DomainId domain, Filter filter, int limit, @Nullable PageToken from) {
    Domain _ = domains.requireActive(tenant, domain);
    BatchKind kind = filter.kind();
    Page<Job> page =
        jobs.list(
            tenant,
            domain,
            new Jobs.Filter(
                kind == null ? BatchKind.names() : Set.of(kind.name()), filter.status()),
            limit,
            from);
    List<BatchJob> read = page.items().stream().map(BatchSettings::read).toList();
    Map<JobId, Upload> used =
        uploads.ofJobs(
            tenant,
            domain,
            read.stream()
                .filter(job -> job.files().upload() != null)
                .map(job -> job.job().id())
                .toList());
    return new Page<>(
        read.stream().map(job -> job.with(used.get(job.job().id()))).toList(), page.next());
  }

  /**
   * A page of what came of a job's entries so far, in the order of the manifest.
   *
   * @throws FailureException {@link Failure.NotFound}, or the domain is not active
   */
  @Transactional
  public Page<EntryOutcome> entries(
      TenantId tenant, DomainId domain, JobId id, int limit, @Nullable PageToken from) {
    BatchJob job = get(tenant, domain, id);
    List<JobItem> found =
        jobs.items(job.job(), from == null ? -1 : EntryOutcome.place(from), limit + 1);
    List<JobItem> page = found.stream().limit(limit).toList();
    return new Page<>(
        page.stream().map(EntryOutcome::of).toList(),
        found.size() > limit ? new PageToken(Long.toString(page.getLast().number())) : null);
  }

  @Override
  public void suspended(Domain domain) {
    jobs.failAll(
        domain.tenant(),
        domain.id(),
        new JobFailure(JobFailure.CONFLICT, "the domain is " + domain.status() + ", not ACTIVE"));
  }
}
