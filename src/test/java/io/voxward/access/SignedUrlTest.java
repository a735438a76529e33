package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignedUrlTest {
  /** Twilio's published example: its URL, then the form's members as it says to append them. */
  private static final String EXAMPLE =
      "https://mycompany.com/myapp.php?foo=1&bar=2"
          + "CallSidCA1234567890ABCDE"
          + "Caller+14158675309"
          + "Digits1234"
          + "From+14158675309"
          + "To+18005551212";

  private static final String SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
  private static final byte[] TOKEN = "12345".getBytes(StandardCharsets.UTF_8);

  @Test
  void the_published_example_is_signed() {
    assertThat(SignedUrl.isSigned(EXAMPLE, TOKEN, SIGNATURE)).isTrue();
  }

  @Test
  void another_address_token_or_signature_is_not() {
    assertThat(SignedUrl.isSigned(EXAMPLE + "3", TOKEN, SIGNATURE)).isFalse();
    assertThat(SignedUrl.isSigned(EXAMPLE, new byte[] {'1'}, SIGNATURE)).isFalse();
    assertThat(SignedUrl.isSigned(EXAMPLE, TOKEN, SIGNATURE.toLowerCase(java.util.Locale.ROOT)))
        .isFalse();
    assertThat(SignedUrl.isSigned(EXAMPLE, TOKEN, "")).isFalse();
  }
}
