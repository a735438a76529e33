package io.voxward.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StretchClustersTest {
  private static final ModelId MODEL = new ModelId("clusters-test-1");
  private static final int NUMBERS = 64;
  private static final double LEAST_ALIKE = 0.64;

  /** Stretches of so many people, whose two stretches have a cosine of about 0.7. */
  private static List<Stretch> stretches(Random random, int... perPerson) {
    List<Stretch> stretches = new ArrayList<>();
    for (int person = 0; person < perPerson.length; person++) {
      float[] middle = drawn(random, 1);
      for (int i = 0; i < perPerson[person]; i++) {
        float[] noise = drawn(random, 0.65);
        float[] voice = new float[NUMBERS];
        for (int k = 0; k < NUMBERS; k++) {
          voice[k] = middle[k] + noise[k];
        }
        stretches.add(new Stretch(person, i, i + 2, 2, Embedding.ofDirection(voice, MODEL)));
      }
    }
    Collections.shuffle(stretches, random);
    return stretches;
  }

  private static float[] drawn(Random random, double length) {
    float[] vector = new float[NUMBERS];
    for (int k = 0; k < NUMBERS; k++) {
      vector[k] = (float) (length * random.nextGaussian());
    }
    return vector;
  }

  private static Set<Integer> people(List<Stretch> group) {
    return group.stream().map(Stretch::recording).collect(Collectors.toSet());
  }

  @Test
  void each_person_becomes_a_group_the_longest_first() {
    for (int seed = 0; seed < 20; seed++) {
      // When
      List<List<Stretch>> groups =
          StretchClusters.of(stretches(new Random(seed), 12, 7, 4), LEAST_ALIKE);

      // Then
      assertThat(groups).extracting(List::size).containsExactly(12, 7, 4);
      assertThat(groups).allMatch(group -> people(group).size() == 1);
    }
  }

  @Test
  void one_person_is_one_group_and_one_stretch_too() {
    assertThat(StretchClusters.of(stretches(new Random(1), 30), LEAST_ALIKE)).hasSize(1);
    assertThat(StretchClusters.of(stretches(new Random(1), 1), LEAST_ALIKE)).hasSize(1);
  }

  /** The same joining, the table made anew before each step. */
  @Test
  void it_joins_as_the_plain_way_does() {
    for (int seed = 0; seed < 10; seed++) {
      List<Stretch> stretches = stretches(new Random(seed), 5, 4, 3, 2);
      for (double limit : new double[] {0.2, 0.64, 0.9, 1.1}) {
        Set<Set<Stretch>> plain = plainly(stretches, limit);

        Set<Set<Stretch>> found =
            StretchClusters.of(stretches, limit).stream()
                .map(Set::copyOf)
                .collect(Collectors.toSet());

        assertThat(found).isEqualTo(plain);
      }
    }
  }

  private static Set<Set<Stretch>> plainly(List<Stretch> stretches, double limit) {
    List<List<Stretch>> groups = new ArrayList<>(stretches.stream().map(List::of).toList());
    while (groups.size() > 1) {
      int one = 0;
      int two = 1;
      double best = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < groups.size(); i++) {
        for (int j = 0; j < i; j++) {
          double alike = alike(groups.get(i), groups.get(j));
          if (alike > best) {
            best = alike;
            one = j;
            two = i;
          }
        }
      }
      if (best < limit) {
        break;
      }
      List<Stretch> joined = new ArrayList<>(groups.get(one));
      joined.addAll(groups.get(two));
      groups.remove(two);
      groups.set(one, joined);
    }
    return groups.stream().map(Set::copyOf).collect(Collectors.toSet());
  }

  private static double alike(List<Stretch> one, List<Stretch> two) {
    return VoiceGroups.alike(
        VoiceGroups.middle(one),
        VoiceGroups.seconds(one),
        VoiceGroups.middle(two),
        VoiceGroups.seconds(two));
  }
}
