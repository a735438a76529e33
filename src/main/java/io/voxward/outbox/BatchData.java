package io.voxward.outbox;

import org.jspecify.annotations.Nullable;

/** Where batch jobs read and write, as events tell it. */
public final class BatchData {
  private BatchData() {}

  /** Where the manifest lies. */
  public record Input(String s3Uri) {}

  /** Where the results go. */
  public record Output(String s3Uri, @Nullable String kmsKeyId) {}
}
