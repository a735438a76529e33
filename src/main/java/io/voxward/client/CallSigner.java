package io.voxward.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Signs calls of the Voice ID dialect as the official clients do (Signature Version 4), and writes
 * them out ready to send. A signed call is good for 15 minutes and may be sent again and again.
 */
public final class CallSigner {
  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
  private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";
  private static final String REGION = "us-east-1";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Credentials credentials;
  private final String host;

  /** Signs with {@code credentials} for a service at {@code host}, port included. */
  public CallSigner(Credentials credentials, String host) {
    this.credentials = credentials;
    this.host = host;
  }

  /** The bytes of a whole HTTP/1.1 request that keeps its connection. */
  public byte[] request(String operation, String body, Instant at) {
    String time = TIME.format(at);
    String target = "VoiceID." + operation;
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST / HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: "
            + CONTENT_TYPE
            + "\r\nX-Amz-Date: "
            + time
            + "\r\nX-Amz-Target: "
            + target
            + "\r\nAuthorization: "
            + authorization(time, target, content)
            + "\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(first, first.length + content.length);
    System.arraycopy(content, 0, whole, first.length, content.length);
    return whole;
  }

  private String authorization(String time, String target, byte[] body) {
    String day = time.substring(0, "yyyyMMdd".length());
    String scope = day + "/" + REGION + "/voiceid/aws4_request";
    String canonical =
        "POST\n/\n\ncontent-type:"
            + CONTENT_TYPE
            + "\nhost:"
            + host
            + "\nx-amz-date:"
            + time
            + "\nx-amz-target:"
            + target
            + "\n\n"
            + SIGNED
            + "\n"
            + hex(sha256(body));
    String toSign =
        "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hex(sha256(bytes(canonical)));
    byte[] key = bytes("AWS4" + credentials.secretAccessKey());
    for (String part : new String[] {day, REGION, "voiceid", "aws4_request", toSign}) {
      key = Hmac.sha256(key, bytes(part));
    }
    return "AWS4-HMAC-SHA256 Credential="
        + credentials.accessKeyId()
        + "/"
        + scope
        + ", SignedHeaders="
        + SIGNED
        + ", Signature="
        + hex(key);
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "CallSigner[" + credentials.accessKeyId() + "]";
  }
}
