package io.voxward.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A receipt of an erasure as it lies in a file; verified with what is in it alone.
 *
 * @param body the text that was signed
 * @param fingerprint of the key that is said to have signed it
 * @param genuine whether that key signed this very text
 */
public record ReceiptFile(String body, String fingerprint, boolean genuine) {
  private static final String ALGORITHM = "Ed25519";
  private static final int FINGERPRINT_BYTES = 16;

  /**
   * Reads a receipt.
   *
   * @throws IOException if it has not the form of one
   */
  public static ReceiptFile read(byte[] file) throws IOException {
    JsonNode whole = Json.tree(new String(file, StandardCharsets.UTF_8));
    String body = member(whole, "body");
    byte[] key = base64(member(whole, "publicKey"));
    byte[] signature = base64(member(whole, "signature"));
    return new ReceiptFile(body, fingerprint(key), isGenuine(body, signature, key));
  }

  private static String member(JsonNode whole, String name) throws IOException {
    JsonNode value = whole.path(name);
    if (!value.isTextual()) {
      throw new IOException("a receipt has a text named " + name);
    }
    return value.textValue();
  }

  private static byte[] base64(String text) throws IOException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("publicKey and signature of a receipt are base64", e);
    }
  }

  private static boolean isGenuine(String body, byte[] signature, byte[] key) throws IOException {
    try {
      PublicKey shown =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(key));
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(shown);
      verifier.update(body.getBytes(StandardCharsets.UTF_8));
      return verifies(verifier, signature);
    } catch (GeneralSecurityException e) {
      throw new IOException("publicKey of the receipt is no key of Ed25519", e);
    }
  }

  /** A signature of another length is none. */
  private static boolean verifies(Signature verifier, byte[] signature) {
    try {
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private static String fingerprint(byte[] key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, FINGERPRINT_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A member of the text that was signed; empty if it has none of that name. */
  public Optional<String> member(String name) throws IOException {
    JsonNode value = Json.tree(body).path(name);
    return value.isValueNode() ? Optional.of(value.asText()) : Optional.empty();
  }
}
