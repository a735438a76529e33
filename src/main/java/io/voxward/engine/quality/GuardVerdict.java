package io.voxward.engine.quality;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.util.List;

/** The guard's answer. */
public sealed interface GuardVerdict {
  /** What was measured. */
  EnrollmentFigures figures();

  /**
   * One voice, enough of it, well heard.
   *
   * @param voice to be enrolled
   * @param speech the net speech behind it
   * @param signal how well it was heard
   */
  record Fit(Embedding voice, NetSpeech speech, SignalQuality signal, EnrollmentFigures figures)
      implements GuardVerdict {}

  /**
   * Not to be enrolled.
   *
   * @param refusals every rule that is broken, at least one
   */
  record Unfit(List<Refusal> refusals, EnrollmentFigures figures) implements GuardVerdict {
    /** Keeps its own copy; refuses a refusal without a reason. */
    public Unfit {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("a refusal needs a reason");
      }
    }

    /** Whether more speech alone would help. */
    public boolean needsOnlyMoreSpeech() {
      return isOnly(Refusal.Code.NOT_ENOUGH_SPEECH);
    }

    /** Whether that is the only reason. */
    boolean isOnly(Refusal.Code code) {
      return refusals.stream().allMatch(refusal -> refusal.code() == code);
    }
  }
}
