package io.voxward.session;

import io.voxward.engine.Attention;
import io.voxward.engine.Due;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.onnx.InferencePool.Priority;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The recognition core as live calls need it: many ears, heard together on the inference pool. */
interface CallEngine {
  /** An ear for one call, over all its streams. */
  Ear newEar(SampleRate rate);

  /**
   * Finds the speech in what the ears were given, that of all ears together. Runs where {@link
   * #submit} put it.
   */
  void listen(List<Ear> ears);

  /** Embeds the stretch of speech that is due for each ear, those of the same length together. */
  void embed(List<Ear> ears);

  /**
   * Runs work on the inference pool.
   *
   * @param priority who waits for it
   * @return the future result; absent when the pool is full and the work must wait with the caller
   */
  <T> @Nullable CompletableFuture<T> submit(Priority priority, Callable<T> work);

  /** How much work runs at a time. */
  int threads();

  /** What is heard of one call. Hears and listens for one thread at a time. */
  interface Ear {
    /** Takes sound that follows what was taken before. */
    void hear(float[] samples);

    /** Says that a stream is over: what was open is decided by the next {@link #listen}. */
    void finishStream();

    /** Follows the voice as closely as this from now on; speech is counted in any case. */
    void follow(Attention attention);

    /** Says how much speech there must be, in seconds, before anybody asks for the voice. */
    void wantFrom(double seconds);

    /** Asks a resting ear for the voice of the next so many seconds of speech. */
    void look(int seconds);

    /** How urgently a stretch of speech waits to be embedded. */
    Due due();

    /** How long that stretch is, in seconds. */
    double dueSeconds();

    /** Net speech so far, in seconds. */
    double netSpeechSeconds();

    /** The voice of the speech so far; absent until enough of it was embedded. */
    Heard.@Nullable Voice voice();

    /** Follows the voice by the model before as well, where there are two. */
    default void followByPrevious() {}

    /** The voice by the model before; absent while it is not followed by that. */
    default Heard.@Nullable Voice voiceByPrevious() {
      return null;
    }

    /** The voice of the last look; absent before the first. */
    Heard.@Nullable Look lookedAt();

    /** Forgets all of it. */
    void erase();
  }
}
