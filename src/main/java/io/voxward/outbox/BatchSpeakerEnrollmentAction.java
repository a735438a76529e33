package io.voxward.outbox;

import io.voxward.common.WatchlistId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch enrollment was taken in, ended well or failed. */
public record BatchSpeakerEnrollmentAction(About about, String batchJobId, Data data)
    implements ServiceEvent {

  /**
   * What the job was asked for.
   *
   * @param enrollmentConfig null where the request said nothing
   */
  public record Data(
      @Nullable String dataAccessRoleArn,
      @Nullable EnrollmentConfig enrollmentConfig,
      BatchData.Input inputDataConfig,
      BatchData.@Nullable Output outputDataConfig) {}

  /**
   * How speakers are enrolled.
   *
   * @param existingEnrollmentAction {@code SKIP} or {@code OVERWRITE}
   * @param fraudDetectionConfig null where fraud is not looked for
   */
  public record EnrollmentConfig(
      @Nullable String existingEnrollmentAction,
      @Nullable FraudDetectionConfig fraudDetectionConfig) {}

  /**
   * How fraud is looked for before an enrollment.
   *
   * @param fraudDetectionAction {@code FAIL} or {@code IGNORE}
   */
  public record FraudDetectionConfig(
      @Nullable String fraudDetectionAction,
      @Nullable Integer fraudDetectionThreshold,
      @Nullable List<WatchlistId> watchlistIds) {}

  @Override
  public String detailType() {
    return "VoiceId Batch Speaker Enrollment Action";
  }

  @Override
  public String action() {
    return "BATCH_ENROLLMENT_REQUEST";
  }

  @Override
  public String aggregate() {
    return batchJobId;
  }
}
