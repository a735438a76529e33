package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallBufferTest {
  @Test
  void a_message_that_does_not_fit_is_refused_whole_and_what_was_there_stays() {
    CallBuffer buffer = new CallBuffer(4);
    buffer.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));

    boolean taken = buffer.append(ByteBuffer.wrap(new byte[] {4, 5}));

    assertThat(taken).isFalse();
    assertThat(buffer.drain(10)).containsExactly(1, 2, 3);
  }

  @Test
  void a_released_buffer_is_empty_and_takes_nothing_more() {
    CallBuffer buffer = new CallBuffer(4);
    buffer.append(ByteBuffer.wrap(new byte[] {1, 2}));

    buffer.release();

    assertThat(buffer.size()).isZero();
    assertThat(buffer.append(ByteBuffer.wrap(new byte[] {3}))).isFalse();
  }

  @Test
  void an_empty_message_is_taken_and_changes_nothing() {
    CallBuffer buffer = new CallBuffer(4);

    boolean taken = buffer.append(ByteBuffer.allocate(0));

    assertThat(taken).isTrue();
    assertThat(buffer.drain(4)).isEmpty();
  }

  @Test
  void its_text_shows_no_audio() {
    CallBuffer buffer = new CallBuffer(4);

    buffer.append(ByteBuffer.wrap(new byte[] {77}));

    assertThat(buffer).hasToString("CallBuffer[hidden]");
  }

  /** The reference model is a plain byte stream. */
  @Property(tries = 200)
  void whatever_the_order_of_appends_and_drains_bytes_come_out_as_they_went_in(
      @ForAll @Size(max = 60) List<@IntRange(min = -9000, max = 9000) Integer> steps) {
    CallBuffer buffer = new CallBuffer(20_000);
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte next = 0;
    for (int step : steps) {
      if (step >= 0) {
        byte[] audio = new byte[step];
        Arrays.fill(audio, next++);
        if (buffer.append(ByteBuffer.wrap(audio))) {
          in.writeBytes(audio);
        }
      } else {
        out.writeBytes(buffer.drain(-step));
      }
    }

    out.writeBytes(buffer.drain(Integer.MAX_VALUE));

    assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
  }
}
