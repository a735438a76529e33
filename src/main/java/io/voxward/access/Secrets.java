package io.voxward.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes unguessable secrets, and the hashes under which they are remembered. */
public final class Secrets {
  private static final int TOKEN_BYTES = 32;
  private static final int SECRET_KEY_BYTES = 30;
  private static final int KEY_ID_LETTERS = 16;
  private static final String KEY_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** 256 random bits after {@code prefix}. */
  public static String token(String prefix) {
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random(TOKEN_BYTES));
  }

  /** 240 random bits in 40 characters, the form AWS tools expect. */
  static String secretAccessKey() {
    return Base64.getEncoder().encodeToString(random(SECRET_KEY_BYTES));
  }

  /** 256 random bits in base64, for signatures of both sides. */
  public static String sharedSecret() {
    return Base64.getEncoder().encodeToString(random(TOKEN_BYTES));
  }

  /** {@code VXWD} and 16 capital letters and digits. */
  static String accessKeyId() {
    StringBuilder id = new StringBuilder("VXWD");
    for (int i = 0; i < KEY_ID_LETTERS; i++) {
      id.append(KEY_ID_ALPHABET.charAt(RANDOM.nextInt(KEY_ID_ALPHABET.length())));
    }
    return id.toString();
  }

  /**
   * What is remembered of a token. A plain SHA-256 suffices: the token itself has 256 random bits,
   * so there is nothing to guess.
   */
  public static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
