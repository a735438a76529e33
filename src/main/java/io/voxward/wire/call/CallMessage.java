package io.voxward.wire.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.enrollment.EnrollmentProgress;
import io.voxward.evaluation.CallProgress;
import io.voxward.evaluation.Evaluation;
import io.voxward.session.SessionNews;
import org.jspecify.annotations.Nullable;

/** A message to whoever follows a call: its {@code type}, and the members beside it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface CallMessage {

  /** Which kind of message it is. */
  String type();

  /** How the call goes on. */
  record Progress(
      String type,
      String streaming,
      double netSpeechSeconds,
      double secondsStillNeeded,
      @Nullable Integer score)
      implements CallMessage {}

  /** The decisions. */
  record Decisions(String type, @JsonUnwrapped EvaluationBody evaluation) implements CallMessage {}

  /** How the enrolment goes on. */
  record Enrolling(String type, @JsonUnwrapped EnrollmentBody progress) implements CallMessage {}

  /** Something is wrong. */
  record Wrong(String type, String code, String message) implements CallMessage {}

  /** A secure pause begins or is over. */
  record Plain(String type) implements CallMessage {}

  /** It is over. */
  record Over(String type, String reason) implements CallMessage {}

  /** The message that tells this. */
  static CallMessage of(SessionNews news) {
    return switch (news) {
      case CallProgress progress ->
          new Progress(
              "progress",
              progress.streaming().name(),
              Rounded.down(progress.netSpeechSeconds()),
              Rounded.up(progress.secondsStillNeeded()),
              score(progress));
      case Evaluation evaluation -> new Decisions("evaluation", EvaluationBody.of(evaluation));
      case EnrollmentProgress progress -> new Enrolling("enrollment", EnrollmentBody.of(progress));
      case SessionNews.Pause pause -> new Plain(pause.on() ? "paused" : "resumed");
      case SessionNews.Ended ended -> over(ended.reason());
      default -> throw new IllegalArgumentException("no message tells " + news.getClass());
    };
  }

  private static @Nullable Integer score(CallProgress progress) {
    DisplayScore score = progress.score();
    return score == null ? null : score.value();
  }

  /** Says that something is wrong. */
  static CallMessage wrong(String code, String message) {
    return new Wrong("error", code, message);
  }

  /** Says that it is over. */
  static CallMessage over(String reason) {
    return new Over("ended", reason);
  }
}
