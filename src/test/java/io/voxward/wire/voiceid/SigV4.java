package io.voxward.wire.voiceid;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs calls as the official clients do (Signature Version 4). It shares no line with the
 * product's check, so the two hold each other.
 */
public final class SigV4 {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String accessKeyId;
  private final String secret;
  private final String region;
  private final String service;

  /** Signs with that key for a region, service {@code voiceid}. */
  public SigV4(String accessKeyId, String secret, String region) {
    this(accessKeyId, secret, region, "voiceid");
  }

  SigV4(String accessKeyId, String secret, String region, String service) {
    this.accessKeyId = accessKeyId;
    this.secret = secret;
    this.region = region;
    this.service = service;
  }

  /** The time as {@code X-Amz-Date} has it. */
  public static String date(Instant at) {
    return TIME.format(at);
  }

  /** The hash of a body in hexadecimal. */
  public static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The {@code Authorization} header of a {@code POST /} with that body.
   *
   * @param signed every header to sign by its lower-case name; {@code x-amz-date} among them
   */
  public String authorization(Map<String, String> signed, byte[] body) {
    Map<String, String> sorted = new TreeMap<>(signed);
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    sorted.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
    String names = String.join(";", sorted.keySet());
    canonical.append("\n" + names + "\n" + sha256(body));
    String time = sorted.getOrDefault("x-amz-date", "");
    String day = time.isEmpty() ? "" : time.substring(0, 8);
    String scope = day + "/" + region + "/" + service + "/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, region, service, "aws4_request", toSign}) {
      key = hmac(key, part);
    }
    return "AWS4-HMAC-SHA256 Credential="
        + accessKeyId
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + HexFormat.of().formatHex(key);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
