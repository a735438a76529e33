package io.voxward.session;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of a call up to one moment, over all its streams.
 *
 * @param netSpeechSeconds the live count of net speech, in seconds
 * @param voice the voice of the speech that is embedded so far; absent until there is any
 * @param byPrevious the same by the model before, where the call is followed by that, too
 * @param from when the first speech arrived; absent until there is any
 * @param to when the last speech that counts arrived; absent until there is any
 */
public record Heard(
    double netSpeechSeconds,
    @Nullable Voice voice,
    @Nullable Voice byPrevious,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Nothing. */
  public static final Heard NOTHING = new Heard(0, null, null, null);

  /** By how much one model may lag behind the other and count as having heard the same. */
  private static final double LAG_SECONDS = 1.5;

  /** Heard by one model. */
  public Heard(
      double netSpeechSeconds,
      @Nullable Voice voice,
      @Nullable Instant from,
      @Nullable Instant to) {
    this(netSpeechSeconds, voice, null, from, to);
  }

  /** The figures alone. */
  Heard withoutVoice() {
    return new Heard(netSpeechSeconds, null, null, from, to);
  }

  /** The voice as that model made it; empty if it has not. */
  public Optional<Voice> by(ModelId model) {
    return Stream.of(Optional.ofNullable(voice), Optional.ofNullable(byPrevious))
        .flatMap(Optional::stream)
        .filter(made -> made.embedding().model().equals(model))
        .findFirst();
  }

  /**
   * The same as far as both models have heard it: no voice until both have one, and no more speech
   * than the one that lags behind has embedded. For whoever decides when there is enough.
   */
  public Heard byBoth() {
    if (voice == null || byPrevious == null) {
      return new Heard(netSpeechSeconds, null, byPrevious, from, to);
    }
    double one = voice.speech().seconds();
    double other = byPrevious.speech().seconds();
    NetSpeech both = new NetSpeech(Math.min(one, other));
    double counted = one - other > LAG_SECONDS ? both.seconds() : netSpeechSeconds;
    return new Heard(counted, new Voice(voice.embedding(), both), byPrevious, from, to);
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
