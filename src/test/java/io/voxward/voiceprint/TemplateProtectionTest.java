package io.voxward.voiceprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

/**
 * Issue 6.7: what whoever holds opened voiceprints, past all sealing, can make of them without the
 * seeds of the transforms. The voices are drawn like those of the shipped model on telephone calls:
 * all have a part in common (two strangers have a cosine of about 0.1), and the same person heard
 * twice has one of about 0.8. The figures are in docs/accuracy.md; each is printed.
 */
class TemplateProtectionTest {
  private static final ModelId MODEL = new ModelId("test-model");
  private static final int DIMENSION = 192;
  private static final int PEOPLE = 300;
  private static final double COMMON = Math.sqrt(0.1);
  private static final double OWN = Math.sqrt(0.7);
  private static final double OF_THE_CALL = Math.sqrt(0.2);

  private final float[] common = direction(new SplittableRandom(1));

  private static float[] direction(SplittableRandom random) {
    float[] drawn = new float[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      drawn[i] = (float) random.nextGaussian();
      squares += drawn[i] * drawn[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      drawn[i] /= (float) Math.sqrt(squares);
    }
    return drawn;
  }

  /** A person heard in one call. */
  private Embedding heard(int person, int call) {
    float[] own = direction(new SplittableRandom(1000 + person));
    float[] here = direction(new SplittableRandom(1_000_000L * (call + 1) + person));
    float[] voice = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      voice[i] = (float) (COMMON * common[i] + OWN * own[i] + OF_THE_CALL * here[i]);
    }
    return Embedding.ofDirection(voice, MODEL);
  }

  /** The chance that a pair of one person looks more alike than one of two: 0.5 is no link. */
  private static double area(double[] mated, double[] others) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    double below = 0;
    for (double score : mated) {
      int place = Arrays.binarySearch(sorted, score);
      below += place < 0 ? -place - 1 : place + 0.5;
    }
    return below / ((double) mated.length * others.length);
  }

  /** How well the people of two domains can be linked by comparing print with print. */
  private double linkage(DomainSpace here, DomainSpace there) {
    double[] mated = new double[PEOPLE];
    double[] others = new double[PEOPLE * (PEOPLE - 1)];
    Embedding[] first = new Embedding[PEOPLE];
    Embedding[] second = new Embedding[PEOPLE];
    for (int person = 0; person < PEOPLE; person++) {
      first[person] = here.turn(heard(person, 0));
      second[person] = there.turn(heard(person, 1));
    }
    int pair = 0;
    for (int one = 0; one < PEOPLE; one++) {
      for (int two = 0; two < PEOPLE; two++) {
        double cosine = first[one].cosine(second[two]);
        if (one == two) {
          mated[one] = cosine;
        } else {
          others[pair++] = cosine;
        }
      }
    }
    return area(mated, others);
  }

  @Test
  void the_people_of_two_domains_are_linked_no_better_than_by_chance() {
    // Given
    DomainSpace bank = TestSpaces.of(1);

    // When
    double within = linkage(bank, bank);
    double sum = 0;
    double worst = 0;
    int domains = 20;
    for (int other = 2; other < 2 + domains; other++) {
      double across = linkage(bank, TestSpaces.of(other));
      sum += across;
      worst = Math.max(worst, Math.abs(across - 0.5));
    }

    // Then
    System.out.printf(
        Locale.ROOT,
        "linkage: within a domain %.4f, across %d pairs of domains %.4f, farthest from chance %.4f%n",
        within,
        domains,
        sum / domains,
        worst);
    assertThat(within).isGreaterThan(0.999);
    // One pair of domains has a deviation of 1 / sqrt(12 * 300), 0.017: four of them, and of the
    // mean.
    assertThat(worst).isLessThan(0.07);
    assertThat(sum / domains).isBetween(0.485, 0.515);
  }

  @Test
  void a_rekeyed_print_is_to_its_old_one_like_a_strangers() {
    // When
    double linked = linkage(TestSpaces.of(1), TestSpaces.of(77));

    // Then
    assertThat(linked).isBetween(0.43, 0.57);
  }

  @Test
  void a_print_tells_nothing_of_the_voice_until_as_many_known_pairs_leak_as_it_has_numbers() {
    // Given
    DomainSpace space = TestSpaces.of(5);

    // When
    double nothing = recovered(space, 0);
    double some = recovered(space, 48);
    double many = recovered(space, 96);
    double all = recovered(space, DIMENSION);

    // Then
    System.out.printf(
        Locale.ROOT,
        "voice regained from a print, mean cosine: %.3f with no known pair, %.3f with 48,"
            + " %.3f with 96, %.3f with 192%n",
        nothing,
        some,
        many,
        all);
    assertThat(Math.abs(nothing)).isLessThan(0.05);
    assertThat(some).isLessThan(many);
    assertThat(many).isLessThan(0.9);
    // An orthogonal transform is no encryption: that is what sealing and re-keying are for.
    assertThat(all).isGreaterThan(0.9);
  }

  /**
   * How near the best guess comes to the voice behind a print, for strangers to the pairs: the
   * rotation that fits the pairs best (Procrustes; Schönemann 1966), turned back.
   */
  private double recovered(DomainSpace space, int pairs) {
    RealMatrix products = new Array2DRowRealMatrix(DIMENSION, DIMENSION);
    for (int person = 0; person < pairs; person++) {
      Embedding voice = heard(person, 0);
      float[] plain = voice.vector();
      float[] turned = space.turn(voice).vector();
      for (int row = 0; row < DIMENSION; row++) {
        for (int column = 0; column < DIMENSION; column++) {
          products.addToEntry(row, column, (double) plain[row] * turned[column]);
        }
      }
    }
    if (pairs == 0) {
      products = products.add(identity());
    }
    SingularValueDecomposition parts = new SingularValueDecomposition(products);
    RealMatrix back = parts.getU().multiply(parts.getVT());
    double sum = 0;
    int strangers = 50;
    for (int person = 0; person < strangers; person++) {
      Embedding voice = heard(10_000 + person, 0);
      double[] print = new double[DIMENSION];
      float[] turned = space.turn(voice).vector();
      for (int i = 0; i < DIMENSION; i++) {
        print[i] = turned[i];
      }
      double[] guess = back.operate(print);
      float[] vector = new float[DIMENSION];
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = (float) guess[i];
      }
      sum += Embedding.ofDirection(vector, MODEL).cosine(voice);
    }
    return sum / strangers;
  }

  private static RealMatrix identity() {
    return org.apache.commons.math3.linear.MatrixUtils.createRealIdentityMatrix(DIMENSION);
  }
}
