package io.voxward.wire.audiohook;

import io.voxward.session.StreamEnd;
import io.voxward.wire.dialect.CallParameters;
import io.voxward.wire.dialect.CallRefusal;
import java.util.List;

/** What the connection has to do next, in the order given. */
sealed interface Step {
  /** Send this. */
  record Say(ServerMessage message) implements Step {}

  /** Open the call; tell the conversation what became of it. */
  record OpenCall(CallParameters parameters, Media media, List<String> continued) implements Step {
    public OpenCall {
      continued = List.copyOf(continued);
    }
  }

  /** Count a call that is not let in. */
  record CountRefusal(CallRefusal why) implements Step {}

  /** Hear nothing until it is resumed. */
  record PauseCall() implements Step {}

  /** Hear again. */
  record ResumeCall() implements Step {}

  /** The call's stream is over. */
  record EndCall(StreamEnd why) implements Step {}

  /** Count audio that never reached us. */
  record CountDiscarded(double seconds) implements Step {}

  /** Count what the other side complained of. */
  record CountComplaint(int code) implements Step {}

  /** Close the socket. */
  record HangUp(int code, String reason) implements Step {}
}
