package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.AccessKeys;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol itself, over the wire: what is a call, and what becomes of all the rest. */
@QuarkusTest
class ProtocolTest {
  private static final TenantId TENANT = new TenantId("voice-id-protocol");
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private final VoiceIdCalls calls;
  private final AccessKeys accessKeys;
  private final Clock clock;
  private IssuedAccessKey admin;

  @Inject
  ProtocolTest(VoiceIdCalls calls, AccessKeys accessKeys, Clock clock) {
    this.calls = calls;
    this.accessKeys = accessKeys;
    this.clock = clock;
  }

  @BeforeEach
  void signIn() {
    admin = calls.key(TENANT, Role.ADMIN);
  }

  private Map<String, String> headers(@Nullable String contentType, @Nullable String target) {
    Map<String, String> headers = new TreeMap<>();
    if (contentType != null) {
      headers.put("content-type", contentType);
    }
    if (target != null) {
      headers.put("x-amz-target", target);
    }
    headers.put("x-amz-date", SigV4.date(clock.instant()));
    return headers;
  }

  private Map<String, String> good() {
    return headers("application/x-amz-json-1.0", "VoiceID.ListDomains");
  }

  private SigV4 signer() {
    return new SigV4(admin.key().id(), admin.secretAccessKey(), "us-east-1");
  }

  @Test
  void every_answer_has_a_request_id_of_its_own() {
    // When
    VoiceIdCalls.Answer first = calls.send(good(), signer(), EMPTY);
    VoiceIdCalls.Answer refused = calls.send(good(), new SigV4("NOBODY", "s", "x"), EMPTY);

    // Then
    String one = first.whole().headers().firstValue("x-amzn-RequestId").orElseThrow();
    String other = refused.whole().headers().firstValue("x-amzn-RequestId").orElseThrow();
    assertThat(one).matches("[0-9a-f-]{36}").isNotEqualTo(other);
  }

  @Test
  void an_error_names_its_type_in_body_and_header() {
    // When
    VoiceIdCalls.Answer answer = calls.call(admin, "DescribeDomain", "{}");

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("__type")).isEqualTo("com.amazonaws.voiceid#ValidationException");
    assertThat(answer.whole().headers().firstValue("x-amzn-ErrorType"))
        .contains("ValidationException");
    assertThat(answer.whole().headers().firstValue("Content-Type"))
        .contains("application/x-amz-json-1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VoiceID.Nothing",
        "VoiceID.",
        "VoiceId.ListDomains",
        "ListDomains",
        "VoiceID.listDomains"
      })
  void an_unknown_target_is_an_unknown_operation(String target) {
    // When
    VoiceIdCalls.Answer answer =
        calls.send(headers("application/x-amz-json-1.0", target), signer(), EMPTY);

    // Then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.exception()).isEqualTo("UnknownOperationException");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "application/x-amz-json-1.0,200",
        "application/x-amz-json-1.0; charset=utf-8,200",
        "Application/X-Amz-JSON-1.0,200",
        "application/x-amz-json-1.1,415",
        "application/json,415",
        "text/plain,415",
        "none,415"
      })
  void only_the_protocols_content_type_is_read(@Nullable String contentType, int status) {
    // When
    VoiceIdCalls.Answer answer =
        calls.send(headers(contentType, "VoiceID.ListDomains"), signer(), EMPTY);

    // Then
    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "1",
        "{\"a\": 1, \"a\": 2}",
        "{} {}",
        "{\"MaxResults\": NaN}",
        "{'a': 1}",
        "\u00ef\u00bb\u00bf{}x",
        "{\"MaxResults\": \"1\"}"
      })
  void a_body_that_is_not_one_json_object_is_told_so(String body) {
    // When
    VoiceIdCalls.Answer answer = calls.call(admin, "ListDomains", body);

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.exception()).isEqualTo("SerializationException");
  }

  @Test
  void deep_nesting_and_invalid_utf_8_are_told_so() {
    // When
    VoiceIdCalls.Answer deep =
        calls.call(admin, "ListDomains", "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
    VoiceIdCalls.Answer broken =
        calls.send(
            good(), signer(), new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});

    // Then
    assertThat(deep.exception()).isEqualTo("SerializationException");
    assertThat(broken.exception()).isEqualTo("SerializationException");
  }

  @Test
  void an_empty_body_is_an_empty_object_and_unknown_members_are_ignored() {
    // When
    VoiceIdCalls.Answer empty = calls.call(admin, "ListDomains", "");
    VoiceIdCalls.Answer more = calls.call(admin, "ListDomains", "{\"More\": {\"a\": [1]}}");

    // Then
    assertThat(empty.status()).isEqualTo(200);
    assertThat(more.status()).isEqualTo(200);
  }

  @Test
  void a_body_over_the_limit_is_refused_before_it_is_there() throws IOException {
    // Given: a body announced, of which only a little is sent
    URI address = calls.address();
    String head =
        "POST / HTTP/1.1\r\nHost: "
            + address.getAuthority()
            + "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 9999999\r\n\r\n{";

    // When
    String answer = exchange(address, head.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .contains("RequestEntityTooLargeException")
        .containsIgnoringCase("connection: close");
  }

  private static String exchange(URI address, byte[] request) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_body_of_unknown_length_is_refused_where_it_passes_the_limit() {
    // Given
    byte[] body = new byte[600_000];
    Arrays.fill(body, (byte) ' ');
    HttpRequest request =
        HttpRequest.newBuilder(calls.address())
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();

    // When
    VoiceIdCalls.Answer answer = calls.send(request);

    // Then
    assertThat(answer.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void other_methods_are_none_of_the_protocols(String method) {
    // When
    VoiceIdCalls.Answer answer =
        calls.send(
            HttpRequest.newBuilder(calls.address())
                .method(method, HttpRequest.BodyPublishers.ofString(""))
                .build());

    // Then
    assertThat(answer.status()).isBetween(400, 499);
  }

  @Test
  void a_call_without_a_signature_is_refused_and_so_is_a_revoked_key() {
    // Given
    HttpRequest.Builder unsigned = HttpRequest.newBuilder(calls.address());
    good().forEach(unsigned::header);
    IssuedAccessKey revoked = calls.key(TENANT, Role.ADMIN);
    VoiceIdCalls.Answer before = calls.call(revoked, "ListDomains", "{}");

    // When
    accessKeys.revoke(TENANT, revoked.key().id());
    VoiceIdCalls.Answer after = calls.call(revoked, "ListDomains", "{}");
    VoiceIdCalls.Answer none =
        calls.send(unsigned.POST(HttpRequest.BodyPublishers.ofByteArray(EMPTY)).build());

    // Then
    assertThat(before.status()).isEqualTo(200);
    assertThat(after.status()).isEqualTo(403);
    assertThat(after.exception()).isEqualTo("UnrecognizedClientException");
    assertThat(none.status()).isEqualTo(403);
    assertThat(none.exception()).isEqualTo("MissingAuthenticationTokenException");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "voiceid,0,200,''",
        "s3,0,403,InvalidSignatureException",
        "voiceid,-20,403,InvalidSignatureException",
        "voiceid,20,403,InvalidSignatureException",
        "voiceid,14,200,''"
      })
  void scope_and_clock_are_held(String service, int minutes, int status, String exception) {
    // Given
    Map<String, String> headers = good();
    headers.put("x-amz-date", SigV4.date(clock.instant().plus(Duration.ofMinutes(minutes))));

    // When
    VoiceIdCalls.Answer answer =
        calls.send(
            headers,
            new SigV4(admin.key().id(), admin.secretAccessKey(), "mars-north-1", service),
            EMPTY);

    // Then
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.exception()).isEqualTo(exception);
  }

  @Test
  void form_is_told_before_access_and_access_before_existence() {
    // Given
    IssuedAccessKey privacy = calls.key(TENANT, Role.PRIVACY);
    UnaryOperator<String> delete = domain -> "{\"DomainId\": \"" + domain + "\"}";

    // When
    VoiceIdCalls.Answer form = calls.call(privacy, "DeleteDomain", delete.apply("short"));
    VoiceIdCalls.Answer access = calls.call(privacy, "DeleteDomain", delete.apply(Samples.DOMAIN));
    VoiceIdCalls.Answer existence = calls.call(admin, "DeleteDomain", delete.apply(Samples.DOMAIN));

    // Then
    assertThat(form.exception()).isEqualTo("ValidationException");
    assertThat(access.exception()).isEqualTo("AccessDeniedException");
    assertThat(existence.exception()).isEqualTo("ResourceNotFoundException");
    assertThat(existence.text("ResourceType")).isEqualTo("DOMAIN");
  }
}
