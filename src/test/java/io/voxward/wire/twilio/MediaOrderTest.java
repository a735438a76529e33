package io.voxward.wire.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MediaOrderTest {
  private static final int PIECE = 160;
  private static final int HALF_SECOND = 4000;
  private static final byte SILENCE = (byte) 0xff;

  private final MediaOrder order = new MediaOrder(HALF_SECOND, SILENCE);

  private static byte[] piece(long number) {
    byte[] piece = new byte[PIECE];
    Arrays.fill(piece, (byte) (number % 200));
    return piece;
  }

  /** What came out: numbers, and -length for silence. */
  private static List<Long> told(List<byte[]> pieces) {
    return pieces.stream()
        .map(piece -> piece[0] == SILENCE ? -(long) piece.length : (long) piece[0] & 0xff)
        .toList();
  }

  private List<Long> take(long... numbers) {
    List<byte[]> all = new ArrayList<>();
    for (long number : numbers) {
      all.addAll(order.take(number, piece(number)));
    }
    return told(all);
  }

  @Test
  void pieces_in_order_go_through_at_once() {
    assertThat(take(1, 2, 3)).containsExactly(1L, 2L, 3L);
    assertThat(order.lost()).isZero();
  }

  @Test
  void pieces_out_of_order_are_sorted() {
    assertThat(take(2, 4, 3)).isEmpty();
    assertThat(take(1)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(order.lost()).isZero();
    assertThat(order.dropped()).isZero();
  }

  @Test
  void a_piece_that_came_before_is_dropped() {
    assertThat(take(1, 3, 3, 1, 2)).containsExactly(1L, 2L, 3L);
    assertThat(order.dropped()).isEqualTo(2);
  }

  @Test
  void a_missing_piece_is_waited_for_half_a_second_and_then_is_silence() {
    // Given
    take(1);

    // When
    List<Long> heard = take(java.util.stream.LongStream.rangeClosed(3, 28).toArray());

    // Then
    assertThat(heard.getFirst()).isEqualTo(-PIECE);
    assertThat(heard.subList(1, heard.size())).hasSize(26).startsWith(3L).endsWith(28L);
    assertThat(order.lost()).isEqualTo(1);
    assertThat(take(2)).isEmpty();
    assertThat(order.dropped()).isEqualTo(1);
  }

  @Test
  void a_long_gap_is_half_a_second_of_silence() {
    // Given
    take(1);

    // When
    take(1_000_001);
    List<Long> heard = told(order.rest());

    // Then
    assertThat(heard).containsExactly(-(long) HALF_SECOND, 1_000_001L % 200);
    assertThat(order.lost()).isEqualTo(999_999);
  }

  @Test
  void a_stream_may_begin_with_0_or_with_any_other_number() {
    assertThat(take(0, 1)).containsExactly(0L, 1L);
    MediaOrder late = new MediaOrder(HALF_SECOND, SILENCE);
    assertThat(late.take(101, piece(101))).isEmpty();
    assertThat(told(late.rest())).containsExactly(101L);
    assertThat(late.lost()).isZero();
  }

  @Test
  void the_most_pieces_wait_however_small_they_are() {
    for (long number = 2; number < 2 + MediaOrder.MOST_PIECES; number++) {
      assertThat(order.take(number, new byte[0])).isEmpty();
    }
    assertThat(order.take(1000, new byte[0])).hasSize(MediaOrder.MOST_PIECES);
  }

  /**
   * Whatever comes, the model says the same: it looks at all that came so far, every time, and
   * knows no queue.
   */
  @Test
  void numbers_in_any_order_come_out_as_the_model_says() {
    for (int seed = 0; seed < 300; seed++) {
      // Given
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      List<Long> coming = shuffled(seed, random);
      MediaOrder tested = new MediaOrder(HALF_SECOND, SILENCE);
      Model model = new Model();
      List<Long> heard = new ArrayList<>();

      // When
      for (long number : coming) {
        heard.addAll(told(tested.take(number, piece(number))));
        model.take(number);
        assertThat(heard).as("seed %d", seed).isEqualTo(model.heard);
      }
      heard.addAll(told(tested.rest()));
      model.rest();

      // Then
      assertThat(heard).as("seed %d", seed).isEqualTo(model.heard);
      assertThat(tested.lost()).isEqualTo(model.lost);
      assertThat(tested.dropped()).isEqualTo(model.dropped);
      assertThat(heard.stream().filter(told -> told >= 0).toList()).isSorted();
    }
  }

  /** Up to 150 numbers, some missing, some twice, moved by up to so many places. */
  private static List<Long> shuffled(long seed, RandomGenerator random) {
    List<Long> numbers = new ArrayList<>();
    int length = random.nextInt(1, 150);
    for (long number = random.nextInt(0, 3); number < length; number++) {
      if (random.nextInt(20) > 0) {
        numbers.add(number);
      }
      if (random.nextInt(20) == 0) {
        numbers.add(number);
      }
    }
    int reach = random.nextInt(1, 60);
    for (int at = 0; at < numbers.size(); at += reach) {
      Collections.shuffle(
          numbers.subList(at, Math.min(numbers.size(), at + reach)), new Random(seed + at));
    }
    return numbers;
  }

  /** The rule of {@link MediaOrder} without its bookkeeping. */
  private static final class Model {
    private final List<Long> heard = new ArrayList<>();
    private final Set<Long> waiting = new TreeSet<>();
    private final Set<Long> passed = new HashSet<>();
    private long next = 1;
    private boolean begun;
    private long lost;
    private long dropped;

    void take(long number) {
      boolean zeroFirst = !begun && number == 0 && next == 1;
      next = zeroFirst ? 0 : next;
      if (number < next || waiting.contains(number) || passed.contains(number)) {
        dropped++;
        return;
      }
      waiting.add(number);
      run();
      while (waiting.size() * PIECE > HALF_SECOND) {
        skip();
        run();
      }
    }

    void rest() {
      while (!waiting.isEmpty()) {
        skip();
        run();
      }
    }

    private void run() {
      while (waiting.remove(next)) {
        heard.add(next);
        passed.add(next);
        next++;
        begun = true;
      }
    }

    private void skip() {
      long to = Collections.min(waiting);
      if (begun && to > next) {
        lost += to - next;
        heard.add(-Math.min((to - next) * PIECE, HALF_SECOND));
      }
      next = to;
    }
  }
}
