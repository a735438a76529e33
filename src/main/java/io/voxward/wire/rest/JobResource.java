package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_JOBS;
import static io.voxward.access.Permission.RUN_JOBS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.enrollment.batch.BatchJob;
import io.voxward.enrollment.batch.BatchJobs;
import io.voxward.enrollment.batch.BatchKind;
import io.voxward.enrollment.batch.EntryOutcome;
import io.voxward.job.JobFailure;
import io.voxward.job.JobId;
import io.voxward.job.JobStatus;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The batch jobs of a domain. */
@Path("/api/v1/domains/{domainId}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class JobResource {
  private final BatchJobs jobs;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code jobs}. */
  public JobResource(BatchJobs jobs, PageTokens tokens, CurrentCaller current) {
    this.jobs = jobs;
    this.tokens = tokens;
    this.current = current;
  }

  /** Starts a job. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(RUN_JOBS)
  public Response start(@PathParam("domainId") String domainId, @Nullable JobRequest request) {
    DomainId domain = new DomainId(domainId);
    JobRequest asked = Body.required(request);
    BatchJob started =
        jobs.start(
            current.tenant(), domain, asked.name(), asked.files(), asked.plan(), asked.keeping());
    return Response.created(URI.create("/api/v1/domains/" + domain + "/jobs/" + started.job().id()))
        .entity(JobBody.of(started))
        .build();
  }

  /** Lists jobs, the newest first. */
  @GET
  @Needs(READ_JOBS)
  public ListBody<JobBody> list(
      @PathParam("domainId") String domainId,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("status") @Nullable String status,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    BatchJobs.Filter filter =
        new BatchJobs.Filter(
            kind == null ? null : JobRequest.word(BatchKind.class, "kind", kind),
            status == null ? null : JobRequest.word(JobStatus.class, "status", status));
    String list = "jobs/" + domain + "/" + filter.kind() + "/" + filter.status();
    Page<BatchJob> page =
        jobs.list(
            tenant,
            domain,
            filter,
            ListBody.size(maxResults),
            tokens.read(tenant, list, nextToken));
    return ListBody.of(page, JobBody::of, tokens, tenant, list);
  }

  /**
   * What came of an entry of a job.
   *
   * @param status {@code WAITING}, {@code DONE} or {@code FAILED}
   */
  public record EntryBody(
      @Nullable String requestId,
      String status,
      @Nullable String generatedSpeakerId,
      @Nullable String customerSpeakerId,
      @Nullable String enrollmentStatus,
      @Nullable String generatedFraudsterId,
      @Nullable String registrationStatus,
      @Nullable Integer fraudsterSimilarityScore,
      JobBody.@Nullable Failed failure) {
    static EntryBody of(EntryOutcome outcome) {
      EntryOutcome.Success success = outcome.success();
      JobFailure failure = outcome.failure();
      return success == null
          ? failed(outcome.requestId(), failure)
          : new EntryBody(
              outcome.requestId(),
              "DONE",
              success.speakerId(),
              success.customerSpeakerId(),
              success.enrollmentStatus(),
              success.fraudsterId(),
              success.registrationStatus(),
              success.fraudsterSimilarityScore(),
              null);
    }

    private static EntryBody failed(@Nullable String requestId, @Nullable JobFailure failure) {
      return new EntryBody(
          requestId,
          failure == null ? "WAITING" : "FAILED",
          null,
          null,
          null,
          null,
          null,
          null,
          failure == null ? null : new JobBody.Failed(failure.code(), failure.message()));
    }

    /** The state only: it names a person. */
    @Override
    public String toString() {
      return "EntryBody[" + status + "]";
    }
  }

  /** Lists what came of a job's entries so far, in the order of its manifest. */
  @GET
  @Path("/{jobId}/entries")
  @Needs(READ_JOBS)
  public ListBody<EntryBody> entries(
      @PathParam("domainId") String domainId,
      @PathParam("jobId") String jobId,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    JobId id = new JobId(jobId);
    String list = "job-entries/" + domain + "/" + id;
    Page<EntryOutcome> page =
        jobs.entries(
            tenant, domain, id, ListBody.size(maxResults), tokens.read(tenant, list, nextToken));
    return ListBody.of(page, EntryBody::of, tokens, tenant, list);
  }

  /** Shows a job and how far it is. */
  @GET
  @Path("/{jobId}")
  @Needs(READ_JOBS)
  public JobBody get(@PathParam("domainId") String domainId, @PathParam("jobId") String jobId) {
    return JobBody.of(jobs.get(current.tenant(), new DomainId(domainId), new JobId(jobId)));
  }
}
