package io.voxward.session;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of a call up to one moment, over all its streams.
 *
 * @param netSpeechSeconds the live count of net speech, in seconds
 * @param voice the voice of the speech that is embedded so far; absent until there is any
 * @param from when the first speech arrived; absent until there is any
 * @param to when the last speech that counts arrived; absent until there is any
 */
public record Heard(
    double netSpeechSeconds, @Nullable Voice voice, @Nullable Instant from, @Nullable Instant to) {
  /** Nothing. */
  public static final Heard NOTHING = new Heard(0, null, null, null);

  /** The figures alone. */
  Heard withoutVoice() {
    return new Heard(netSpeechSeconds, null, from, to);
  }

  /**
   * A voice in numbers.
   *
   * @param embedding the voice
   * @param speech how much speech it was made from
   */
  public record Voice(Embedding embedding, NetSpeech speech) {
    /** How much speech; never the voice. */
    @Override
    public String toString() {
      return "Voice[" + speech + "]";
    }
  }

  /**
   * The voice of a stretch of speech that was looked at while the call rested, apart from the voice
   * so far.
   *
   * @param voice the voice of that stretch alone
   * @param fromSeconds when it begins in the audio of the call, in seconds
   * @param toSeconds when it ends
   */
  public record Look(Voice voice, double fromSeconds, double toSeconds) {}
}
