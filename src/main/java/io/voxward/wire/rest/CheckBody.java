package io.voxward.wire.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.voxward.evaluation.Authentication;
import io.voxward.evaluation.Evaluation;
import io.voxward.evaluation.FraudDetection;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.wire.call.Rounded;
import org.jspecify.annotations.Nullable;

/**
 * The decisions as the words a contact flow branches on.
 *
 * @param settled whether waiting longer can change nothing
 */
public record CheckBody(
    String enrollment,
    String authentication,
    String fraud,
    double secondsStillNeeded,
    @JsonProperty("final") boolean settled) {
  private static final String ENROLLED = "Enrolled";
  private static final String NOT_ENROLLED = "Not enrolled";
  private static final String OPTED_OUT = "Opted out";
  private static final String EXPIRED = "Expired";
  private static final String INCONCLUSIVE = "Inconclusive";

  /** The words for {@code evaluation}. */
  public static CheckBody of(Evaluation evaluation) {
    return new CheckBody(
        enrollment(evaluation.speakerStatus()),
        authentication(evaluation.authentication()),
        fraud(evaluation.fraud()),
        Rounded.up(evaluation.secondsStillNeeded()),
        evaluation.settled());
  }

  private static String enrollment(@Nullable SpeakerStatus status) {
    if (status == null) {
      return NOT_ENROLLED;
    }
    return switch (status) {
      case ENROLLED -> ENROLLED;
      case PENDING -> NOT_ENROLLED;
      case OPTED_OUT -> OPTED_OUT;
      case EXPIRED -> EXPIRED;
    };
  }

  private static String authentication(@Nullable Authentication authentication) {
    if (authentication == null) {
      return INCONCLUSIVE;
    }
    return switch (authentication.decision()) {
      case ACCEPT -> "Authenticated";
      case REJECT -> "Not authenticated";
      case NOT_ENOUGH_SPEECH, SPEAKER_ID_NOT_PROVIDED -> INCONCLUSIVE;
      case SPEAKER_NOT_ENROLLED -> NOT_ENROLLED;
      case SPEAKER_OPTED_OUT -> OPTED_OUT;
      case SPEAKER_EXPIRED -> EXPIRED;
    };
  }

  private static String fraud(@Nullable FraudDetection fraud) {
    if (fraud == null) {
      return INCONCLUSIVE;
    }
    return switch (fraud.decision()) {
      case HIGH_RISK -> "High risk";
      case LOW_RISK -> "Low risk";
      case NOT_ENOUGH_SPEECH -> INCONCLUSIVE;
    };
  }
}
