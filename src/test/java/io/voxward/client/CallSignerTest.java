package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.wire.voiceid.SigV4;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallSignerTest {
  private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
  private static final Instant AT = Instant.parse("2026-05-20T12:34:56Z");
  private static final String BODY = "{\"DomainId\":\"AAAAAAAAAAAAAAAAAAAAAA\"}";

  private final CallSigner signer =
      new CallSigner(new Credentials("VXWDEXAMPLE", SECRET, "token"), "127.0.0.1:8080");

  private String request() {
    return new String(signer.request("DescribeDomain", BODY, AT), StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_call_is_signed_as_another_implementation_signs_it() {
    String expected =
        new SigV4("VXWDEXAMPLE", SECRET, "us-east-1")
            .authorization(
                Map.of(
                    "content-type", "application/x-amz-json-1.0",
                    "host", "127.0.0.1:8080",
                    "x-amz-date", "20260520T123456Z",
                    "x-amz-target", "VoiceID.DescribeDomain"),
                BODY.getBytes(StandardCharsets.UTF_8));

    assertThat(request()).contains("\r\nAuthorization: " + expected + "\r\n");
  }

  @Test
  void a_call_is_a_whole_request_with_its_length() {
    assertThat(request())
        .startsWith("POST / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n")
        .endsWith("\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY);
  }

  @Test
  void the_signer_shows_no_secret() {
    assertThat(signer.toString()).contains("VXWDEXAMPLE").doesNotContain(SECRET);
  }
}
