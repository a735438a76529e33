package io.voxward.wire.audiohook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.wire.audiohook.BadHandshake.Fault;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The handshake's signature, with the vector that Genesys publishes. */
class HandshakeSignatureTest {
  private static final String TARGET = "/api/v1/voicebiometrics/ws";
  private static final String HOST = "audiohook.example.com";
  private static final byte[] SECRET =
      Base64.getDecoder().decode("TXlTdXBlclNlY3JldEtleVRlbGxOby0xITJAMyM0JDU=");
  private static final String INPUT =
      "sig1=(\"@request-target\" \"@authority\" \"audiohook-organization-id\""
          + " \"audiohook-session-id\" \"audiohook-correlation-id\" \"x-api-key\")"
          + ";keyid=\"SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh\";nonce=\"VGhpc0lzQVVuaXF1ZU5vbmNl\""
          + ";alg=\"hmac-sha256\";created=1641013200;expires=3282026430";

  private static List<Map.Entry<String, String>> lines(String input) {
    return List.of(
        Map.entry("Host", HOST),
        Map.entry("Audiohook-Organization-Id", "d7934305-0972-4844-938e-9060eef73d05"),
        Map.entry("Audiohook-Session-Id", "30b0e395-84d3-4570-ac13-9a62d8f514c0"),
        Map.entry("Audiohook-Correlation-Id", "e160e428-53e2-487c-977d-96989bf5c99d"),
        Map.entry("X-API-KEY", "SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh"),
        Map.entry("Signature-Input", input),
        Map.entry("Signature", "sig1=:NZBwyBHRRyRoeLqy1IzOa9VYBuI8TgMFt2GRDkDuJh4=:"));
  }

  private static boolean isSigned(Handshake handshake) throws BadHandshake {
    return Handshakes.matches(handshake, HandshakeSignature.of(handshake), SECRET);
  }

  @Test
  void the_published_vector_is_signed_with_its_secret() throws BadHandshake {
    assertThat(isSigned(Handshake.of(TARGET, HOST, lines(INPUT)))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/voicebiometrics/ws?x=1, audiohook.example.com",
    "/api/v1/voicebiometrics, audiohook.example.com",
    "/api/v1/voicebiometrics/ws, audiohook.example.org"
  })
  void another_address_is_not_signed(String target, String host) throws BadHandshake {
    assertThat(isSigned(Handshake.of(target, host, lines(INPUT)))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Audiohook-Organization-Id, d7934305-0972-4844-938e-9060eef73d06",
    "Audiohook-Session-Id, 30b0e395-84d3-4570-ac13-9a62d8f514c1",
    "Audiohook-Correlation-Id, e160e428-53e2-487c-977d-96989bf5c99e"
  })
  void another_header_is_not_signed(String header, String value) throws BadHandshake {
    List<Map.Entry<String, String>> lines = new ArrayList<>(lines(INPUT));
    lines.replaceAll(line -> line.getKey().equals(header) ? Map.entry(header, value) : line);

    assertThat(isSigned(Handshake.of(TARGET, HOST, lines))).isFalse();
  }

  @Test
  void behind_a_proxy_the_address_that_the_client_saw_is_signed() throws BadHandshake {
    Handshake inside = Handshake.of("/voicebiometrics/ws", "10.0.0.7:8080", lines(INPUT));

    assertThat(isSigned(inside)).isFalse();
    assertThat(isSigned(inside.at(HOST, "/api/v1"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"x-api-key\"|\"x-other\"|NOT_COVERED",
        "\"@authority\"|\"@path\"|NOT_COVERED",
        "\"audiohook-session-id\"|\"host\"|NOT_COVERED",
        "\"@authority\"|\"@authority\" \"@authority\"|BAD_SIGNATURE_INPUT",
        "\"@authority\"|\"@authority\" \"@path\"|BAD_SIGNATURE_INPUT",
        "\"@authority\"|\"@authority\" \"x-absent\"|BAD_HEADER",
        "SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh|another|KEY_MISMATCH",
        ";keyid=\"SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh\"||KEY_MISMATCH",
        "VGhpc0lzQVVuaXF1ZU5vbmNl|VGhpc0lzQVVuaXF1ZU5vb|BAD_NONCE",
        ";nonce=\"VGhpc0lzQVVuaXF1ZU5vbmNl\"||BAD_NONCE",
        "hmac-sha256|hmac-sha1|WRONG_ALGORITHM",
        ";created=1641013200||BAD_SIGNATURE_INPUT",
        ";created=1641013200|;created=1641013200;created=1641013201|BAD_SIGNATURE_INPUT",
        ";expires=3282026430||BAD_SIGNATURE_INPUT",
        ";created=1641013200|;created=\"soon\"|BAD_SIGNATURE_INPUT",
        "sig1=|sig2=|BAD_SIGNATURE_INPUT",
        "sig1=(|sig1=|BAD_SIGNATURE_INPUT",
        "expires=3282026430|expires=3282026430,sig2=()|BAD_SIGNATURE_INPUT"
      })
  void what_leaves_something_open_is_refused_by_name(String part, String instead, Fault fault) {
    String input = INPUT.replace(part, instead == null ? "" : instead);
    Handshake handshake = Handshake.of(TARGET, HOST, lines(input));

    assertThatThrownBy(() -> isSigned(handshake))
        .isInstanceOfSatisfying(BadHandshake.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  /** Fixed seeds; every change of one character of what is sent breaks it, and nothing crashes. */
  @Test
  void no_changed_handshake_is_taken_for_signed() {
    for (int seed = 0; seed < 20_000; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      List<Map.Entry<String, String>> lines = new ArrayList<>(lines(INPUT));
      int at = 1 + random.nextInt(lines.size() - 1);
      String before = lines.get(at).getValue();
      StringBuilder after = new StringBuilder(before);
      int place = random.nextInt(before.length());
      switch (random.nextInt(3)) {
        case 0 -> after.deleteCharAt(place);
        case 1 -> after.insert(place, (char) (33 + random.nextInt(94)));
        default -> after.setCharAt(place, (char) (33 + random.nextInt(94)));
      }
      if (after.toString().equals(before)) {
        continue;
      }
      lines.set(at, Map.entry(lines.get(at).getKey(), after.toString()));

      boolean taken;
      try {
        taken = isSigned(Handshake.of(TARGET, HOST, lines));
      } catch (BadHandshake expected) {
        taken = false;
      }

      assertThat(taken).as("seed %d: %s", seed, after).isFalse();
    }
  }

  @Test
  void a_header_given_twice_counts_as_missing() {
    List<Map.Entry<String, String>> lines = new ArrayList<>(lines(INPUT));
    lines.add(Map.entry("x-api-key", "another"));
    Handshake handshake = Handshake.of(TARGET, HOST, lines);

    assertThatThrownBy(() -> isSigned(handshake))
        .isInstanceOfSatisfying(
            BadHandshake.class, e -> assertThat(e.fault()).isEqualTo(Fault.BAD_HEADER));
  }

  @Test
  void neither_key_nor_signature_is_shown() throws BadHandshake {
    Handshake handshake = Handshake.of(TARGET, HOST, lines(INPUT));

    assertThat(handshake + " " + HandshakeSignature.of(handshake))
        .doesNotContain("SGVsbG8", "NZBwyBHR");
  }
}
