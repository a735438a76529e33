package io.voxward.access;

import static io.voxward.access.SignatureVerdict.Reason.INCOMPLETE;
import static io.voxward.access.SignatureVerdict.Reason.NO_SIGNATURE;
import static io.voxward.access.SignatureVerdict.Reason.OUT_OF_TIME;
import static io.voxward.access.SignatureVerdict.Reason.PRESIGNED;
import static io.voxward.access.SignatureVerdict.Reason.SESSION_TOKEN;
import static io.voxward.access.SignatureVerdict.Reason.UNKNOWN_KEY;
import static io.voxward.access.SignatureVerdict.Reason.WRONG_BODY_HASH;
import static io.voxward.access.SignatureVerdict.Reason.WRONG_SCOPE;
import static io.voxward.access.SignatureVerdict.Reason.WRONG_SIGNATURE;

import io.voxward.access.SigningKeys.Scope;
import io.voxward.access.SigningKeys.SigningKey;
import io.voxward.access.store.SigningKeyRepository;
import io.voxward.access.store.SigningKeyRepository.StoredKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of a call (AWS Signature Version 4, service {@code voiceid}, any region):
 * that it covers the whole request, is of now, and was made with the secret of an access key that
 * works. Every part of a request that could change its meaning must be signed.
 */
@ApplicationScoped
public class RequestSignatures {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "voiceid";
  private static final String TERMINATOR = "aws4_request";
  private static final String AUTHORIZATION = "authorization";
  private static final String HOST = "host";
  private static final String DATE = "x-amz-date";
  private static final String BODY_HASH = "x-amz-content-sha256";
  private static final String SESSION = "x-amz-security-token";
  private static final String AMAZON = "x-amz-";
  private static final List<String> ALWAYS_SIGNED = List.of(HOST, DATE, "x-amz-target");

  private static final Pattern ACCESS_KEY_ID = Pattern.compile("[A-Za-z0-9]{1,128}");
  private static final Pattern DAY = Pattern.compile("[0-9]{8}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,128}");
  private static final Pattern IN_QUERY =
      Pattern.compile("(?i)(^|&)x-amz-(signature|algorithm|credential|security-token)(=|&|$)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int MAX_AUTHORIZATION = 4096;

  private final SigningKeyRepository rows;
  private final SigningKeys signingKeys;
  private final KeyUses uses;
  private final CredentialStore store;
  private final Clock clock;
  private final Duration skew;
  private final @Nullable String publicHost;

  /** Checks against the access keys in {@code rows}; before it refuses one, {@code store} too. */
  public RequestSignatures(
      SigningKeyRepository rows,
      SigningKeys signingKeys,
      KeyUses uses,
      CredentialStore store,
      SignaturesConfig config,
      Clock clock) {
    this.store = store;
    this.rows = rows;
    this.signingKeys = signingKeys;
    this.uses = uses;
    this.clock = clock;
    this.skew = config.clockSkew();
    this.publicHost = config.publicUrl().map(RequestSignatures::hostOf).orElse(null);
  }

  /** The host of a URL as a client sends it: the port only where it is not the scheme's own. */
  private static @Nullable String hostOf(URI url) {
    String host = url.getHost();
    if (host == null) {
      throw new IllegalArgumentException(
          "voxward.signatures.public-url (VOXWARD_PUBLIC_URL) must be a URL like"
              + " https://voice.example.com");
    }
    int own = "https".equals(url.getScheme()) ? 443 : 80;
    return url.getPort() < 0 || url.getPort() == own ? host : host + ":" + url.getPort();
  }

  /** What the {@code Authorization} header says. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Authorization(Scope scope, List<String> signedHeaders, byte[] signature) {}

  /** Stops the check. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final SignatureVerdict.Reason reason;

    Refusal(SignatureVerdict.Reason reason, String message) {
      super(message, null, false, false);
      this.reason = reason;
    }

    SignatureVerdict.Refused verdict() {
      return new SignatureVerdict.Refused(reason, String.valueOf(getMessage()));
    }
  }

  /**
   * Checks {@code request}.
   *
   * @throws io.voxward.common.FailureException of kind {@code NotReady} if its key is not found or
   *     does not fit and the store of credentials is not whole: it may have been valid
   */
  public SignatureVerdict verify(SignedRequest request) {
    try {
      Map<String, String> headers = headers(request);
      Authorization authorization = authorization(request, headers);
      requireOwnCredentials(headers);
      requireNow(headers, authorization.scope());
      requireAllSigned(headers, authorization.signedHeaders());
      String bodyHash = bodyHash(request, headers);
      StoredKey stored =
          rows.find(authorization.scope().accessKeyId())
              .filter(key -> key.key().isActive())
              .orElseThrow(RequestSignatures::unknownKey);
      requireSignature(request, headers, authorization, bodyHash, stored);
      uses.note(stored.key());
      return new SignatureVerdict.Verified(
          AccessKeys.caller(stored.key()), authorization.scope().region());
    } catch (Refusal refusal) {
      if (refusal.reason == UNKNOWN_KEY || refusal.reason == WRONG_SIGNATURE) {
        store.requireWhole();
      }
      return refusal.verdict();
    }
  }

  private static Map<String, String> headers(SignedRequest request) throws Refusal {
    int hosts = 0;
    for (Map.Entry<String, String> line : request.headers()) {
      hosts += line.getKey().equalsIgnoreCase(HOST) ? 1 : 0;
    }
    if (hosts > 1) {
      throw new Refusal(INCOMPLETE, "the Host header must be given once");
    }
    Map<String, String> headers = CanonicalRequest.headers(request.headers());
    headers.putIfAbsent(HOST, request.host());
    return headers;
  }

  private static Authorization authorization(SignedRequest request, Map<String, String> headers)
      throws Refusal {
    String query = request.query();
    if (query != null && IN_QUERY.matcher(query).find()) {
      throw new Refusal(
          PRESIGNED, "presigned requests are not accepted: sign with the Authorization header");
    }
    String header = headers.get(AUTHORIZATION);
    if (header == null) {
      throw new Refusal(NO_SIGNATURE, "Missing Authentication Token");
    }
    if (!header.startsWith(ALGORITHM + " ") || header.length() > MAX_AUTHORIZATION) {
      throw new Refusal(
          INCOMPLETE,
          "the Authorization header must be: "
              + ALGORITHM
              + " Credential=..., SignedHeaders=..., Signature=...");
    }
    Map<String, String> parts = parts(header.substring(ALGORITHM.length() + 1));
    return new Authorization(
        scope(part(parts, "Credential")),
        signedHeaders(part(parts, "SignedHeaders")),
        signature(part(parts, "Signature")));
  }

  private static Map<String, String> parts(String text) throws Refusal {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(",", -1)) {
      int end = part.indexOf('=');
      String name = end < 0 ? "" : part.substring(0, end).strip();
      if (end < 0 || parts.put(name, part.substring(end + 1).strip()) != null) {
        throw new Refusal(
            INCOMPLETE, "the Authorization header must have parts name=value, each given once");
      }
    }
    if (parts.size() > 3) {
      throw new Refusal(INCOMPLETE, "the Authorization header has parts that are not known");
    }
    return parts;
  }

  private static String part(Map<String, String> parts, String name) throws Refusal {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw new Refusal(INCOMPLETE, "Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }

  private static Scope scope(String credential) throws Refusal {
    List<String> parts = Arrays.asList(credential.split("/", -1));
    if (parts.size() != 5
        || !ACCESS_KEY_ID.matcher(parts.get(0)).matches()
        || !DAY.matcher(parts.get(1)).matches()
        || !REGION.matcher(parts.get(2)).matches()
        || !parts.get(4).equals(TERMINATOR)) {
      throw new Refusal(
          INCOMPLETE,
          "Credential must be <access key id>/<YYYYMMDD>/<region>/" + SERVICE + "/" + TERMINATOR);
    }
    if (!parts.get(3).equals(SERVICE)) {
      throw new Refusal(
          WRONG_SCOPE, "Credential should be scoped to correct service: '" + SERVICE + "'.");
    }
    return new Scope(parts.get(0), parts.get(1), parts.get(2), SERVICE);
  }

  private static List<String> signedHeaders(String text) throws Refusal {
    List<String> names = Arrays.asList(text.split(";", -1));
    String before = "";
    for (String name : names) {
      if (!HEADER_NAME.matcher(name).matches() || name.compareTo(before) <= 0) {
        throw new Refusal(
            INCOMPLETE, "SignedHeaders must be lower-case names, sorted, each once, between ';'");
      }
      before = name;
    }
    for (String name : ALWAYS_SIGNED) {
      if (!names.contains(name)) {
        throw notSigned(name);
      }
    }
    return names;
  }

  private static byte[] signature(String text) throws Refusal {
    if (!SIGNATURE.matcher(text).matches()) {
      throw new Refusal(INCOMPLETE, "Signature must be 64 lower-case hexadecimal digits");
    }
    return HexFormat.of().parseHex(text);
  }

  private static void requireOwnCredentials(Map<String, String> headers) throws Refusal {
    if (headers.containsKey(SESSION)) {
      throw new Refusal(
          SESSION_TOKEN,
          "session tokens are not accepted: sign with a Voxward access key, without temporary"
              + " credentials");
    }
  }

  private void requireNow(Map<String, String> headers, Scope scope) throws Refusal {
    String text = headers.get(DATE);
    if (text == null) {
      throw new Refusal(
          INCOMPLETE, "Authorization header requires existence of an 'X-Amz-Date' header.");
    }
    Instant signed = time(text);
    if (!text.startsWith(scope.date())) {
      throw new Refusal(
          WRONG_SIGNATURE, "Date in Credential scope does not match the date of X-Amz-Date.");
    }
    Instant now = clock.instant();
    if (signed.isBefore(now.minus(skew))) {
      throw new Refusal(
          OUT_OF_TIME, "Signature expired: " + text + " is more than " + skew + " ago.");
    }
    if (signed.isAfter(now.plus(skew))) {
      throw new Refusal(
          OUT_OF_TIME, "Signature not yet current: " + text + " is more than " + skew + " ahead.");
    }
  }

  private static Instant time(String text) throws Refusal {
    try {
      return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new Refusal(INCOMPLETE, "X-Amz-Date must be of the form YYYYMMDD'T'HHMMSS'Z'.");
    }
  }

  private static void requireAllSigned(Map<String, String> headers, List<String> signed)
      throws Refusal {
    for (String name : signed) {
      if (!headers.containsKey(name)) {
        throw new Refusal(INCOMPLETE, "the signed header '" + name + "' is not in the request");
      }
    }
    for (String name : headers.keySet()) {
      if (name.startsWith(AMAZON) && !signed.contains(name)) {
        throw notSigned(name);
      }
    }
  }

  private static Refusal notSigned(String header) {
    String name = HEADER_NAME.matcher(header).matches() ? header : "x-amz-...";
    return new Refusal(
        INCOMPLETE, "'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
  }

  private static String bodyHash(SignedRequest request, Map<String, String> headers)
      throws Refusal {
    String hash = CanonicalRequest.hash(request.body());
    String stated = headers.get(BODY_HASH);
    if (stated != null && !stated.equals(hash)) {
      throw new Refusal(
          WRONG_BODY_HASH,
          "The provided 'x-amz-content-sha256' header does not match the SHA-256 of the body.");
    }
    return hash;
  }

  private static Refusal unknownKey() {
    return new Refusal(UNKNOWN_KEY, "The security token included in the request is invalid.");
  }

  private void requireSignature(
      SignedRequest request,
      Map<String, String> headers,
      Authorization authorization,
      String bodyHash,
      StoredKey stored)
      throws Refusal {
    SigningKey key = signingKeys.key(stored, authorization.scope());
    boolean good = isSigned(request, headers, authorization, bodyHash, key);
    if (!good && publicHost != null) {
      Map<String, String> asSeenOutside = new HashMap<>(headers);
      asSeenOutside.put(HOST, publicHost);
      good = isSigned(request, asSeenOutside, authorization, bodyHash, key);
    }
    if (!good) {
      throw new Refusal(
          WRONG_SIGNATURE,
          "The request signature we calculated does not match the signature you provided. Check"
              + " your secret access key and signing method.");
    }
    signingKeys.keep(authorization.scope(), key);
  }

  private static boolean isSigned(
      SignedRequest request,
      Map<String, String> headers,
      Authorization authorization,
      String bodyHash,
      SigningKey key) {
    String canonical =
        CanonicalRequest.of(request, headers, authorization.signedHeaders(), bodyHash);
    String toSign =
        ALGORITHM
            + "\n"
            + headers.get(DATE)
            + "\n"
            + authorization.scope().text()
            + "\n"
            + CanonicalRequest.hash(canonical.getBytes(StandardCharsets.UTF_8));
    byte[] expected = key.sign(toSign.getBytes(StandardCharsets.UTF_8));
    return SigningKeys.same(expected, authorization.signature());
  }
}
