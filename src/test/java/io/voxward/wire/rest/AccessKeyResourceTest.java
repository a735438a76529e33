package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessKeyResourceTest {
  private static final TenantId TENANT = new TenantId("access-key-resource-test");
  private static final String KEYS = "/api/v1/access-keys";
  private static final String DOMAINS = "/api/v1/domains";

  private final RestCalls rest;
  private String admin = "";

  @Inject
  AccessKeyResourceTest(RestCalls rest) {
    this.rest = rest;
  }

  @BeforeEach
  void signIn() {
    admin = rest.token(TENANT, Role.ADMIN);
  }

  @Test
  void a_new_keys_token_works_until_it_is_revoked_and_its_secrets_are_shown_once() {
    // Given
    RestCalls.Answer made =
        rest.send("POST", KEYS, admin, "{\"name\": \"ivr\", \"roles\": [\"flow\"]}");
    String path = KEYS + "/" + made.text("accessKeyId");
    assertThat(rest.send("GET", DOMAINS, made.text("token"), null).status()).isEqualTo(200);

    // When
    RestCalls.Answer shown = rest.send("GET", path, admin, null);
    RestCalls.Answer revoked = rest.send("DELETE", path, admin, null);

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("accessKeyId")).matches("[A-Z0-9]{20}");
    assertThat(made.text("secretAccessKey")).hasSize(40);
    assertThat(shown.body().has("token")).isFalse();
    assertThat(shown.body().has("secretAccessKey")).isFalse();
    assertThat(revoked.status()).isEqualTo(204);
    assertThat(rest.send("GET", DOMAINS, made.text("token"), null).status()).isEqualTo(401);
    assertThat(rest.send("GET", path, admin, null).text("revokedAt")).isNotBlank();
  }

  @Test
  void a_platform_that_can_send_only_a_name_and_a_password_sends_the_key_and_its_token() {
    // Given
    RestCalls.Answer made =
        rest.send("POST", KEYS, admin, "{\"name\": \"studio\", \"roles\": [\"flow\"]}");
    String token = made.text("token");

    // When
    int right = basic(made.text("accessKeyId") + ":" + token);
    int anothersName = basic("AAAAAAAAAAAAAAAAAAAA:" + token);
    int wrongToken = basic(made.text("accessKeyId") + ":vxw_wrong");
    int secretInstead = basic(made.text("accessKeyId") + ":" + made.text("secretAccessKey"));
    int noColon = basic(token);

    // Then
    assertThat(right).isEqualTo(200);
    assertThat(List.of(anothersName, wrongToken, secretInstead, noColon)).containsOnly(401);
    assertThat(status("Basic not-base64!")).isEqualTo(401);
    assertThat(status("Basic " + "A".repeat(2000))).isEqualTo(401);
  }

  private int basic(String pair) {
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return status("Basic " + encoded);
  }

  private int status(String authorization) {
    return rest.send(
            rest.request(DOMAINS, null).header("Authorization", authorization).GET().build())
        .status();
  }

  @Test
  void a_narrowed_administrator_cannot_make_itself_a_wider_key() {
    // Given
    String domain = rest.send("POST", DOMAINS, admin, "{\"name\": \"mine\"}").text("domainId");
    RestCalls.Answer narrowed =
        rest.send(
            "POST",
            KEYS,
            admin,
            "{\"name\": \"n\", \"roles\": [\"admin\"], \"domains\": [\"" + domain + "\"]}");

    // When
    RestCalls.Answer wider =
        rest.send(
            "POST", KEYS, narrowed.text("token"), "{\"name\": \"w\", \"roles\": [\"admin\"]}");

    // Then
    assertThat(narrowed.body().path("domains").get(0).asText()).isEqualTo(domain);
    assertThat(wider.status()).isEqualTo(403);
  }

  @Test
  void unknown_roles_foreign_domains_and_empty_lists_are_refused() {
    // When
    RestCalls.Answer role =
        rest.send("POST", KEYS, admin, "{\"name\": \"n\", \"roles\": [\"king\"]}");
    RestCalls.Answer none = rest.send("POST", KEYS, admin, "{\"name\": \"n\", \"roles\": []}");
    RestCalls.Answer domain =
        rest.send(
            "POST",
            KEYS,
            admin,
            "{\"name\": \"n\", \"roles\": [\"flow\"], \"domains\": [\"0123456789012345678901\"]}");
    RestCalls.Answer empty =
        rest.send("POST", KEYS, admin, "{\"name\": \"n\", \"roles\": [\"flow\"], \"domains\": []}");

    // Then
    assertThat(role.text("field")).isEqualTo("roles");
    assertThat(none.text("field")).isEqualTo("roles");
    assertThat(domain.status()).isEqualTo(404);
    assertThat(empty.text("field")).isEqualTo("domains");
  }

  @Test
  void another_tenants_key_is_not_found() {
    // Given
    String id =
        rest.send("POST", KEYS, admin, "{\"name\": \"n\", \"roles\": [\"flow\"]}")
            .text("accessKeyId");
    String stranger = rest.token(new TenantId("access-key-stranger"), Role.ADMIN);

    // When
    RestCalls.Answer shown = rest.send("GET", KEYS + "/" + id, stranger, null);
    RestCalls.Answer revoked = rest.send("DELETE", KEYS + "/" + id, stranger, null);

    // Then
    assertThat(shown.status()).isEqualTo(404);
    assertThat(revoked.status()).isEqualTo(404);
  }

  private RestCalls.Answer make(String role) {
    return rest.send("POST", KEYS, admin, "{\"name\": \"n\", \"roles\": [\"" + role + "\"]}");
  }

  private int statusWith(RestCalls.Answer issued) {
    return rest.send("GET", DOMAINS, issued.text("token"), null).status();
  }

  @Test
  void a_disabled_key_is_refused_until_it_is_enabled_again_and_a_deleted_one_for_ever() {
    // Given
    RestCalls.Answer made = make("flow");
    String path = KEYS + "/" + made.text("accessKeyId");

    // When / Then
    RestCalls.Answer disabled = rest.send("PATCH", path, admin, "{\"enabled\": false}");
    assertThat(disabled.text("status")).isEqualTo("DISABLED");
    assertThat(disabled.text("disabledAt")).isNotBlank();
    assertThat(statusWith(made)).isEqualTo(401);
    assertThat(rest.send("PATCH", path, admin, "{\"enabled\": false}").status()).isEqualTo(200);
    RestCalls.Answer enabled = rest.send("PATCH", path, admin, "{\"enabled\": true}");
    assertThat(enabled.text("status")).isEqualTo("ACTIVE");
    assertThat(enabled.body().has("disabledAt")).isFalse();
    assertThat(statusWith(made)).isEqualTo(200);
    assertThat(rest.send("DELETE", path, admin, null).status()).isEqualTo(204);
    assertThat(rest.send("DELETE", path, admin, null).status()).isEqualTo(204);
    RestCalls.Answer late = rest.send("PATCH", path, admin, "{\"enabled\": true}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("type")).endsWith("access-key-deleted");
    assertThat(statusWith(made)).isEqualTo(401);
    assertThat(rest.send("PATCH", path, admin, "{}").text("field")).isEqualTo("enabled");
  }

  @Test
  void rotation_makes_a_second_key_of_the_same_principal_and_never_a_third() {
    // Given
    RestCalls.Answer first = make("flow");
    String firstPath = KEYS + "/" + first.text("accessKeyId");

    // When
    RestCalls.Answer second = rest.send("POST", firstPath + "/rotate", admin, null);
    RestCalls.Answer third = rest.send("POST", firstPath + "/rotate", admin, null);

    // Then
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text("secretAccessKey")).hasSize(40);
    assertThat(second.text("principalId")).isEqualTo(first.text("accessKeyId"));
    assertThat(second.body().path("roles")).isEqualTo(first.body().path("roles"));
    assertThat(statusWith(first)).isEqualTo(200);
    assertThat(statusWith(second)).isEqualTo(200);
    assertThat(third.status()).isEqualTo(409);
    assertThat(third.text("type")).endsWith("rotation-in-progress");
    rest.send("DELETE", firstPath, admin, null);
    assertThat(rest.send("POST", firstPath + "/rotate", admin, null).text("type"))
        .endsWith("access-key-deleted");
    RestCalls.Answer next =
        rest.send("POST", KEYS + "/" + second.text("accessKeyId") + "/rotate", admin, null);
    assertThat(next.status()).isEqualTo(201);
    assertThat(next.text("principalId")).isEqualTo(first.text("accessKeyId"));
  }

  @Test
  void the_hour_of_the_last_use_is_shown() {
    // Given
    RestCalls.Answer made = make("flow");
    String path = KEYS + "/" + made.text("accessKeyId");
    assertThat(rest.send("GET", path, admin, null).body().has("lastUsedAt")).isFalse();

    // When
    statusWith(made);

    // Then
    assertThat(rest.send("GET", path, admin, null).text("lastUsedAt")).endsWith(":00:00Z");
  }

  @Test
  void the_last_administrator_can_neither_be_disabled_nor_deleted() {
    // Given
    TenantId tenant = new TenantId("access-key-last-admin");
    String one = rest.token(tenant, Role.ADMIN);
    String id =
        rest.send("GET", KEYS, one, null).body().path("items").get(0).path("accessKeyId").asText();
    RestCalls.Answer analyst =
        rest.send("POST", KEYS, one, "{\"name\": \"a\", \"roles\": [\"analyst\"]}");

    // When
    RestCalls.Answer disabled = rest.send("PATCH", KEYS + "/" + id, one, "{\"enabled\": false}");
    RestCalls.Answer deleted = rest.send("DELETE", KEYS + "/" + id, one, null);

    // Then
    assertThat(analyst.status()).isEqualTo(201);
    assertThat(disabled.status()).isEqualTo(409);
    assertThat(disabled.text("type")).endsWith("last-administrator");
    assertThat(deleted.status()).isEqualTo(409);
    String two = rest.token(tenant, Role.ADMIN);
    assertThat(rest.send("DELETE", KEYS + "/" + id, two, null).status()).isEqualTo(204);
  }

  @Test
  void two_administrators_who_delete_each_other_at_once_leave_one()
      throws InterruptedException, java.util.concurrent.ExecutionException {
    // Given
    TenantId tenant = new TenantId("access-key-duel");
    String one = rest.token(tenant, Role.ADMIN);
    String two = rest.token(tenant, Role.ADMIN);
    java.util.List<String> ids = new java.util.ArrayList<>();
    rest.send("GET", KEYS, one, null)
        .body()
        .path("items")
        .forEach(item -> ids.add(item.path("accessKeyId").asText()));
    java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);

    // When
    try (var callers = java.util.concurrent.Executors.newFixedThreadPool(2)) {
      var first =
          callers.submit(() -> {
            go.await();
            return rest.send("DELETE", KEYS + "/" + ids.get(0), one, null).status();
          });
      var second =
          callers.submit(() -> {
            go.await();
            return rest.send("DELETE", KEYS + "/" + ids.get(1), two, null).status();
          });
      go.countDown();

      // Then
      assertThat(java.util.List.of(first.get(), second.get()))
          .containsOnlyOnce(204)
          .containsAnyOf(409, 401);
    }
  }
}
