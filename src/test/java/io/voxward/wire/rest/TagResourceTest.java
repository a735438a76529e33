package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.Tag;
import io.voxward.domain.Tags;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TagResourceTest {
  private static final TenantId TENANT = new TenantId("tag-resource-test");

  private final RestCalls rest;
  private final Tags tags;
  private String admin = "";
  private String domain = "";

  @Inject
  TagResourceTest(RestCalls rest, Tags tags) {
    this.rest = rest;
    this.tags = tags;
  }

  @BeforeEach
  void makeDomain() {
    admin = rest.token(TENANT, Role.ADMIN);
    domain =
        rest.send(
                "POST",
                "/api/v1/domains",
                admin,
                "{\"name\": \"bank\", \"tags\": {\"team\": \"fraud\"}}")
            .text("domainId");
  }

  private RestCalls.Answer send(
      String verb, String query, @org.jspecify.annotations.Nullable String body) {
    return rest.send(verb, "/api/v1/domains/" + domain + "/tags" + query, admin, body);
  }

  private static List<Tag> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Tag("key-" + i, "v")).toList();
  }

  @Test
  void tags_are_given_on_creation_replaced_and_taken_away() {
    // Given
    assertThat(send("GET", "", null).body().path("tags").toString())
        .isEqualTo("{\"team\":\"fraud\"}");

    // When
    RestCalls.Answer put = send("PUT", "", "{\"tags\": {\"Größe @ 1\": \"\", \"cost\": \"a/b\"}}");
    RestCalls.Answer one = send("DELETE", "?key=cost&key=unknown", null);
    RestCalls.Answer none = send("DELETE", "", null);

    // Then
    assertThat(put.status()).isEqualTo(200);
    assertThat(one.body().path("tags").toString()).isEqualTo("{\"Größe @ 1\":\"\"}");
    assertThat(none.body().path("tags").toString()).isEqualTo("{}");
  }

  @Test
  void adding_a_tag_keeps_the_others_and_gives_a_known_key_another_value() {
    // When
    tags.tag(TENANT, new DomainId(domain), List.of(new Tag("team", "b"), new Tag("new", "c")));

    // Then
    assertThat(tags.list(TENANT, new DomainId(domain)))
        .containsExactly(new Tag("new", "c"), new Tag("team", "b"));
  }

  @Test
  void a_domain_has_at_most_fifty_tags() {
    // Given
    DomainId id = new DomainId(domain);
    tags.tag(TENANT, id, numbered(0, 49));

    // When / Then
    assertThatThrownBy(() -> tags.tag(TENANT, id, numbered(49, 50))).hasMessageContaining("tags");
    assertThatThrownBy(() -> tags.replace(TENANT, id, numbered(0, 51)))
        .hasMessageContaining("at most 50");
    tags.tag(TENANT, id, numbered(0, 49));
    assertThat(tags.list(TENANT, id)).hasSize(50);
    String many =
        IntStream.range(0, 51)
            .mapToObj(i -> "\"k" + i + "\": \"\"")
            .collect(Collectors.joining(",", "{\"name\": \"n\", \"tags\": {", "}}"));
    RestCalls.Answer made = rest.send("POST", "/api/v1/domains", admin, many);
    assertThat(made.status()).isEqualTo(400);
    assertThat(made.text("field")).isEqualTo("tags");
  }

  @Test
  void reserved_malformed_and_repeated_keys_are_refused_by_member() {
    // When
    RestCalls.Answer reserved = send("PUT", "", "{\"tags\": {\"aws:x\": \"1\"}}");
    RestCalls.Answer capital = send("PUT", "", "{\"tags\": {\"AWS:x\": \"1\"}}");
    RestCalls.Answer empty = send("PUT", "", "{\"tags\": {\"\": \"1\"}}");
    RestCalls.Answer long1 = send("PUT", "", "{\"tags\": {\"" + "k".repeat(129) + "\": \"1\"}}");
    RestCalls.Answer long2 = send("PUT", "", "{\"tags\": {\"k\": \"" + "v".repeat(257) + "\"}}");
    RestCalls.Answer sign = send("PUT", "", "{\"tags\": {\"k\": \"a;b\"}}");
    RestCalls.Answer none = send("PUT", "", "{\"tags\": {\"k\": null}}");

    // Then
    for (RestCalls.Answer key : List.of(reserved, capital, empty, long1)) {
      assertThat(key.status()).isEqualTo(400);
      assertThat(key.text("field")).isEqualTo("tags.key");
    }
    for (RestCalls.Answer value : List.of(long2, sign, none)) {
      assertThat(value.status()).isEqualTo(400);
      assertThat(value.text("field")).isEqualTo("tags.value");
    }
    assertThatThrownBy(() ->
            tags.tag(TENANT, new DomainId(domain), List.of(new Tag("k", "1"), new Tag("k", "2"))))
        .hasMessageContaining("each key once");
  }

  @Test
  void a_suspended_domains_tags_are_not_touched_and_a_change_of_domain_takes_no_tags() {
    // Given
    RestCalls.Answer change =
        rest.send("PATCH", "/api/v1/domains/" + domain, admin, "{\"tags\": {}}");
    rest.send("DELETE", "/api/v1/domains/" + domain, admin, null);

    // When / Then
    assertThat(change.status()).isEqualTo(400);
    assertThat(change.text("field")).isEqualTo("tags");
    assertThat(send("GET", "", null).status()).isEqualTo(409);
    assertThat(send("PUT", "", "{\"tags\": {}}").status()).isEqualTo(409);
    assertThat(send("DELETE", "", null).status()).isEqualTo(409);
  }
}
