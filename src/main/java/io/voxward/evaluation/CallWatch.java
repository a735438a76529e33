package io.voxward.evaluation;

import io.voxward.engine.Attention;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.quality.VoiceWatch;
import io.voxward.engine.quality.VoiceWatch.Verdict;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.session.Heard;
import io.voxward.session.LiveSession;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Watches one decided call for another voice: asks for a look now and then, and says when what was
 * looked at is not the voice that was decided on. Once it has changed it stays so.
 *
 * <p>One session, one watch; not for two threads at once.
 */
final class CallWatch {
  /** How much fresh speech a look has, in seconds. */
  static final int LOOK_SECONDS = 3;

  /** The least speech that the voice before must have to be compared with, in seconds. */
  static final double LEAST_BEFORE = 5;

  /** Compares a voice with another one: a log-likelihood ratio. */
  @FunctionalInterface
  interface Comparison {
    double compare(Heard.Voice before, Heard.Voice now);
  }

  private final VoiceWatch voices = new VoiceWatch(VoiceWatch.Rule.DEFAULT);
  private final Duration every;
  private @Nullable Instant nextLook;
  private Heard.@Nullable Voice before;
  private Heard.@Nullable Look judged;
  private volatile boolean changed;

  /**
   * Looks that often.
   *
   * @param every zero for never
   */
  CallWatch(Duration every) {
    this.every = every;
  }

  /** Whether another voice was found. */
  boolean changed() {
    return changed;
  }

  /** Keeps the voice that everything was decided on, the first time there is enough of it. */
  void decided(Heard.@Nullable Voice voice) {
    if (before == null && voice != null && voice.speech().seconds() >= LEAST_BEFORE) {
      before = voice;
    }
  }

  /** Asks for a look if it is time. */
  void askIfDue(LiveSession session, Instant now) {
    if (every.isZero() || changed || session.attention() != Attention.RESTING) {
      nextLook = null;
      return;
    }
    Instant due = nextLook;
    if (due == null) {
      nextLook = now.plus(every);
    } else if (!now.isBefore(due)) {
      nextLook = now.plus(every);
      session.look(LOOK_SECONDS);
    }
  }

  /**
   * Judges the newest look, if it was not judged before.
   *
   * @param comparison with the voice before, or a person known to be the caller
   * @return whether another look is wanted at once
   */
  boolean lookedAt(Heard.@Nullable Look look, Comparison comparison) {
    Heard.Voice voice = before;
    if (look == null || look.equals(judged) || voice == null || changed) {
      return false;
    }
    judged = look;
    ToDoubleBiFunction<Embedding, NetSpeech> evidence =
        (fresh, speech) -> comparison.compare(voice, new Heard.Voice(fresh, speech));
    Verdict verdict = voices.look(look.voice().embedding(), look.voice().speech(), evidence);
    changed = verdict == Verdict.CHANGED;
    return verdict == Verdict.UNSURE;
  }
}
