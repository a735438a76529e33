package io.voxward.engine.quality;

import io.voxward.engine.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Stretches of speech put into as many groups as there are voices: at first each stretch is a
 * group, then the two most alike become one, until no two are alike enough to be one voice. How
 * alike groups are is measured as in {@link VoiceGroups}: the cosine of their middles, over what so
 * much speech of one person reaches.
 *
 * <p>Plain agglomeration: the table of likenesses has the square of the number of stretches, which
 * {@link VoiceSeparation} bounds.
 */
final class StretchClusters {
  private final List<List<Stretch>> groups = new ArrayList<>();
  private final List<Embedding> middles = new ArrayList<>();
  private final double[][] alike;
  private final int[] nearest;

  private StretchClusters(List<Stretch> stretches) {
    int count = stretches.size();
    alike = new double[count][count];
    nearest = new int[count];
    for (Stretch stretch : stretches) {
      groups.add(new ArrayList<>(List.of(stretch)));
      middles.add(stretch.voice());
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        alike[i][j] = likeness(i, j);
        alike[j][i] = alike[i][j];
      }
    }
    for (int i = 0; i < count; i++) {
      nearest[i] = nearestTo(i);
    }
  }

  /**
   * The groups, the one with the most speech first.
   *
   * @param leastAlike from which on two groups are one voice
   */
  static List<List<Stretch>> of(List<Stretch> stretches, double leastAlike) {
    StretchClusters clusters = new StretchClusters(stretches);
    int pair = clusters.mostAlike();
    while (pair >= 0 && clusters.alike[pair][clusters.nearest[pair]] >= leastAlike) {
      clusters.merge(pair, clusters.nearest[pair]);
      pair = clusters.mostAlike();
    }
    Comparator<List<Stretch>> bySpeech = Comparator.comparingDouble(VoiceGroups::seconds);
    return clusters.groups.stream()
        .filter(group -> !group.isEmpty())
        .sorted(bySpeech.reversed())
        .toList();
  }

  /** The group that is most like another one; below zero where there is but one. */
  private int mostAlike() {
    int best = -1;
    for (int i = 0; i < nearest.length; i++) {
      if (nearest[i] >= 0 && (best < 0 || alike[i][nearest[i]] > alike[best][nearest[best]])) {
        best = i;
      }
    }
    return best;
  }

  private void merge(int into, int from) {
    groups.get(into).addAll(groups.get(from));
    groups.get(from).clear();
    middles.set(into, VoiceGroups.middle(groups.get(into)));
    for (int i = 0; i < nearest.length; i++) {
      if (i != into && !groups.get(i).isEmpty()) {
        alike[into][i] = likeness(into, i);
        alike[i][into] = alike[into][i];
      }
    }
    for (int i = 0; i < nearest.length; i++) {
      boolean changed = i == into || i == from || nearest[i] == into || nearest[i] == from;
      if (changed) {
        nearest[i] = nearestTo(i);
      } else if (nearest[i] >= 0 && alike[i][into] > alike[i][nearest[i]]) {
        nearest[i] = into;
      }
    }
  }

  private int nearestTo(int group) {
    int best = -1;
    for (int i = 0; i < nearest.length && !groups.get(group).isEmpty(); i++) {
      boolean other = i != group && !groups.get(i).isEmpty();
      if (other && (best < 0 || alike[group][i] > alike[group][best])) {
        best = i;
      }
    }
    return best;
  }

  private double likeness(int one, int two) {
    return VoiceGroups.alike(middles.get(one), evidence(one), middles.get(two), evidence(two));
  }

  /** The speech behind a middle: a look that overlaps the next is still a whole one. */
  private double evidence(int group) {
    return Math.max(EnrolledSpeech.STRETCH_SECONDS, VoiceGroups.seconds(groups.get(group)));
  }
}
