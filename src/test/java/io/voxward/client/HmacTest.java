package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vectors of RFC 4231 and RFC 2202. */
class HmacTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] of(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void sha_256_signs_as_the_standard_says() {
    byte[] signed = Hmac.sha256(ascii("Jefe"), ascii("what do ya want for nothing?"));

    assertThat(HexFormat.of().formatHex(signed))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void a_key_longer_than_a_block_is_hashed_first() {
    byte[] signed =
        Hmac.sha256(of(0xaa, 131), ascii("Test Using Larger Than Block-Size Key - Hash Key First"));

    assertThat(HexFormat.of().formatHex(signed))
        .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  @Test
  void sha_1_signs_as_the_standard_says() {
    byte[] signed = Hmac.sha1(of(0x0b, 20), ascii("Hi There"));

    assertThat(HexFormat.of().formatHex(signed))
        .isEqualTo("b617318655057264e28bc0b6fb378c8ef146be00");
  }
}
