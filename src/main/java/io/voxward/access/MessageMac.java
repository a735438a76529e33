package io.voxward.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The message authentication codes that platforms sign their requests with. */
public enum MessageMac {
  /** Genesys AudioHook. */
  HMAC_SHA256("HmacSHA256"),
  /** Twilio. */
  HMAC_SHA1("HmacSHA1");

  private final String algorithm;

  MessageMac(String algorithm) {
    this.algorithm = algorithm;
  }

  /** The code of {@code text}, as UTF-8, with {@code secret}. */
  public byte[] sign(byte[] secret, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /**
   * Whether {@code signature} is the code of {@code text}; the time it takes does not tell where
   * they differ.
   */
  public boolean matches(byte[] secret, String text, byte[] signature) {
    return MessageDigest.isEqual(sign(secret, text), signature);
  }
}
