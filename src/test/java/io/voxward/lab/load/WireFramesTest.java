package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFramesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 320, 1_600, 65_535})
  void a_message_is_written_masked_and_has_the_size_that_is_said(int length) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 7);

    ByteBuffer written = WireFrames.frame(WireFrames.BINARY, payload);

    assertThat(written.remaining()).isEqualTo(WireFrames.sizeOf(length));
    assertThat(written.get() & 0xff).isEqualTo(0x82);
    int second = written.get() & 0xff;
    assertThat(second & 0x80).isEqualTo(0x80);
    assertThat((second & 0x7f) == 126 ? written.getShort() & 0xffff : second & 0x7f)
        .isEqualTo(length);
    byte[] mask = new byte[4];
    written.get(mask);
    for (int i = 0; i < length; i++) {
      assertThat(written.get() ^ mask[i % 4]).isEqualTo(7);
    }
  }

  @Test
  void a_text_of_the_service_is_read_when_it_is_whole_and_nothing_is_taken_before() {
    byte[] text = "x".repeat(300).getBytes(StandardCharsets.UTF_8);
    ByteBuffer whole = ByteBuffer.allocate(304);
    whole.put((byte) 0x81).put((byte) 126).putShort((short) 300).put(text).flip();
    ByteBuffer part = whole.slice(0, 100);

    assertThat(WireFrames.read(part)).isEmpty();
    assertThat(part.position()).isZero();
    assertThat(WireFrames.read(whole)).contains(new WireFrames.Frame(1, "x".repeat(300), 0));
    assertThat(whole.hasRemaining()).isFalse();
  }

  @Test
  void a_close_has_its_code_and_reason() {
    ByteBuffer close =
        ByteBuffer.wrap(new byte[] {(byte) 0x88, 6, 0x03, (byte) 0xe8, 'D', 'O', 'N', 'E'});

    assertThat(WireFrames.read(close)).contains(new WireFrames.Frame(8, "DONE", 1000));
  }

  @Test
  void a_frame_that_no_service_sends_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireFrames.read(ByteBuffer.wrap(new byte[] {(byte) 0x81, (byte) 0x81})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireFrames.read(ByteBuffer.wrap(new byte[] {0x01, 0x01, 'a'})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireFrames.frame(WireFrames.BINARY, new byte[65_536]));
  }
}
