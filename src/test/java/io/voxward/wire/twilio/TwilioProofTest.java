package io.voxward.wire.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioProofTest {
  private static final byte[] SECRET = "auth-token".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "auth-token2".getBytes(StandardCharsets.UTF_8);

  private static TwilioProof proof(
      @Nullable String publicUrl, String host, @Nullable String signedUrl, @Nullable String token) {
    return TwilioProof.of(
        Optional.ofNullable(publicUrl).map(URI::create),
        host,
        "/stream/twilio",
        null,
        signedUrl == null ? null : TwilioSigns.url(signedUrl, SECRET),
        token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wss://voice.example.com/stream/twilio",
        "wss://voice.example.com/stream/twilio/",
        "wss://voice.example.com:443/stream/twilio"
      })
  void a_signature_of_the_address_however_it_is_written_proves_the_account(String url) {
    TwilioProof proof = proof(null, "voice.example.com", url, null);

    assertThat(proof.isMadeWith(SECRET)).isTrue();
    assertThat(proof.isMadeWith(OTHER)).isFalse();
  }

  @Test
  void behind_a_proxy_only_the_public_address_counts() {
    String outside = "wss://voice.example.com/base/stream/twilio";
    String inside = "wss://node-3:8080/stream/twilio";

    assertThat(
            proof("https://voice.example.com/base/", "node-3:8080", outside, null)
                .isMadeWith(SECRET))
        .isTrue();
    assertThat(
            proof("https://voice.example.com/base/", "node-3:8080", inside, null)
                .isMadeWith(SECRET))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://voice.example.com/stream/twilio",
        "https://voice.example.com/stream/twilio",
        "wss://voice.example.com/stream/twilio?x=1",
        "wss://voice.example.com:8443/stream/twilio",
        "wss://other.example.com/stream/twilio"
      })
  void a_signature_of_another_address_proves_nothing(String url) {
    assertThat(proof(null, "voice.example.com", url, null).isMadeWith(SECRET)).isFalse();
  }

  @Test
  void a_token_proves_the_account_where_nothing_is_signed() {
    assertThat(proof(null, "h", null, "auth-token").isMadeWith(SECRET)).isTrue();
    assertThat(proof(null, "h", null, "auth-token").isMadeWith(OTHER)).isFalse();
    assertThat(proof(null, "h", "wss://elsewhere/", "auth-token").isMadeWith(SECRET)).isFalse();
  }

  @Test
  void nothing_proves_nothing_and_nothing_is_shown() {
    assertThat(proof(null, "h", null, null).isThere()).isFalse();
    assertThat(proof(null, "h", null, null).isMadeWith(SECRET)).isFalse();
    assertThat(proof(null, "h", null, "auth-token").toString()).doesNotContain("auth");
  }
}
