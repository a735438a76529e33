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
}
