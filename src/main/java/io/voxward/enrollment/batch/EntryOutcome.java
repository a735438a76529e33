package io.voxward.enrollment.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.voxward.common.FailureException;
import io.voxward.common.PageToken;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import org.jspecify.annotations.Nullable;

/**
 * What came of an entry of a batch job.
 *
 * @param requestId its name in the manifest; absent where it has none
 * @param success absent while it waits, and where it failed
 * @param failure absent while it waits, and where it succeeded
 */
public record EntryOutcome(
    @Nullable String requestId, @Nullable Success success, @Nullable JobFailure failure) {
  private static final ObjectReader READER =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readerFor(Success.class);

  /** What the output manifest says of it; each kind of job has some of these. */
  public record Success(
      @JsonProperty("GeneratedSpeakerId") @Nullable String speakerId,
      @JsonProperty("CustomerSpeakerId") @Nullable String customerSpeakerId,
      @JsonProperty("EnrollmentStatus") @Nullable String enrollmentStatus,
      @JsonProperty("GeneratedFraudsterId") @Nullable String fraudsterId,
      @JsonProperty("RegistrationStatus") @Nullable String registrationStatus,
      @JsonProperty("FraudsterSimilarityScore") @Nullable Integer fraudsterSimilarityScore) {}

  static EntryOutcome of(JobItem item) {
    String result = item.result();
    return new EntryOutcome(
        Entry.read(item.input()).requestId(),
        result == null ? null : success(result),
        item.failure());
  }

  private static Success success(String result) {
    try {
      return READER.readValue(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept result is broken", e);
    }
  }

  /** The place in a job where a list of its entries goes on. */
  static long place(PageToken from) {
    try {
      return Long.parseLong(from.lastKey());
    } catch (NumberFormatException e) {
      throw FailureException.invalid("nextToken", "must be a token of this list");
    }
  }

  /** Nothing: it names a person. */
  @Override
  public String toString() {
    return "EntryOutcome[hidden]";
  }
}
