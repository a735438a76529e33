package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What callers get to see when a request is refused. */
@QuarkusTest
class ProblemTest {
  private static final String DOMAINS = "/api/v1/domains";

  private final RestCalls rest;
  private String admin = "";

  @Inject
  ProblemTest(RestCalls rest) {
    this.rest = rest;
  }

  @BeforeEach
  void signIn() {
    admin = rest.token(new TenantId("problem-test"), Role.ADMIN);
  }

  private static void isProblem(RestCalls.Answer answer, int status, String slug) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.whole().headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith(Problem.MEDIA_TYPE));
    assertThat(answer.text("type")).isEqualTo("urn:voxward:problem:" + slug);
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("detail")).isNotBlank();
  }

  private record BadBody(String body, String field, String rule) {}

  @Test
  void a_bad_body_is_refused_naming_the_member_and_the_rule() {
    // Given
    Stream<BadBody> bodies =
        Stream.of(
            new BadBody("", "body", "is needed"),
            new BadBody("null", "body", "is needed"),
            new BadBody("{", "body", "must be well-formed JSON"),
            new BadBody("[]", "body", "must be an object"),
            new BadBody("{\"name\": \"a\"} x", "body", "must be well-formed JSON"),
            new BadBody("{\"name\": \"a\", \"name\": \"b\"}", "body", "each member given once"),
            new BadBody("{}", "name", "is needed"),
            new BadBody("{\"name\": null}", "name", "is needed"),
            new BadBody("{\"name\": 7}", "name", "must be a text"),
            new BadBody("{\"name\": \"-a\"}", "name", "1 to 256"),
            new BadBody("{\"name\": \"a\", \"colour\": 1}", "colour", "is not a member"),
            new BadBody("{\"name\": \"a\", \"description\": \"\"}", "description", "1 to 1024"),
            new BadBody(
                "{\"name\": \"a\", \"acceptanceThreshold\": 101}",
                "acceptanceThreshold",
                "from 0 to 100"),
            new BadBody(
                "{\"name\": \"a\", \"acceptanceThreshold\": \"90\"}",
                "acceptanceThreshold",
                "must be a whole number"),
            new BadBody(
                "{\"name\": \"a\", \"acceptanceThreshold\": 90.5}",
                "acceptanceThreshold",
                "must be a whole number"),
            new BadBody(
                "{\"name\": \"a\", \"consentRequired\": 1}",
                "consentRequired",
                "must be true or false"),
            new BadBody(
                "{\"name\": \"a\", \"enrollmentSpeechSeconds\": 0}",
                "enrollmentSpeechSeconds",
                "from 1.0"),
            new BadBody("{\"name\": \"a\", \"retentionDays\": 0}", "retentionDays", "from 1"));

    // When / Then
    bodies.forEach(bad -> {
      RestCalls.Answer answer = rest.send("POST", DOMAINS, admin, bad.body());
      assertThat(answer.status()).as(bad.body()).isEqualTo(400);
      isProblem(answer, 400, "invalid");
      assertThat(answer.text("field")).as(bad.body()).isEqualTo(bad.field());
      assertThat(answer.text("rule")).as(bad.body()).contains(bad.rule());
    });
  }

  @Test
  void no_token_an_unknown_one_and_another_scheme_are_not_authenticated() {
    // When
    RestCalls.Answer none = rest.send("GET", DOMAINS, null, null);
    RestCalls.Answer unknown = rest.send("GET", DOMAINS, "vxw_unknown", null);
    RestCalls.Answer basic =
        rest.send(rest.request(DOMAINS, null).header("Authorization", "Basic dTpw").GET().build());

    // Then
    isProblem(none, 401, "unauthenticated");
    isProblem(unknown, 401, "unauthenticated");
    isProblem(basic, 401, "unauthenticated");
    assertThat(none.whole().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void what_the_http_layer_refuses_is_a_problem_too() {
    // When
    RestCalls.Answer path = rest.send("GET", "/api/v1/nothing", admin, null);
    RestCalls.Answer verb = rest.send("PUT", DOMAINS, admin, "{}");
    RestCalls.Answer media =
        rest.send(
            rest.request(DOMAINS, admin)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("name"))
                .build());
    RestCalls.Answer accept =
        rest.send(rest.request(DOMAINS, admin).header("Accept", "image/png").GET().build());
    RestCalls.Answer query = rest.send("GET", DOMAINS + "?maxResults=many", admin, null);

    // Then
    isProblem(path, 404, "no-such-path");
    isProblem(verb, 405, "method-not-allowed");
    isProblem(media, 415, "unsupported-media-type");
    isProblem(accept, 406, "not-acceptable");
    assertThat(query.status()).isIn(400, 404);
  }

  @Test
  void a_body_over_its_limit_is_refused_announced_or_not() {
    // Given
    byte[] large = new byte[(int) BodyLimit.DEFAULT_BYTES + 1];
    java.util.Arrays.fill(large, (byte) ' ');

    // When
    RestCalls.Answer announced =
        rest.send(json().POST(HttpRequest.BodyPublishers.ofByteArray(large)).build());
    RestCalls.Answer streamed =
        rest.send(
            json()
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build());

    // Then
    isProblem(announced, 413, "too-large");
    isProblem(streamed, 413, "too-large");
  }

  private HttpRequest.Builder json() {
    return rest.request(DOMAINS, admin).header("Content-Type", "application/json");
  }

  @TestFactory
  Stream<DynamicTest> every_malformed_id_in_a_path_is_refused_naming_it() {
    return Stream.of(
            "GET /api/v1/domains/short domainId",
            "GET /api/v1/domains/0123456789012345678901/speakers/_a speakerId",
            "GET /api/v1/domains/0123456789012345678901/speakers/id%23short generatedSpeakerId")
        .map(line -> line.split(" "))
        .map(part ->
            DynamicTest.dynamicTest(
                part[1],
                () -> {
                  RestCalls.Answer answer = rest.send(part[0], part[1], admin, null);
                  isProblem(answer, 400, "invalid");
                  assertThat(answer.text("field")).isEqualTo(part[2]);
                }));
  }
}
