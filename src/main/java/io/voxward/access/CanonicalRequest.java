package io.voxward.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request in the one form that both sides hash (Signature Version 4): method, path, sorted query,
 * the signed headers with their values folded, their names, the hash of the body.
 */
final class CanonicalRequest {
  private static final MessageDigest SHA_256 = sha256();
  private static final HexFormat HEX = HexFormat.of();
  private static final String UNRESERVED = "-._~";

  private CanonicalRequest() {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The SHA-256 of {@code bytes} in hexadecimal. */
  static String hash(byte[] bytes) {
    try {
      return HEX.formatHex(((MessageDigest) SHA_256.clone()).digest(bytes));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
    }
  }

  /** The whole form; every name in {@code signedHeaders} must be in {@code headers}. */
  static String of(
      SignedRequest request,
      Map<String, String> headers,
      List<String> signedHeaders,
      String bodyHash) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    text.append(path(request.path())).append('\n');
    text.append(query(request.query())).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':').append(headers.get(name)).append('\n');
    }
    text.append('\n');
    for (int i = 0; i < signedHeaders.size(); i++) {
      text.append(i == 0 ? "" : ";").append(signedHeaders.get(i));
    }
    return text.append('\n').append(bodyHash).toString();
  }

  /**
   * The headers by lower-case name: each value without white space around it and with single spaces
   * inside, the values of a repeated header joined by commas in their order.
   */
  static Map<String, String> headers(Iterable<Map.Entry<String, String>> lines) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, String> line : lines) {
      headers.merge(
          line.getKey().toLowerCase(Locale.ROOT),
          folded(line.getValue()),
          (before, next) -> before + "," + next);
    }
    return headers;
  }

  private static String folded(String value) {
    boolean plain = true;
    char before = ' ';
    for (int i = 0; i < value.length() && plain; i++) {
      char at = value.charAt(i);
      plain = !isSpace(at) || (at == ' ' && before != ' ');
      before = at;
    }
    if (plain && before != ' ') {
      return value;
    }
    StringBuilder folded = new StringBuilder(value.length());
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char at = value.charAt(i);
      if (isSpace(at)) {
        space = !folded.isEmpty();
      } else {
        folded.append(space ? " " : "").append(at);
        space = false;
      }
    }
    return folded.toString();
  }

  private static boolean isSpace(char sign) {
    return sign == ' ' || (sign >= '\t' && sign <= '\r');
  }

  /** The path with each segment encoded once more, as all services but S3 have it. */
  private static String path(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return "/";
    }
    StringBuilder canonical = new StringBuilder(path.length());
    for (byte sign : path.getBytes(StandardCharsets.UTF_8)) {
      boolean repeated = sign == '/' && !canonical.isEmpty() && last(canonical) == '/';
      if (sign == '/' && !repeated) {
        canonical.append('/');
      } else if (!repeated) {
        encode(canonical, sign);
      }
    }
    return canonical.toString();
  }

  private static char last(StringBuilder text) {
    return text.charAt(text.length() - 1);
  }

  private static String query(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      if (!parameter.isEmpty()) {
        int end = parameter.indexOf('=');
        String name = end < 0 ? parameter : parameter.substring(0, end);
        String value = end < 0 ? "" : parameter.substring(end + 1);
        parameters.add(new Parameter(recoded(name), recoded(value)));
      }
    }
    return parameters.stream()
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  private record Parameter(String name, String value) {}

  /**
   * Decodes a part of a query and encodes it the one way; a stray percent sign stands for itself.
   */
  private static String recoded(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    StringBuilder canonical = new StringBuilder(part.length());
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' ? hexAt(bytes, i + 1) : -1;
      if (value >= 0) {
        encode(canonical, (byte) value);
        i += 2;
      } else {
        encode(canonical, bytes[i]);
      }
    }
    return canonical.toString();
  }

  private static int hexAt(byte[] bytes, int at) {
    if (at + 1 >= bytes.length
        || !HexFormat.isHexDigit(bytes[at])
        || !HexFormat.isHexDigit(bytes[at + 1])) {
      return -1;
    }
    return HexFormat.fromHexDigit(bytes[at]) * 16 + HexFormat.fromHexDigit(bytes[at + 1]);
  }

  private static void encode(StringBuilder into, byte sign) {
    boolean plain =
        (sign >= 'A' && sign <= 'Z')
            || (sign >= 'a' && sign <= 'z')
            || (sign >= '0' && sign <= '9')
            || UNRESERVED.indexOf(sign) >= 0;
    if (plain) {
      into.append((char) sign);
    } else {
      into.append('%').append(HEX.withUpperCase().toHexDigits(sign));
    }
  }
}
