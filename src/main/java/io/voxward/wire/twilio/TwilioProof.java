package io.voxward.wire.twilio;

import io.quarkus.websockets.next.HandshakeRequest;
import io.voxward.access.SignedUrl;
import io.voxward.instance.PlatformSecret;
import io.voxward.wire.dialect.HandshakeToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake proves about whoever holds an account's auth token: Twilio's and SignalWire's
 * signature of the address, or, for platforms that do not sign, the token itself.
 *
 * <p>The signature covers the address as the platform was given it. With a public address
 * configured that one alone counts; otherwise the host that was asked for, which a thief of a
 * signature for another host can choose.
 */
final class TwilioProof {
  private static final List<String> SIGNATURES =
      List.of("X-Twilio-Signature", "X-SignalWire-Signature");
  private static final String HOST = "Host";
  private static final String SCHEME = "wss://";
  private static final String OWN_PORT = ":443";

  private final List<String> urls;
  private final @Nullable String signature;
  private final @Nullable String token;

  private TwilioProof(List<String> urls, @Nullable String signature, @Nullable String token) {
    this.urls = urls;
    this.signature = signature;
    this.token = token;
  }

  /** What this handshake proves. */
  static TwilioProof of(HandshakeRequest handshake, Optional<URI> publicUrl) {
    String signature =
        SIGNATURES.stream()
            .map(handshake::header)
            .filter(value -> value != null && !value.isBlank())
            .findFirst()
            .orElse(null);
    return of(
        publicUrl,
        handshake.header(HOST),
        handshake.path(),
        handshake.query(),
        signature,
        HandshakeToken.of(handshake));
  }

  static TwilioProof of(
      Optional<URI> publicUrl,
      @Nullable String host,
      String path,
      @Nullable String query,
      @Nullable String signature,
      @Nullable String token) {
    return new TwilioProof(urls(publicUrl, host, path, query), signature, token);
  }

  /** The address as the platform may have written it: with and without port and last slash. */
  private static List<String> urls(
      Optional<URI> publicUrl, @Nullable String host, String path, @Nullable String query) {
    String authority = publicUrl.map(URI::getRawAuthority).orElse(host);
    if (authority == null) {
      return List.of();
    }
    String before = publicUrl.map(URI::getRawPath).map(raw -> raw.replaceAll("/+$", "")).orElse("");
    String after = query == null || query.isEmpty() ? "" : "?" + query;
    List<String> urls = new ArrayList<>();
    for (String each : authorities(authority)) {
      urls.add(SCHEME + each + before + path + after);
      urls.add(SCHEME + each + before + path + "/" + after);
    }
    return urls;
  }

  private static List<String> authorities(String authority) {
    if (authority.endsWith(OWN_PORT)) {
      return List.of(authority, authority.substring(0, authority.length() - OWN_PORT.length()));
    }
    boolean hasPort = authority.matches(".*:[0-9]+");
    return hasPort ? List.of(authority) : List.of(authority, authority + OWN_PORT);
  }

  /** Whether there is anything that could prove something. */
  boolean isThere() {
    return signature != null || token != null;
  }

  /** Whether it was made with that secret. */
  boolean isMadeWith(PlatformSecret secret) {
    byte[] bytes = secret.bytes();
    try {
      return isMadeWith(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  boolean isMadeWith(byte[] secret) {
    String signed = signature;
    if (signed != null) {
      return urls.stream().anyMatch(url -> SignedUrl.isSigned(url, secret, signed));
    }
    String given = token;
    return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret);
  }

  @Override
  public String toString() {
    return "TwilioProof[hidden]";
  }
}
