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

  /** Shows a job and how far it is. */
  @GET
  @Path("/{jobId}")
  @Needs(READ_JOBS)
  public JobBody get(@PathParam("domainId") String domainId, @PathParam("jobId") String jobId) {
    return JobBody.of(jobs.get(current.tenant(), new DomainId(domainId), new JobId(jobId)));
  }
}
