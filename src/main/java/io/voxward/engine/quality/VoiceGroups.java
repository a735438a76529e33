package io.voxward.engine.quality;

import io.voxward.engine.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stretches of speech put into the two groups that differ most: the more speech, then the rest. If
 * one person speaks, the two middles are still alike.
 *
 * <p>The middle of a few stretches is known less well than that of many, so a small group looks
 * strange even if nobody else spoke. How alike the groups are is therefore the cosine of their
 * middles divided by what two groups of so much speech of one person reach: the reliability of a
 * stretch is known, and that of a mean follows from it (Spearman and Brown).
 *
 * @param main the group with more speech
 * @param other the rest, at least one stretch
 * @param alike about 1 for one voice, much less for two
 */
record VoiceGroups(List<Stretch> main, List<Stretch> other, double alike) {
  /** The mean cosine between two stretches of one person in one call. */
  private static final double STRETCH_RELIABILITY = 0.70;

  private static final int MOST_ROUNDS = 20;

  VoiceGroups {
    main = List.copyOf(main);
    other = List.copyOf(other);
  }

  /** The middle of the voice that speaks most. */
  Embedding mainVoice() {
    return middle(main);
  }

  /** The middle of the other voice. */
  Embedding otherVoice() {
    return middle(other);
  }

  /**
   * Two-means on directions, begun from the stretch farthest from the middle of all and the one
   * farthest from it.
   *
   * @param stretches at least two
   */
  static VoiceGroups of(List<Stretch> stretches) {
    if (stretches.size() < 2) {
      throw new IllegalArgumentException("two groups need two stretches");
    }
    Embedding all = middle(stretches);
    List<Stretch> byDistance =
        stretches.stream()
            .sorted((a, b) -> Double.compare(a.voice().cosine(all), b.voice().cosine(all)))
            .toList();
    Stretch farthest = byDistance.getFirst();
    Stretch opposite =
        byDistance.stream()
            .skip(1)
            .min((a, b) ->
                Double.compare(
                    a.voice().cosine(farthest.voice()), b.voice().cosine(farthest.voice())))
            .orElseThrow();
    return settle(stretches, farthest.voice(), opposite.voice());
  }

  private static VoiceGroups settle(List<Stretch> stretches, Embedding first, Embedding second) {
    Embedding one = first;
    Embedding two = second;
    List<Integer> sides = List.of();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Embedding left = one;
      Embedding right = two;
      List<Integer> next =
          stretches.stream()
              .map(s -> s.voice().cosine(left) >= s.voice().cosine(right) ? 0 : 1)
              .toList();
      if (next.equals(sides)) {
        break;
      }
      if (!next.contains(0) || !next.contains(1)) {
        break;
      }
      sides = next;
      one = middle(side(stretches, sides, 0));
      two = middle(side(stretches, sides, 1));
    }
    List<Stretch> left = side(stretches, sides, 0);
    List<Stretch> right = side(stretches, sides, 1);
    double alike = alike(middle(left), seconds(left), middle(right), seconds(right));
    return seconds(left) >= seconds(right)
        ? new VoiceGroups(left, right, alike)
        : new VoiceGroups(right, left, alike);
  }

  private static List<Stretch> side(List<Stretch> stretches, List<Integer> sides, int side) {
    return IntStream.range(0, stretches.size())
        .filter(i -> sides.get(i) == side)
        .mapToObj(stretches::get)
        .toList();
  }

  /** How alike two middles of so much speech are: about 1 for one voice. */
  static double alike(Embedding one, double oneSeconds, Embedding two, double twoSeconds) {
    return one.cosine(two) / Math.sqrt(reliability(oneSeconds) * reliability(twoSeconds));
  }

  private static double reliability(double seconds) {
    double stretches = seconds / EnrolledSpeech.STRETCH_SECONDS;
    return stretches * STRETCH_RELIABILITY / (1 + (stretches - 1) * STRETCH_RELIABILITY);
  }

  static double seconds(List<Stretch> stretches) {
    return stretches.stream().mapToDouble(Stretch::speechSeconds).sum();
  }

  /** The middle of some stretches, each counting by its speech. */
  static Embedding middle(List<Stretch> stretches) {
    List<Embedding.Weighted> parts = new ArrayList<>();
    for (Stretch stretch : stretches) {
      parts.add(new Embedding.Weighted(stretch.voice(), stretch.speechSeconds()));
    }
    return Embedding.mean(parts);
  }
}
