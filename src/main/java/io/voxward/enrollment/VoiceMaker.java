package io.voxward.enrollment;

import io.voxward.common.Failure.Reason;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.util.List;

/** Makes one voice out of recordings, past the guard; runs on the inference pool. */
public interface VoiceMaker {
  /**
   * The voice in the recordings, or why there is none.
   *
   * @param recordings of one person, each at its own rate
   * @param neededSeconds net speech needed in all, in seconds
   */
  Made make(List<PcmAudio> recordings, double neededSeconds);

  /** What came of it. */
  sealed interface Made {
    /**
     * A voice fit to be kept.
     *
     * @param embedding the voice
     * @param speech the net speech behind it
     * @param quality what was measured
     */
    record Voice(Embedding embedding, NetSpeech speech, Quality quality) implements Made {
      @Override
      public String toString() {
        return "Voice[" + speech + ", " + quality + "]";
      }
    }

    /**
     * The guard refused.
     *
     * @param reasons stable codes with figures
     */
    record Refused(List<Reason> reasons) implements Made {
      /** Whether more speech alone would help. */
      boolean onlyTooShort() {
        return reasons.stream().allMatch(reason -> reason.code().equals(NOT_ENOUGH_SPEECH));
      }
    }

    /** The inference pool is full. */
    record Overloaded() implements Made {}
  }

  /** The code of the one reason that more speech removes. */
  String NOT_ENOUGH_SPEECH = "NOT_ENOUGH_SPEECH";

  /**
   * What was measured on the recordings.
   *
   * @param snrDb signal-to-noise ratio in decibels
   * @param clippingShare share of clipped samples, 0 to 1
   * @param bandwidthHz highest frequency with content, in hertz
   */
  record Quality(double snrDb, double clippingShare, double bandwidthHz) {}
}
