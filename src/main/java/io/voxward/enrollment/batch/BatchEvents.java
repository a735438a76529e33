package io.voxward.enrollment.batch;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.enrollment.batch.EnrollmentPlan.FraudCheck;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.outbox.BatchData;
import io.voxward.outbox.BatchFraudsterRegistrationAction;
import io.voxward.outbox.BatchSpeakerEnrollmentAction;
import io.voxward.outbox.ErrorInfo;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.ServiceEvent.About;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells of batch jobs: taken in, ended well, failed. */
@ApplicationScoped
public class BatchEvents {
  private final Outbox outbox;

  /** Tells through {@code outbox}. */
  public BatchEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /** A job was taken in, in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void submitted(BatchJob batch) {
    publish(About.submitted(batch.job().tenant(), batch.job().domain()), batch);
  }

  /** A job has ended, in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void ended(BatchJob batch) {
    Job job = batch.job();
    TenantId tenant = job.tenant();
    DomainId domain = job.domain();
    JobFailure failure = job.failure();
    publish(
        failure == null
            ? About.success(tenant, domain)
            : About.failure(
                tenant,
                domain,
                new ErrorInfo(failure.message(), type(failure.code()), failure.code())),
        batch);
  }

  private static String type(int code) {
    return switch (code) {
      case JobFailure.BAD_REQUEST -> "ValidationException";
      case JobFailure.LIMIT -> "ServiceQuotaExceededException";
      case JobFailure.FORBIDDEN -> "AccessDeniedException";
      case JobFailure.NOT_FOUND -> "ResourceNotFoundException";
      case JobFailure.CONFLICT -> "ConflictException";
      default -> "InternalServerException";
    };
  }

  private void publish(About about, BatchJob batch) {
    BatchFiles files = batch.files();
    String role = files.dataAccessRole();
    BatchData.Input input = new BatchData.Input(files.input());
    String place = files.output();
    BatchData.Output output = place == null ? null : new BatchData.Output(place, files.outputKey());
    String id = batch.job().id().value();
    switch (batch.plan()) {
      case EnrollmentPlan plan ->
          outbox.publish(
              new BatchSpeakerEnrollmentAction(
                  about,
                  id,
                  new BatchSpeakerEnrollmentAction.Data(role, config(plan), input, output)));
      case RegistrationPlan plan ->
          outbox.publish(
              new BatchFraudsterRegistrationAction(
                  about,
                  id,
                  new BatchFraudsterRegistrationAction.Data(role, config(plan), input, output)));
    }
  }

  private static BatchSpeakerEnrollmentAction.@Nullable EnrollmentConfig config(
      EnrollmentPlan plan) {
    FraudCheck check = plan.fraudCheck();
    return plan.equals(EnrollmentPlan.DEFAULT)
        ? null
        : new BatchSpeakerEnrollmentAction.EnrollmentConfig(
            word(plan.existing()),
            check == null
                ? null
                : new BatchSpeakerEnrollmentAction.FraudDetectionConfig(
                    word(check.action()), check.riskThreshold(), list(check.watchlist())));
  }

  private static BatchFraudsterRegistrationAction.@Nullable RegistrationConfig config(
      RegistrationPlan plan) {
    return plan.equals(RegistrationPlan.DEFAULT)
        ? null
        : new BatchFraudsterRegistrationAction.RegistrationConfig(
            word(plan.duplicates()), plan.similarityThreshold(), list(plan.watchlist()));
  }

  private static @Nullable String word(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static @Nullable List<WatchlistId> list(@Nullable WatchlistId one) {
    return one == null ? null : List.of(one);
  }
}
