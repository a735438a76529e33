package io.voxward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.Enrollment;
import io.voxward.client.Evaluation;
import io.voxward.client.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallLogTest {
  private final List<Standing> seen = new ArrayList<>();
  private final CallLog log = new CallLog(seen::add);

  private static Evaluation evaluation(
      String streaming, double speech, String decision, @Nullable Integer score) {
    return new Evaluation(
        "s",
        "call",
        streaming,
        speech,
        0,
        new Evaluation.Authentication(decision, score, 90, 0.001, null, List.of()),
        null,
        List.of(),
        "m");
  }

  private static StreamMessage evaluated(double speech, String decision, int score) {
    return new StreamMessage.Evaluated(evaluation("ONGOING", speech, decision, score));
  }

  @Test
  void the_first_judgement_is_timed_by_what_was_said_until_then() {
    log.sent(6.5);
    log.hear(evaluated(5.0, "ACCEPT", 97));
    log.sent(12);
    log.hear(evaluated(11.0, "ACCEPT", 97));

    Outcome outcome = log.outcome(evaluation("ENDED", 11, "ACCEPT", 97));

    Outcome.DecisionTime decision = Objects.requireNonNull(outcome.decision());
    assertThat(decision.callSeconds()).isEqualTo(6.5);
    assertThat(decision.speechSeconds()).isEqualTo(5.0);
    assertThat(outcome.judged()).containsExactly("ACCEPT");
    assertThat(outcome.got()).isEqualTo("ACCEPT");
  }

  @Test
  void a_change_of_mind_is_kept() {
    log.hear(evaluated(4, "ACCEPT", 95));
    log.hear(evaluated(8, "REJECT", 20));

    Outcome outcome = log.outcome(evaluation("ENDED", 9, "REJECT", 20));

    assertThat(outcome.judged()).containsExactly("ACCEPT", "REJECT");
  }

  @Test
  void progress_shows_the_running_score_and_what_is_still_needed() {
    log.sent(5);

    log.hear(new StreamMessage.Progress("ONGOING", 4.2, 5.8, 61));

    assertThat(seen).containsExactly(new Standing(5, 4.2, 61, 5.8, "listening"));
  }

  @Test
  void an_enrollment_needs_its_own_amount_and_has_no_score() {
    log.see(new Enrollment("NOT_ENOUGH_SPEECH", 0, 20, null, List.of(), null));

    log.hear(new StreamMessage.Progress("ONGOING", 8, 0, 100));

    Standing standing = seen.getLast();
    assertThat(standing.secondsStillNeeded()).isEqualTo(12);
    assertThat(standing.score()).isNull();
  }

  @Test
  void who_enrols_is_not_told_that_they_are_not_enrolled() {
    log.see(new Enrollment("NOT_ENOUGH_SPEECH", 0, 20, null, List.of(), null));

    log.hear(evaluated(1, "SPEAKER_NOT_ENROLLED", 0));

    assertThat(seen.getLast().word()).isEqualTo("listening");
  }

  @Test
  void a_fault_on_the_stream_breaks_the_call_whatever_was_decided() {
    log.hear(evaluated(5, "ACCEPT", 97));
    log.hear(new StreamMessage.Fault("TOO_FAST", "audio came too fast"));

    Outcome outcome = log.outcome(evaluation("ENDED", 5, "ACCEPT", 97));

    assertThat(outcome.got()).isEqualTo("ERROR");
    assertThat(outcome.detail()).isEqualTo("TOO_FAST: audio came too fast");
  }

  @Test
  void a_session_that_does_not_end_breaks_the_call() {
    Outcome outcome = log.outcome(evaluation("ONGOING", 5, "ACCEPT", 97));

    assertThat(outcome.got()).isEqualTo("ERROR");
  }

  @Test
  void a_log_of_the_risk_goes_by_the_fraud_decision_alone() {
    CallLog risk = new CallLog(seen::add, Question.RISK);
    Evaluation told =
        new Evaluation(
            "s",
            "call",
            "ENDED",
            12,
            0,
            new Evaluation.Authentication("REJECT", 3, 90, 0.001, null, List.of()),
            new Evaluation.Fraud("HIGH_RISK", List.of(), new Evaluation.KnownFraudster(97, "id#x")),
            List.of(),
            "m");

    Outcome outcome = risk.outcome(told);

    assertThat(outcome.got()).isEqualTo("HIGH_RISK");
    assertThat(outcome.judged()).containsExactly("HIGH_RISK");
    assertThat(outcome.decision()).isNull();
    assertThat(seen.getLast().score()).isEqualTo(97);
  }
}
