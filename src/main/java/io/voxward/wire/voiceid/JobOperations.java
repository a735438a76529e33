package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.READ_JOBS;
import static io.voxward.access.Permission.RUN_JOBS;

import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.WatchlistId;
import io.voxward.enrollment.batch.BatchFiles;
import io.voxward.enrollment.batch.BatchJob;
import io.voxward.enrollment.batch.BatchJobs;
import io.voxward.enrollment.batch.BatchKind;
import io.voxward.enrollment.batch.EnrollmentPlan;
import io.voxward.enrollment.batch.EnrollmentPlan.FraudCheck;
import io.voxward.enrollment.batch.RegistrationPlan;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobId;
import io.voxward.job.JobStatus;
import io.voxward.wire.voiceid.Operation.Call;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on batch jobs. */
@ApplicationScoped
public class JobOperations implements OperationGroup {
  private static final String LIST_ENROLLMENTS = "ListSpeakerEnrollmentJobs";
  private static final String LIST_REGISTRATIONS = "ListFraudsterRegistrationJobs";

  private final BatchJobs jobs;
  private final Pages pages;

  /** Speaks for {@code jobs}. */
  public JobOperations(BatchJobs jobs, Pages pages) {
    this.jobs = jobs;
    this.pages = pages;
  }

  /** Where the manifest lies. */
  record Input(String s3Uri) {}

  /** Where the results go. */
  record Output(@Nullable String kmsKeyId, String s3Uri) {
    /** Absent for a job that was started over REST and puts its results nowhere. */
    static @Nullable Output of(BatchFiles files) {
      String place = files.output();
      return place == null ? null : new Output(files.outputKey(), place);
    }
  }

  /** How fraudsters are looked for before an enrollment. */
  record FraudDetection(
      @Nullable String fraudDetectionAction,
      @Nullable Integer riskThreshold,
      @Nullable List<String> watchlistIds) {}

  /** How speakers are enrolled. */
  record Enrollment(
      @Nullable String existingEnrollmentAction, @Nullable FraudDetection fraudDetectionConfig) {
    static @Nullable Enrollment of(EnrollmentPlan plan) {
      FraudCheck check = plan.fraudCheck();
      return plan.equals(EnrollmentPlan.DEFAULT)
          ? null
          : new Enrollment(
              word(plan.existing()),
              check == null
                  ? null
                  : new FraudDetection(
                      word(check.action()), check.riskThreshold(), list(check.watchlist())));
    }

    EnrollmentPlan plan() {
      FraudDetection fraud = fraudDetectionConfig;
      return new EnrollmentPlan(
          existingEnrollmentAction == null
              ? null
              : EnrollmentPlan.Existing.valueOf(existingEnrollmentAction),
          fraud == null
              ? null
              : new FraudCheck(
                  fraud.fraudDetectionAction() == null
                      ? null
                      : EnrollmentPlan.FraudAction.valueOf(fraud.fraudDetectionAction()),
                  fraud.riskThreshold(),
                  first(fraud.watchlistIds())));
    }
  }

  /** How fraudsters are registered. */
  record Registration(
      @Nullable String duplicateRegistrationAction,
      @Nullable Integer fraudsterSimilarityThreshold,
      @Nullable List<String> watchlistIds) {
    static @Nullable Registration of(RegistrationPlan plan) {
      return plan.equals(RegistrationPlan.DEFAULT)
          ? null
          : new Registration(
              word(plan.duplicates()), plan.similarityThreshold(), list(plan.watchlist()));
    }

    RegistrationPlan plan() {
      return new RegistrationPlan(
          duplicateRegistrationAction == null
              ? null
              : RegistrationPlan.Duplicates.valueOf(duplicateRegistrationAction),
          fraudsterSimilarityThreshold,
          first(watchlistIds));
    }
  }

  private static @Nullable String word(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static @Nullable List<String> list(@Nullable WatchlistId one) {
    return one == null ? null : List.of(one.value());
  }

  /** The model allows exactly one. */
  private static @Nullable WatchlistId first(@Nullable List<String> lists) {
    return lists == null || lists.isEmpty() ? null : new WatchlistId(lists.getFirst());
  }

  /** Starts an enrollment job. */
  record StartEnrollmentRequest(
      @Nullable String clientToken,
      String dataAccessRoleArn,
      String domainId,
      @Nullable Enrollment enrollmentConfig,
      Input inputDataConfig,
      @Nullable String jobName,
      Output outputDataConfig) {
    @Override
    public String toString() {
      return "StartEnrollmentRequest[hidden]";
    }
  }

  /** Starts a registration job. */
  record StartRegistrationRequest(
      @Nullable String clientToken,
      String dataAccessRoleArn,
      String domainId,
      Input inputDataConfig,
      @Nullable String jobName,
      Output outputDataConfig,
      @Nullable Registration registrationConfig) {
    @Override
    public String toString() {
      return "StartRegistrationRequest[hidden]";
    }
  }

  /** Names one job. */
  record JobRequest(String domainId, String jobId) {}

  /** Asks for a page. */
  record ListJobsRequest(
      String domainId,
      @Nullable String jobStatus,
      @Nullable Integer maxResults,
      @Nullable String nextToken) {}

  /** Why a job failed. */
  record FailureDetails(String message, int statusCode) {
    static @Nullable FailureDetails of(@Nullable JobFailure failure) {
      return failure == null ? null : new FailureDetails(failure.message(), failure.code());
    }
  }

  /** How far a job is. */
  record Progress(int percentComplete) {
    static Progress of(Job job) {
      return new Progress(job.progress().percentComplete(job.status()));
    }
  }

  /** An enrollment job. */
  record EnrollmentJob(
      Instant createdAt,
      @Nullable String dataAccessRoleArn,
      String domainId,
      @Nullable Instant endedAt,
      @Nullable Enrollment enrollmentConfig,
      @Nullable FailureDetails failureDetails,
      Input inputDataConfig,
      String jobId,
      @Nullable String jobName,
      Progress jobProgress,
      String jobStatus,
      @Nullable Output outputDataConfig) {
    static EnrollmentJob of(BatchJob batch) {
      Job job = batch.job();
      BatchFiles files = batch.files();
      return new EnrollmentJob(
          job.createdAt(),
          files.dataAccessRole(),
          job.domain().value(),
          job.endedAt(),
          batch.plan() instanceof EnrollmentPlan plan ? Enrollment.of(plan) : null,
          FailureDetails.of(job.failure()),
          new Input(files.input()),
          job.id().value(),
          job.name(),
          Progress.of(job),
          job.status().name(),
          Output.of(files));
    }

    @Override
    public String toString() {
      return "EnrollmentJob[" + jobId + "]";
    }
  }

  /** A registration job. */
  record RegistrationJob(
      Instant createdAt,
      @Nullable String dataAccessRoleArn,
      String domainId,
      @Nullable Instant endedAt,
      @Nullable FailureDetails failureDetails,
      Input inputDataConfig,
      String jobId,
      @Nullable String jobName,
      Progress jobProgress,
      String jobStatus,
      @Nullable Output outputDataConfig,
      @Nullable Registration registrationConfig) {
    static RegistrationJob of(BatchJob batch) {
      Job job = batch.job();
      BatchFiles files = batch.files();
      return new RegistrationJob(
          job.createdAt(),
          files.dataAccessRole(),
          job.domain().value(),
          job.endedAt(),
          FailureDetails.of(job.failure()),
          new Input(files.input()),
          job.id().value(),
          job.name(),
          Progress.of(job),
          job.status().name(),
          Output.of(files),
          batch.plan() instanceof RegistrationPlan plan ? Registration.of(plan) : null);
    }

    @Override
    public String toString() {
      return "RegistrationJob[" + jobId + "]";
    }
  }

  /** A job in a list. */
  record JobSummary(
      Instant createdAt,
      String domainId,
      @Nullable Instant endedAt,
      @Nullable FailureDetails failureDetails,
      String jobId,
      @Nullable String jobName,
      Progress jobProgress,
      String jobStatus) {
    static JobSummary of(BatchJob batch) {
      Job job = batch.job();
      return new JobSummary(
          job.createdAt(),
          job.domain().value(),
          job.endedAt(),
          FailureDetails.of(job.failure()),
          job.id().value(),
          job.name(),
          Progress.of(job),
          job.status().name());
    }

    @Override
    public String toString() {
      return "JobSummary[" + jobId + "]";
    }
  }

  /** Shows an enrollment job. */
  record EnrollmentResponse(EnrollmentJob job) {}

  /** Shows a registration job. */
  record RegistrationResponse(RegistrationJob job) {}

  /** Shows a page. */
  record ListJobsResponse(List<JobSummary> jobSummaries, @Nullable String nextToken) {}

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.inDomain(
            "StartSpeakerEnrollmentJob",
            RUN_JOBS,
            StartEnrollmentRequest.class,
            EnrollmentResponse.class,
            StartEnrollmentRequest::domainId,
            this::startEnrollment),
        Operation.inDomain(
            "StartFraudsterRegistrationJob",
            RUN_JOBS,
            StartRegistrationRequest.class,
            RegistrationResponse.class,
            StartRegistrationRequest::domainId,
            this::startRegistration),
        Operation.inDomain(
            "DescribeSpeakerEnrollmentJob",
            READ_JOBS,
            JobRequest.class,
            EnrollmentResponse.class,
            JobRequest::domainId,
            (call, request) ->
                new EnrollmentResponse(
                    EnrollmentJob.of(describe(call, request, BatchKind.SPEAKER_ENROLLMENT)))),
        Operation.inDomain(
            "DescribeFraudsterRegistrationJob",
            READ_JOBS,
            JobRequest.class,
            RegistrationResponse.class,
            JobRequest::domainId,
            (call, request) ->
                new RegistrationResponse(
                    RegistrationJob.of(describe(call, request, BatchKind.FRAUDSTER_REGISTRATION)))),
        Operation.inDomain(
            LIST_ENROLLMENTS,
            READ_JOBS,
            ListJobsRequest.class,
            ListJobsResponse.class,
            ListJobsRequest::domainId,
            (call, request) -> list(call, request, BatchKind.SPEAKER_ENROLLMENT, LIST_ENROLLMENTS)),
        Operation.inDomain(
            LIST_REGISTRATIONS,
            READ_JOBS,
            ListJobsRequest.class,
            ListJobsResponse.class,
            ListJobsRequest::domainId,
            (call, request) ->
                list(call, request, BatchKind.FRAUDSTER_REGISTRATION, LIST_REGISTRATIONS)));
  }

  private EnrollmentResponse startEnrollment(Call call, StartEnrollmentRequest request) {
    Enrollment config = request.enrollmentConfig();
    return new EnrollmentResponse(
        EnrollmentJob.of(
            jobs.startOnce(
                call.tenant(),
                new DomainId(request.domainId()),
                request.clientToken(),
                request.jobName(),
                files(
                    request.inputDataConfig(),
                    request.outputDataConfig(),
                    request.dataAccessRoleArn()),
                config == null ? EnrollmentPlan.DEFAULT : config.plan())));
  }

  private RegistrationResponse startRegistration(Call call, StartRegistrationRequest request) {
    Registration config = request.registrationConfig();
    return new RegistrationResponse(
        RegistrationJob.of(
            jobs.startOnce(
                call.tenant(),
                new DomainId(request.domainId()),
                request.clientToken(),
                request.jobName(),
                files(
                    request.inputDataConfig(),
                    request.outputDataConfig(),
                    request.dataAccessRoleArn()),
                config == null ? RegistrationPlan.DEFAULT : config.plan())));
  }

  private static BatchFiles files(Input input, Output output, String role) {
    return new BatchFiles(input.s3Uri(), output.s3Uri(), output.kmsKeyId(), role);
  }

  private BatchJob describe(Call call, JobRequest request, BatchKind kind) {
    return jobs.get(
        call.tenant(), new DomainId(request.domainId()), kind, new JobId(request.jobId()));
  }

  private ListJobsResponse list(
      Call call, ListJobsRequest request, BatchKind kind, String operation) {
    DomainId domain = new DomainId(request.domainId());
    JobStatus status = request.jobStatus() == null ? null : JobStatus.valueOf(request.jobStatus());
    String list = operation + "/" + domain + "/" + status;
    Page<BatchJob> page =
        jobs.list(
            call.tenant(),
            domain,
            new BatchJobs.Filter(kind, status),
            Pages.size(request.maxResults()),
            pages.from(call.tenant(), list, request.nextToken()));
    return new ListJobsResponse(
        page.items().stream().map(JobSummary::of).toList(), pages.next(call.tenant(), list, page));
  }
}
