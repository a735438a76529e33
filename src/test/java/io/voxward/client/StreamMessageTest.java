package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StreamMessageTest {

  @Test
  void progress_says_how_much_speech_was_heard_and_is_needed() throws IOException {
    StreamMessage message =
        StreamMessage.parse(
            """
            {"type": "progress", "streaming": "ONGOING", "netSpeechSeconds": 2.5,
             "secondsStillNeeded": 7.5}\
            """);

    assertThat(message).isEqualTo(new StreamMessage.Progress("ONGOING", 2.5, 7.5, null));
  }

  @Test
  void an_evaluation_carries_its_decision_at_the_same_level() throws IOException {
    StreamMessage message =
        StreamMessage.parse(
            """
            {"type": "evaluation", "sessionId": "s", "sessionName": "call-1",
             "streaming": "ONGOING", "netSpeechSeconds": 10.1, "secondsStillNeeded": 0.0,
             "authentication": {"decision": "ACCEPT", "score": 97, "acceptanceThreshold": 90,
               "expectedFalseAcceptRate": 0.0002, "speaker": {"generatedSpeakerId": "id#1",
               "customerSpeakerId": "allison"}, "reasons": []},
             "fraud": {"decision": "LOW_RISK", "riskThreshold": 50, "reasons": []},
             "model": "m", "evaluatedAt": "2026-11-22T03:00:00Z"}\
            """);

    assertThat(message).isInstanceOf(StreamMessage.Evaluated.class);
    Evaluation evaluation = ((StreamMessage.Evaluated) message).evaluation();
    assertThat(evaluation.decision()).isEqualTo("ACCEPT");
    assertThat(evaluation.score()).isEqualTo(97);
    assertThat(evaluation.ended()).isFalse();
  }

  @Test
  void an_evaluation_without_a_decision_has_an_empty_word() throws IOException {
    StreamMessage message =
        StreamMessage.parse(
            """
            {"type": "evaluation", "sessionId": "s", "streaming": "ENDED",
             "netSpeechSeconds": 0, "secondsStillNeeded": 10}\
            """);

    assertThat(((StreamMessage.Evaluated) message).evaluation().decision()).isEmpty();
  }

  @Test
  void a_failed_enrollment_says_why_with_figures() throws IOException {
    StreamMessage message =
        StreamMessage.parse(
            """
            {"type": "enrollment", "status": "FAILED", "netSpeechSeconds": 20.5,
             "neededSeconds": 20, "reasons": ["MULTIPLE_SPEAKERS"], "details":
              [{"code": "MULTIPLE_SPEAKERS", "detail": "another voice from 3.0 s to 9.5 s"}]}\
            """);

    Enrollment enrollment = ((StreamMessage.Enrolling) message).enrollment();
    assertThat(enrollment.over()).isTrue();
    assertThat(enrollment.why())
        .containsExactly(new Reason("MULTIPLE_SPEAKERS", "another voice from 3.0 s to 9.5 s"));
  }

  @Test
  void reasons_without_figures_are_words() throws IOException {
    StreamMessage message =
        StreamMessage.parse(
            """
            {"type": "enrollment", "status": "FAILED", "netSpeechSeconds": 20.5,
             "neededSeconds": 20, "reasons": ["TOO_NOISY"]}\
            """);

    assertThat(((StreamMessage.Enrolling) message).enrollment().why())
        .containsExactly(new Reason("TOO_NOISY", ""));
  }

  @Test
  void a_kind_of_a_later_version_is_passed_on_by_name() throws IOException {
    StreamMessage message = StreamMessage.parse("{\"type\": \"spoken\", \"more\": 1}");

    assertThat(message).isEqualTo(new StreamMessage.Other("spoken"));
  }

  @Test
  void what_is_no_json_is_refused() {
    assertThatThrownBy(() -> StreamMessage.parse("hello"))
        .isInstanceOf(JsonProcessingException.class);
  }
}
