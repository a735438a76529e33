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
import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.access.store.AccessRepository;
import io.voxward.access.store.CredentialRepository;
import io.voxward.access.store.SigningKeyRepository;
import io.voxward.access.store.SigningKeyRepository.StoredKey;
import io.voxward.common.TenantId;
import io.voxward.keys.StoredSecret;
import io.voxward.wire.voiceid.SigV4;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RequestSignaturesTest {
  private static final String ID = "VXWDABCDEFGHIJKLMNOP";
  private static final String REVOKED = "VXWDREVOKEDREVOKED22";
  private static final String DISABLED = "VXWDDISABLEDDISABLED";
  private static final String SECRET = "a+secret/of+forty/characters+0123456789AB";
  private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");
  private static final byte[] BODY = "{\"DomainId\": \"x\"}".getBytes(StandardCharsets.UTF_8);
  private static final String HOST = "voice.internal:8080";

  /** Two access keys, one of them revoked, without a database. */
  private static final class TwoKeys extends SigningKeyRepository {
    private static final DataSource NONE =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (_, _, _) -> {
                  throw new UnsupportedOperationException();
                });

    TwoKeys() {
      super(NONE);
    }

    @Override
    public Optional<StoredKey> find(String accessKeyId) {
      return switch (accessKeyId) {
        case ID -> Optional.of(stored(ID, null, null));
        case REVOKED -> Optional.of(stored(REVOKED, null, NOW.minusSeconds(1)));
        case DISABLED -> Optional.of(stored(DISABLED, NOW.minusSeconds(1), null));
        default -> Optional.empty();
      };
    }

    private static StoredKey stored(
        String id, @Nullable Instant disabledAt, @Nullable Instant revokedAt) {
      AccessKey key =
          new AccessKey(
              TenantId.DEFAULT,
              id,
              "test",
              Set.of(Role.FLOW),
              new DomainScope.All(),
              id,
              Instant.EPOCH,
              disabledAt,
              revokedAt,
              Instant.MAX);
      return new StoredKey(key, new StoredSecret("k", SECRET.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Credentials that are all there. */
  private static final class Whole extends CredentialRepository {
    Whole() {
      super(TwoKeys.NONE);
    }

    @Override
    public Form form() {
      return new Form(CredentialStore.FORM, CredentialStore.FORM);
    }

    @Override
    public Optional<Mismatch> mismatch() {
      return Optional.empty();
    }

    @Override
    public List<Sample> samples() {
      return List.of();
    }
  }

  private record Configured(Optional<URI> publicUrl) implements SignaturesConfig {
    @Override
    public Duration clockSkew() {
      return Duration.ofMinutes(15);
    }
  }

  private static RequestSignatures checker(Instant now, @Nullable String publicUrl) {
    return new RequestSignatures(
        new TwoKeys(),
        new SigningKeys(new OpenKeys()),
        new KeyUses(new AccessRepository(), Clock.fixed(now, ZoneOffset.UTC)),
        new CredentialStore(new Whole(), new OpenKeys()),
        new Configured(Optional.ofNullable(publicUrl).map(URI::create)),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private final RequestSignatures signatures = checker(NOW, null);

  /** A request in the making: every part can be changed, before or after it is signed. */
  private static final class Draft {
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private String method = "POST";
    private String path = "/";
    private @Nullable String query;
    private byte[] body = BODY;

    Draft header(String name, String value) {
      headers.add(Map.entry(name, value));
      return this;
    }

    Draft without(String name) {
      headers.removeIf(line -> line.getKey().equalsIgnoreCase(name));
      return this;
    }

    Draft change(String name, UnaryOperator<String> how) {
      headers.replaceAll(line ->
          line.getKey().equalsIgnoreCase(name)
              ? Map.entry(line.getKey(), how.apply(line.getValue()))
              : line);
      return this;
    }

    /** Signs all headers there are. */
    Draft signed(SigV4 signer) {
      Map<String, String> all = new TreeMap<>();
      headers.forEach(line -> all.put(line.getKey().toLowerCase(Locale.ROOT), line.getValue()));
      return header("Authorization", signer.authorization(all, body));
    }

    SignedRequest request() {
      return new SignedRequest(method, path, query, headers, "", body);
    }
  }

  private static final SigV4 SIGNER = new SigV4(ID, SECRET, "eu-central-1");

  private static Draft bare() {
    return new Draft()
        .header("Host", HOST)
        .header("X-Amz-Target", "VoiceID.DescribeDomain")
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Date", SigV4.date(NOW));
  }

  /** As botocore sends it: no body hash. */
  private static Draft botocore() {
    return bare().signed(SIGNER).header("Content-Length", "17").header("User-Agent", "Botocore");
  }

  /** As the Java SDK sends it. */
  private static Draft java() {
    return bare()
        .header("amz-sdk-invocation-id", "5b1a")
        .header("amz-sdk-request", "attempt=1; max=4")
        .header("Content-Length", "17")
        .header("x-amz-content-sha256", SigV4.sha256(BODY))
        .signed(SIGNER);
  }

  /** As the JavaScript SDK sends it. */
  private static Draft javaScript() {
    return bare()
        .header("amz-sdk-invocation-id", "5b1a")
        .header("amz-sdk-request", "attempt=1; max=3")
        .header("Content-Length", "17")
        .header("x-amz-content-sha256", SigV4.sha256(BODY))
        .header("x-amz-user-agent", "aws-sdk-js/3.936.0")
        .signed(SIGNER);
  }

  private SignatureVerdict verdict(Draft draft) {
    return signatures.verify(draft.request());
  }

  @TestFactory
  Stream<DynamicTest> requests_signed_as_the_official_clients_sign_are_verified() {
    Map<String, Draft> clients =
        Map.of("botocore", botocore(), "Java", java(), "JavaScript", javaScript());
    return clients.entrySet().stream()
        .map(client ->
            DynamicTest.dynamicTest(
                client.getKey(),
                () ->
                    assertThat(verdict(client.getValue()))
                        .isInstanceOfSatisfying(
                            SignatureVerdict.Verified.class,
                            verified -> {
                              assertThat(verified.caller().name()).isEqualTo(ID);
                              assertThat(verified.caller().permissions())
                                  .isEqualTo(Role.FLOW.permissions());
                              assertThat(verified.region()).isEqualTo("eu-central-1");
                            })));
  }

  /** One change to a request that was good. */
  private record Mutation(String name, SignatureVerdict.Reason reason, UnaryOperator<Draft> how) {}

  private static Mutation authorization(
      String name, SignatureVerdict.Reason reason, UnaryOperator<String> how) {
    return new Mutation(name, reason, draft -> draft.change("Authorization", how));
  }

  private static String flipped(String text, int at) {
    char sign = text.charAt(at);
    return text.substring(0, at) + (sign == 'a' ? 'b' : 'a') + text.substring(at + 1);
  }

  private static final List<Mutation> MUTATIONS =
      List.of(
          new Mutation("no signature", NO_SIGNATURE, draft -> draft.without("Authorization")),
          new Mutation(
              "two signatures",
              INCOMPLETE,
              draft -> draft.header("Authorization", "AWS4-HMAC-SHA256 Credential=a")),
          authorization("bearer token", INCOMPLETE, _ -> "Bearer vxw_token"),
          authorization("no parts", INCOMPLETE, _ -> "AWS4-HMAC-SHA256 "),
          authorization(
              "another algorithm", INCOMPLETE, it -> it.replace("HMAC-SHA256", "HMAC-SHA1")),
          authorization(
              "asymmetric algorithm",
              INCOMPLETE,
              it -> it.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")),
          authorization("no signature part", INCOMPLETE, it -> it.replaceAll(", Signature=.*", "")),
          authorization(
              "no credential part", INCOMPLETE, it -> it.replaceAll("Credential=[^,]*, ", "")),
          authorization(
              "no signed headers part",
              INCOMPLETE,
              it -> it.replaceAll("SignedHeaders=[^,]*, ", "")),
          authorization("a part twice", INCOMPLETE, it -> it + ", Signature=00"),
          authorization("an unknown part", INCOMPLETE, it -> it + ", More=1"),
          authorization("signature cut", INCOMPLETE, it -> it.substring(0, it.length() - 1)),
          authorization(
              "signature in capitals",
              INCOMPLETE,
              it ->
                  it.substring(0, it.length() - 64)
                      + it.substring(it.length() - 64).toUpperCase(Locale.ROOT)),
          authorization(
              "first digit of the signature", WRONG_SIGNATURE, it -> flipped(it, it.length() - 64)),
          authorization(
              "last digit of the signature", WRONG_SIGNATURE, it -> flipped(it, it.length() - 1)),
          authorization(
              "unknown access key", UNKNOWN_KEY, it -> it.replace(ID, "VXWDNOBODYNOBODYNOBO")),
          authorization("revoked access key", UNKNOWN_KEY, it -> it.replace(ID, REVOKED)),
          authorization("disabled access key", UNKNOWN_KEY, it -> it.replace(ID, DISABLED)),
          authorization(
              "another region", WRONG_SIGNATURE, it -> it.replace("eu-central-1", "eu-west-1")),
          authorization("a region of bad form", INCOMPLETE, it -> it.replace("eu-central", "EU*")),
          authorization("another service", WRONG_SCOPE, it -> it.replace("/voiceid/", "/s3/")),
          authorization(
              "another terminator", INCOMPLETE, it -> it.replace("aws4_request", "aws5_request")),
          authorization(
              "scope of another day", WRONG_SIGNATURE, it -> it.replace("20260520", "20260519")),
          authorization("scope cut", INCOMPLETE, it -> it.replace("/aws4_request", "")),
          authorization("host not signed", INCOMPLETE, it -> it.replace(";host;", ";")),
          authorization("date not signed", INCOMPLETE, it -> it.replace(";x-amz-date", "")),
          authorization("target not signed", INCOMPLETE, it -> it.replace(";x-amz-target", "")),
          authorization(
              "content type not signed",
              WRONG_SIGNATURE,
              it -> it.replaceAll("SignedHeaders=(.*;|)content-type;", "SignedHeaders=$1")),
          authorization(
              "signed headers out of order",
              INCOMPLETE,
              it -> it.replace("x-amz-date;x-amz-target", "x-amz-target;x-amz-date")),
          authorization(
              "signed header twice", INCOMPLETE, it -> it.replace(";host;", ";host;host;")),
          authorization(
              "signed header in capitals", INCOMPLETE, it -> it.replace(";host;", ";Host;")),
          authorization(
              "signed header that is not there",
              INCOMPLETE,
              it -> it.replace(";host;", ";host;w;")),
          new Mutation("host", WRONG_SIGNATURE, draft -> draft.change("Host", _ -> "other")),
          new Mutation("two hosts", INCOMPLETE, draft -> draft.header("Host", HOST)),
          new Mutation(
              "target",
              WRONG_SIGNATURE,
              draft -> draft.change("X-Amz-Target", _ -> "VoiceID.DeleteDomain")),
          new Mutation("no target", INCOMPLETE, draft -> draft.without("X-Amz-Target")),
          new Mutation(
              "second target",
              WRONG_SIGNATURE,
              draft -> draft.header("X-Amz-Target", "VoiceID.DeleteDomain")),
          new Mutation(
              "content type",
              WRONG_SIGNATURE,
              draft -> draft.change("Content-Type", it -> it + ";x=y")),
          new Mutation("no date", INCOMPLETE, draft -> draft.without("X-Amz-Date")),
          new Mutation(
              "date a second later",
              WRONG_SIGNATURE,
              draft -> draft.change("X-Amz-Date", _ -> SigV4.date(NOW.plusSeconds(1)))),
          new Mutation(
              "date of bad form", INCOMPLETE, draft -> draft.change("X-Amz-Date", _ -> "today")),
          new Mutation(
              "a day that is not",
              INCOMPLETE,
              draft -> draft.change("X-Amz-Date", _ -> "20260230T120000Z")),
          new Mutation(
              "an Amazon header not signed",
              INCOMPLETE,
              draft -> draft.header("X-Amz-Meta", "anything")),
          new Mutation(
              "session token",
              SESSION_TOKEN,
              draft -> draft.header("X-Amz-Security-Token", "token")),
          new Mutation(
              "body",
              WRONG_SIGNATURE,
              draft -> {
                draft.body = "{}".getBytes(StandardCharsets.UTF_8);
                return draft;
              }),
          new Mutation(
              "method",
              WRONG_SIGNATURE,
              draft -> {
                draft.method = "PUT";
                return draft;
              }),
          new Mutation(
              "path",
              WRONG_SIGNATURE,
              draft -> {
                draft.path = "/x";
                return draft;
              }),
          new Mutation(
              "query",
              WRONG_SIGNATURE,
              draft -> {
                draft.query = "a=1";
                return draft;
              }),
          new Mutation(
              "presigned",
              PRESIGNED,
              draft -> {
                draft.query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00";
                return draft.without("Authorization");
              }),
          new Mutation(
              "presigned besides",
              PRESIGNED,
              draft -> {
                draft.query = "x-amz-credential=a";
                return draft;
              }));

  @TestFactory
  Stream<DynamicTest> every_single_change_of_a_good_request_is_refused() {
    return MUTATIONS.stream()
        .map(mutation ->
            DynamicTest.dynamicTest(
                mutation.name(),
                () ->
                    assertThat(verdict(mutation.how().apply(botocore())))
                        .isInstanceOfSatisfying(
                            SignatureVerdict.Refused.class,
                            refused -> {
                              assertThat(refused.reason()).isEqualTo(mutation.reason());
                              assertThat(refused.message()).isNotBlank().doesNotContain(SECRET);
                            })));
  }

  @Test
  void every_digit_of_the_signature_and_every_byte_of_the_body_counts() {
    for (int at = 1; at <= 64; at++) {
      int place = at;
      assertThat(
              verdict(botocore().change("Authorization", it -> flipped(it, it.length() - place))))
          .isInstanceOf(SignatureVerdict.Refused.class);
    }
    for (int at = 0; at < BODY.length; at++) {
      Draft draft = botocore();
      draft.body = BODY.clone();
      draft.body[at] ^= 1;
      assertThat(verdict(draft)).isInstanceOf(SignatureVerdict.Refused.class);
    }
  }

  @TestFactory
  Stream<DynamicTest> a_stated_body_hash_must_be_that_of_the_body() {
    Map<String, String> hashes = new HashMap<>();
    hashes.put("unsigned payload", "UNSIGNED-PAYLOAD");
    hashes.put("streamed payload", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    hashes.put("another body's", SigV4.sha256(new byte[0]));
    hashes.put("capitals", SigV4.sha256(BODY).toUpperCase(Locale.ROOT));
    hashes.put("nothing", "");
    return hashes.entrySet().stream()
        .map(hash ->
            DynamicTest.dynamicTest(
                hash.getKey(),
                () ->
                    assertThat(
                            verdict(
                                bare()
                                    .header("x-amz-content-sha256", hash.getValue())
                                    .signed(SIGNER)))
                        .isInstanceOfSatisfying(
                            SignatureVerdict.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(WRONG_BODY_HASH))));
  }

  @Test
  void a_clock_may_be_a_quarter_of_an_hour_off_and_no_more() {
    // Given
    SignedRequest request = botocore().request();
    Duration quarter = Duration.ofMinutes(15);

    // When / Then
    for (Instant now : List.of(NOW.plus(quarter), NOW.minus(quarter))) {
      assertThat(checker(now, null).verify(request)).isInstanceOf(SignatureVerdict.Verified.class);
    }
    for (Instant now :
        List.of(NOW.plus(quarter).plusSeconds(1), NOW.minus(quarter).minusSeconds(1))) {
      assertThat(checker(now, null).verify(request))
          .isInstanceOfSatisfying(
              SignatureVerdict.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(OUT_OF_TIME));
    }
  }

  @Test
  void a_signature_with_another_secret_is_refused() {
    // When
    SignatureVerdict verdict = verdict(bare().signed(new SigV4(ID, "another", "eu-central-1")));

    // Then
    assertThat(verdict)
        .isInstanceOfSatisfying(
            SignatureVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(WRONG_SIGNATURE));
  }

  @Test
  void a_refused_signature_leaves_nothing_that_makes_the_next_one_good() {
    // Given
    verdict(bare().signed(new SigV4(ID, "another", "eu-central-1")));

    // When / Then
    assertThat(verdict(botocore())).isInstanceOf(SignatureVerdict.Verified.class);
    assertThat(verdict(bare().signed(new SigV4(ID, "another", "eu-central-1"))))
        .isInstanceOf(SignatureVerdict.Refused.class);
  }

  @Test
  void behind_a_proxy_the_public_host_may_be_signed_instead() {
    // Given
    Draft outside =
        bare().change("Host", _ -> "voice.bank.example").signed(SIGNER).change("Host", _ -> HOST);

    // When / Then
    assertThat(verdict(outside)).isInstanceOf(SignatureVerdict.Refused.class);
    for (String url : List.of("https://voice.bank.example", "https://voice.bank.example:443/x")) {
      assertThat(checker(NOW, url).verify(outside.request()))
          .isInstanceOf(SignatureVerdict.Verified.class);
    }
    assertThat(checker(NOW, "https://other.example").verify(outside.request()))
        .isInstanceOf(SignatureVerdict.Refused.class);
    assertThat(checker(NOW, "https://voice.bank.example").verify(botocore().request()))
        .isInstanceOf(SignatureVerdict.Verified.class);
  }

  @Test
  void the_check_says_nothing_of_the_request() {
    assertThat(botocore().request()).hasToString("SignedRequest[hidden]");
  }
}
