package io.voxward.engine.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloatQueueTest {

  @Test
  void what_comes_out_is_what_went_in_whatever_the_pieces() {
    FloatQueue queue = new FloatQueue(3);
    Deque<Float> model = new ArrayDeque<>();
    SplittableRandom random = new SplittableRandom(1);
    float next = 0;

    for (int round = 0; round < 5000; round++) {
      float[] piece = new float[random.nextInt(20)];
      for (int i = 0; i < piece.length; i++) {
        piece[i] = next;
        model.add(next++);
      }
      queue.add(piece, 0, piece.length);
      float[] taken = new float[random.nextInt(queue.size() + 1)];
      queue.take(taken, 0, taken.length);

      for (float number : taken) {
        assertThat(number).isEqualTo(model.remove());
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
  }

  @Test
  void looking_takes_nothing_out() {
    FloatQueue queue = new FloatQueue(2);
    queue.add(new float[] {1, 2, 3}, 0, 3);
    float[] seen = new float[2];

    queue.peek(seen, 0, 2);

    assertThat(seen).containsExactly(1f, 2f);
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void more_than_waits_cannot_be_taken() {
    FloatQueue queue = new FloatQueue(2);
    queue.add(new float[] {1}, 0, 1);

    assertThatIllegalArgumentException().isThrownBy(() -> queue.take(new float[2], 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> queue.drop(2));
  }

  @Test
  void nothing_is_left_after_erasing() {
    FloatQueue queue = new FloatQueue(2);
    queue.add(new float[] {1, 2}, 0, 2);

    queue.erase();

    assertThat(queue.size()).isZero();
    assertThat(queue.toString()).isEqualTo("FloatQueue[0 numbers]");
  }
}
