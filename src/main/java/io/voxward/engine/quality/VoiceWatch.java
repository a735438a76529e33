package io.voxward.engine.quality;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Tells whether one person goes on speaking, from short looks at a call. A look that is clearly the
 * same person ends it; one that is not asks for more looks, which are judged together: three
 * seconds alone are too little to say that somebody else is on the line. One call, one thread at a
 * time.
 */
public final class VoiceWatch {

  /** What a look says. */
  public enum Verdict {
    /** Nothing speaks for another person. */
    SAME,
    /** Look again at once. */
    UNSURE,
    /** Another person speaks. */
    CHANGED
  }

  /**
   * When looks become a verdict; evidence is a log-likelihood ratio, above 0 for the same person.
   *
   * @param unsureBelow a look with less evidence asks for another
   * @param changedBelow with this or less, over two looks or more, the voice changed
   * @param looks how many are judged together at most
   */
  public record Rule(double unsureBelow, double changedBelow, int looks) {
    /** Chosen by measurement (docs/accuracy.md). */
    public static final Rule DEFAULT = new Rule(1, -3, 3);

    /** Refuses a rule that could never say that a voice changed, or by one look. */
    public Rule {
      if (!(changedBelow <= unsureBelow) || looks < 2) {
        throw new IllegalArgumentException("not a rule of watching");
      }
    }
  }

  private final Rule rule;
  private final List<Embedding.Weighted> unsure = new ArrayList<>();

  /** Judges by {@code rule}. */
  public VoiceWatch(Rule rule) {
    this.rule = rule;
  }

  /**
   * Judges a look.
   *
   * @param fresh the voice of it
   * @param speech how much speech that was
   * @param evidence compares a voice, of so much speech, with the one heard before
   */
  public Verdict look(
      Embedding fresh, NetSpeech speech, ToDoubleBiFunction<Embedding, NetSpeech> evidence) {
    unsure.add(new Embedding.Weighted(fresh, speech.seconds()));
    double seconds = unsure.stream().mapToDouble(Embedding.Weighted::weight).sum();
    double weight = evidence.applyAsDouble(Embedding.mean(unsure), new NetSpeech(seconds));
    boolean changed = unsure.size() > 1 && weight <= rule.changedBelow();
    if (!changed && weight < rule.unsureBelow() && unsure.size() < rule.looks()) {
      return Verdict.UNSURE;
    }
    unsure.clear();
    return changed ? Verdict.CHANGED : Verdict.SAME;
  }

  @Override
  public String toString() {
    return "VoiceWatch[" + unsure.size() + " unsure]";
  }
}
