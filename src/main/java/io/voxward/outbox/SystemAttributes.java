package io.voxward.outbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a contact center's own system said about a call.
 *
 * @param originalContactArn the Amazon Connect contact that the session began with
 */
public record SystemAttributes(
    @JsonProperty("aws:connect:OriginalContactArn") String originalContactArn) {
  /** The attributes; absent without a contact. */
  public static @Nullable SystemAttributes of(@Nullable String originalContactArn) {
    return originalContactArn == null ? null : new SystemAttributes(originalContactArn);
  }
}
