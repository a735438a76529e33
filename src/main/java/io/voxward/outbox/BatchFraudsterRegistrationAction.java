package io.voxward.outbox;

import io.voxward.common.WatchlistId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch registration of fraudsters was taken in, ended well or failed. */
public record BatchFraudsterRegistrationAction(About about, String batchJobId, Data data)
    implements ServiceEvent {

  /**
   * What the job was asked for.
   *
   * @param registrationConfig null where the request said nothing
   */
  public record Data(
      @Nullable String dataAccessRoleArn,
      @Nullable RegistrationConfig registrationConfig,
      BatchData.Input inputDataConfig,
      BatchData.@Nullable Output outputDataConfig) {}

  /**
   * How fraudsters are registered.
   *
   * @param duplicateRegistrationAction {@code SKIP} or {@code REGISTER_AS_NEW}
   */
  public record RegistrationConfig(
      @Nullable String duplicateRegistrationAction,
      @Nullable Integer fraudsterSimilarityThreshold,
      @Nullable List<WatchlistId> watchlistIds) {}

  @Override
  public String detailType() {
    return "VoiceId Batch Fraudster Registration Action";
  }

  @Override
  public String action() {
    return "BATCH_REGISTRATION_REQUEST";
  }

  @Override
  public String aggregate() {
    return batchJobId;
  }
}
