package io.voxward.session;

import io.voxward.engine.audio.SampleRate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The recognition core as live calls need it: many ears, heard together on the inference pool. */
interface CallEngine {
  /** An ear for one call, over all its streams. */
  Ear newEar(SampleRate rate);

  /**
   * Judges what the ears were given, all in one go: speech or not in one batch, then the voice of
   * each whole second of new speech. Runs where {@link #submit} put it.
   */
  void advance(List<Ear> ears);

  /**
   * Runs work on the inference pool before any that nobody waits for.
   *
   * @return the future result; absent when the pool is full and the work must wait with the caller
   */
  <T> @Nullable CompletableFuture<T> submit(Callable<T> work);

  /** What is heard of one call. Not for two threads at once. */
  interface Ear {
    /** Takes sound that follows what was taken before. */
    void hear(float[] samples);

    /** Says that a stream is over: what was open is decided by the next advance. */
    void finishStream();

    /** Stops embedding: speech is still counted, at the cost of the detector alone. */
    void rest();

    /** Embeds again what comes from now on. */
    void wake();

    /** Net speech so far, in seconds. */
    double netSpeechSeconds();

    /** The voice of the speech so far; absent until enough of it was embedded. */
    Heard.@Nullable Voice voice();

    /** Forgets all of it. */
    void erase();
  }
}
