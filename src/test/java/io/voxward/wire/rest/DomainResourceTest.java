package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DomainResourceTest {
  private static final TenantId TENANT = new TenantId("domain-resource-test");
  private static final String DOMAINS = "/api/v1/domains";

  private final RestCalls rest;
  private String admin = "";

  @Inject
  DomainResourceTest(RestCalls rest) {
    this.rest = rest;
  }

  @BeforeEach
  void signIn() {
    admin = rest.token(TENANT, Role.ADMIN);
  }

  private String create(String body) {
    return rest.send("POST", DOMAINS, admin, body).text("domainId");
  }

  @Test
  void a_domain_is_made_with_the_defaults_of_voice_id() {
    // When
    RestCalls.Answer made = rest.send("POST", DOMAINS, admin, "{\"name\": \"bank\"}");

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("domainId")).matches("[a-zA-Z0-9]{22}");
    assertThat(made.text("status")).isEqualTo("ACTIVE");
    assertThat(made.body().path("acceptanceThreshold").asInt()).isEqualTo(90);
    assertThat(made.body().path("riskThreshold").asInt()).isEqualTo(50);
    assertThat(made.text("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    assertThat(made.body().has("description")).isFalse();
    assertThat(made.whole().headers().firstValue("Location"))
        .hasValueSatisfying(at -> assertThat(at).endsWith(DOMAINS + "/" + made.text("domainId")));
  }

  @Test
  void a_change_keeps_what_it_does_not_name_and_null_removes_the_description() {
    // Given
    String id =
        create("{\"name\": \"bank\", \"description\": \"the line\", \"acceptanceThreshold\": 80}");

    // When
    RestCalls.Answer changed =
        rest.send(
            "PATCH",
            DOMAINS + "/" + id,
            admin,
            "{\"riskThreshold\": 60, \"enrollmentSpeechSeconds\": 4.5}");
    RestCalls.Answer removed =
        rest.send("PATCH", DOMAINS + "/" + id, admin, "{\"description\": null}");

    // Then
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("description")).isEqualTo("the line");
    assertThat(changed.body().path("acceptanceThreshold").asInt()).isEqualTo(80);
    assertThat(changed.body().path("riskThreshold").asInt()).isEqualTo(60);
    assertThat(changed.body().path("enrollmentSpeechSeconds").asDouble()).isEqualTo(4.5);
    assertThat(removed.body().has("description")).isFalse();
  }

  @Test
  void a_deleted_domain_is_shown_suspended_and_is_restored() {
    // Given
    String path = DOMAINS + "/" + create("{\"name\": \"bank\"}");

    // When
    RestCalls.Answer deleted = rest.send("DELETE", path, admin, null);
    RestCalls.Answer again = rest.send("DELETE", path, admin, null);
    RestCalls.Answer inIt = rest.send("GET", path + "/speakers", admin, null);
    RestCalls.Answer restored = rest.send("POST", path + "/restore", admin, null);

    // Then
    assertThat(deleted.text("status")).isEqualTo("SUSPENDED");
    assertThat(again.status()).isEqualTo(200);
    assertThat(inIt.status()).isEqualTo(409);
    assertThat(inIt.text("type")).isEqualTo("urn:voxward:problem:domain-not-active");
    assertThat(restored.text("status")).isEqualTo("ACTIVE");
  }

  @Test
  void another_tenants_domain_is_not_found() {
    // Given
    String id = create("{\"name\": \"bank\"}");
    String stranger = rest.token(new TenantId("domain-resource-stranger"), Role.ADMIN);

    // When
    RestCalls.Answer answer = rest.send("GET", DOMAINS + "/" + id, stranger, null);

    // Then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("type")).isEqualTo("urn:voxward:problem:domain-not-found");
  }

  @Test
  void a_narrowed_caller_sees_only_its_domains_and_makes_none() {
    // Given
    String mine = create("{\"name\": \"mine\"}");
    String other = create("{\"name\": \"other\"}");
    String narrowed =
        rest.token(TENANT, Role.ADMIN, new DomainScope.Only(Set.of(new DomainId(mine))));

    // When
    RestCalls.Answer list = rest.send("GET", DOMAINS, narrowed, null);
    RestCalls.Answer foreign = rest.send("GET", DOMAINS + "/" + other, narrowed, null);
    RestCalls.Answer made = rest.send("POST", DOMAINS, narrowed, "{\"name\": \"new\"}");

    // Then
    assertThat(list.body().path("items")).hasSize(1);
    assertThat(list.body().path("items").get(0).path("domainId").asText()).isEqualTo(mine);
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(made.status()).isEqualTo(403);
  }

  @Test
  void a_list_goes_on_from_its_token_and_refuses_anybody_elses() {
    // Given
    TenantId tenant = new TenantId("domain-resource-pages");
    String token = rest.token(tenant, Role.ADMIN);
    rest.send("POST", DOMAINS, token, "{\"name\": \"a\"}");
    rest.send("POST", DOMAINS, token, "{\"name\": \"b\"}");

    // When
    RestCalls.Answer first = rest.send("GET", DOMAINS + "?maxResults=1", token, null);
    String next = first.text("nextToken");
    RestCalls.Answer second =
        rest.send("GET", DOMAINS + "?maxResults=1&nextToken=" + next, token, null);
    RestCalls.Answer stolen = rest.send("GET", DOMAINS + "?nextToken=" + next, admin, null);
    RestCalls.Answer made = rest.send("GET", DOMAINS + "?nextToken=AAAA", token, null);

    // Then
    assertThat(first.body().path("items")).hasSize(1);
    assertThat(second.body().path("items")).hasSize(1);
    assertThat(second.body().has("nextToken")).isFalse();
    assertThat(stolen.status()).isEqualTo(400);
    assertThat(stolen.text("field")).isEqualTo("nextToken");
    assertThat(made.status()).isEqualTo(400);
  }
}
