package io.voxward.enrollment;

import io.voxward.common.Failure.Reason;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.engine.quality.SpokenVoice;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.watchlist.Probe;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one voice out of recordings, past the guard; runs on the inference pool. */
public interface VoiceMaker {
  /**
   * The voice in the recordings, or why there is none.
   *
   * @param recordings of one person, each at its own rate
   * @param neededSeconds net speech needed in all, in seconds
   */
  default Made make(List<PcmAudio> recordings, double neededSeconds) {
    return make(recordings, neededSeconds, SeveralVoices.ONE);
  }

  /**
   * The voice in the recordings, or why there is none.
   *
   * @param recordings each at its own rate
   * @param neededSeconds net speech of the one voice needed in all, in seconds
   * @param allowed how many voices there may be; of several the longest is taken
   */
  Made make(List<PcmAudio> recordings, double neededSeconds, SeveralVoices allowed);

  /**
   * The same voice by the model before, while there are two; empty where there is one, or too
   * little speech. Without the guard: {@link #make} has asked it.
   */
  default Optional<Probe> byPrevious(List<PcmAudio> recordings) {
    return Optional.empty();
  }

  /** What came of it. */
  sealed interface Made {
    /**
     * A voice fit to be kept.
     *
     * @param embedding the voice
     * @param speech the net speech behind it
     * @param quality what was measured
     * @param separated who spoke in the recordings; absent where only one voice was allowed
     */
    record Voice(
        Embedding embedding, NetSpeech speech, Quality quality, @Nullable Separated separated)
        implements Made {
      /** A voice of recordings in which only one was allowed. */
      public Voice(Embedding embedding, NetSpeech speech, Quality quality) {
        this(embedding, speech, quality, null);
      }

      /** What the voice was made of: nothing of what others said. */
      public List<PcmAudio> sound(List<PcmAudio> recordings) {
        return separated == null ? recordings : separated.used();
      }

      /** Who spoke in the recordings; absent where only one voice was allowed. */
      public @Nullable List<SpokenVoice> voices() {
        return separated == null ? null : separated.voices();
      }

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
   * Recordings with their voices told apart.
   *
   * @param voices the longest first
   * @param used what the longest one says
   */
  record Separated(List<SpokenVoice> voices, List<PcmAudio> used) {
    /** Keeps unmodifiable copies. */
    public Separated {
      voices = List.copyOf(voices);
      used = List.copyOf(used);
    }
  }

  /**
   * What was measured on the recordings.
   *
   * @param snrDb signal-to-noise ratio in decibels
   * @param clippingShare share of clipped samples, 0 to 1
   * @param bandwidthHz highest frequency with content, in hertz
   */
  record Quality(double snrDb, double clippingShare, double bandwidthHz) {}
}
