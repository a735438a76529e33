package io.voxward.wire.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.Rehearsal;
import io.voxward.evaluation.CallProgress;
import io.voxward.evaluation.Evaluation;
import io.voxward.evaluation.RehearsedDecision;
import jakarta.inject.Singleton;

/** A call that is heard, decided on, and told in the words of a stream. */
@Singleton
class MessageRehearsal implements Rehearsal {
  private final RehearsedDecision decisions;
  private final ObjectMapper json;

  MessageRehearsal(RehearsedDecision decisions, ObjectMapper json) {
    this.decisions = decisions;
    this.json = json;
  }

  @Override
  public void rehearse() {
    decisions.decide(this::tell);
  }

  private void tell(Evaluation evaluation) {
    try {
      String _ = json.writeValueAsString(CallMessage.of(evaluation));
      String _ =
          json.writeValueAsString(
              CallMessage.of(
                  new CallProgress(
                      evaluation.streaming(), evaluation.netSpeechSeconds(), 0, null)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is always JSON", e);
    }
  }
}
