package io.voxward.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Twilio's signature of a request without a body: the HMAC-SHA1 of the whole URL under the
 * account's auth token, in base64. It covers neither a time nor a number, so the same URL has the
 * same signature for ever: it proves who calls, over TLS, and not when.
 */
public final class SignedUrl {
  private static final String MAC = "HmacSHA1";

  private SignedUrl() {}

  /** Whether {@code signature} is that of {@code url}, in a time that does not tell how near. */
  public static boolean isSigned(String url, byte[] secret, String signature) {
    return MessageDigest.isEqual(sign(url, secret), signature.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sign(String url, byte[] secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      return Base64.getEncoder().encode(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }
}
