package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_JOBS;
import static io.voxward.access.Permission.RUN_SCHEDULES;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.Caller;
import io.voxward.access.CurrentCaller;
import io.voxward.access.DomainScope;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.job.Job;
import io.voxward.job.JobId;
import io.voxward.job.Jobs;
import io.voxward.job.Schedule;
import io.voxward.job.Schedules;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Work that begins by itself: what there is, its runs, and beginning it by hand. */
@Path("/api/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ScheduleResource {
  private final Schedules schedules;
  private final Jobs jobs;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code schedules}. */
  public ScheduleResource(
      Schedules schedules, Jobs jobs, PageTokens tokens, CurrentCaller current) {
    this.schedules = schedules;
    this.jobs = jobs;
    this.tokens = tokens;
    this.current = current;
  }

  /** A schedule as it is shown. */
  public record ScheduleBody(String name, String kind, String every) {
    static ScheduleBody of(Schedule schedule) {
      return new ScheduleBody(schedule.name(), schedule.kind(), schedule.every().toString());
    }
  }

  /** Lists the schedules. */
  @GET
  @Needs(READ_JOBS)
  public ListBody<ScheduleBody> list() {
    return new ListBody<>(schedules.all().stream().map(ScheduleBody::of).toList(), null);
  }

  /** Begins what is due now, in the domains that the caller may act in. */
  @POST
  @Path("/{name}/runs")
  @Needs(RUN_SCHEDULES)
  public Response run(@PathParam("name") String name) {
    Caller caller = current.caller();
    List<Job> begun = schedules.run(schedules.named(name), caller.tenant(), caller.scope()::covers);
    return Response.accepted(new ListBody<>(begun.stream().map(RunBody::of).toList(), null))
        .build();
  }

  /** Lists the runs in the domains that the caller may act in, the newest first. */
  @GET
  @Path("/{name}/runs")
  @Needs(READ_JOBS)
  public ListBody<RunBody> runs(
      @PathParam("name") String name,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    Caller caller = current.caller();
    Schedule schedule = schedules.named(name);
    String list = "schedules/" + schedule.name() + "/runs";
    Page<Job> page =
        jobs.ofKind(
            caller.tenant(),
            only(caller),
            schedule.kind(),
            ListBody.size(maxResults),
            tokens.read(caller.tenant(), list, nextToken));
    return ListBody.of(page, RunBody::of, tokens, caller.tenant(), list);
  }

  /** Shows a run and how far it is. */
  @GET
  @Path("/{name}/runs/{jobId}")
  @Needs(READ_JOBS)
  public RunBody get(@PathParam("name") String name, @PathParam("jobId") String jobId) {
    Caller caller = current.caller();
    Job job = jobs.get(caller.tenant(), schedules.named(name).kind(), new JobId(jobId));
    if (!caller.scope().covers(job.domain())) {
      throw FailureException.notFound(Failure.Resource.BATCH_JOB);
    }
    return RunBody.of(job);
  }

  /** The domains a caller may act in; absent for all. */
  static @Nullable Collection<DomainId> only(Caller caller) {
    return switch (caller.scope()) {
      case DomainScope.All() -> null;
      case DomainScope.Only(Set<DomainId> domains) -> domains;
    };
  }
}
