package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.instance.Instance;
import io.voxward.instance.InstanceKind;
import io.voxward.instance.Instances;
import io.voxward.instance.PlatformSecret;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InstanceResourceTest {
  private static final TenantId TENANT = new TenantId("instance-resource-test");
  private static final String INSTANCES = "/api/v1/instances";

  private final RestCalls rest;
  private final Instances instances;
  private final EntityManager database;
  private String admin = "";
  private String domain = "";
  private String other = "";

  @Inject
  InstanceResourceTest(RestCalls rest, Instances instances, EntityManager database) {
    this.rest = rest;
    this.instances = instances;
    this.database = database;
  }

  @BeforeEach
  void makeDomains() {
    admin = rest.token(TENANT, Role.ADMIN);
    domain = makeDomain();
    other = makeDomain();
  }

  private String makeDomain() {
    return rest.send("POST", "/api/v1/domains", admin, "{\"name\": \"bank\"}").text("domainId");
  }

  private RestCalls.Answer link(String kind, String externalId, String members) {
    return rest.send(
        "POST",
        INSTANCES,
        admin,
        """
        {"kind": "%s", "externalId": "%s", "domainId": "%s"%s}
        """
            .formatted(kind, externalId, domain, members));
  }

  private Instance byToken(String token) {
    return instances.byToken(token).orElseThrow();
  }

  @Test
  void genesys_gets_an_api_key_and_a_client_secret_that_are_shown_once() {
    // When
    RestCalls.Answer made = link("genesys", "org-1", ", \"name\": \"Service line\"");
    RestCalls.Answer shown =
        rest.send("GET", INSTANCES + "/" + made.text("instanceId"), admin, null);

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(Base64.getDecoder().decode(made.text("clientSecret"))).hasSize(32);
    assertThat(made.body().has("token")).isFalse();
    assertThat(shown.text("name")).isEqualTo("Service line");
    assertThat(shown.text("domainId")).isEqualTo(domain);
    for (String secret : List.of("apiKey", "clientSecret", "token", "authToken")) {
      assertThat(shown.body().has(secret)).isFalse();
    }
    Instance found = byToken(made.text("apiKey"));
    assertThat(found.id().value()).isEqualTo(made.text("instanceId"));
    PlatformSecret secret = instances.secret(found).orElseThrow();
    assertThat(new String(secret.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(made.text("clientSecret"));
    assertThat(secret.toString()).doesNotContain(made.text("clientSecret"));
  }

  @Test
  void the_platforms_of_the_l16_family_get_a_token() {
    // When / Then
    for (String kind : List.of("jambonz", "freeswitch", "vonage", "asterisk")) {
      RestCalls.Answer made = link(kind, "token-of-" + kind, "");
      assertThat(made.status()).isEqualTo(201);
      assertThat(made.body().has("clientSecret")).isFalse();
      assertThat(byToken(made.text("token")).kind().word()).isEqualTo(kind);
    }
    assertThat(instances.byToken("vxp_unknown")).isEmpty();
  }

  @Test
  void twilios_own_secret_is_kept_sealed_and_never_shown() {
    // When
    RestCalls.Answer made = link("twilio", "AC1", ", \"authToken\": \"twilio-own-secret\"");

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.whole().body()).doesNotContain("twilio-own-secret");
    assertThat(made.body().path("provable").asBoolean()).isTrue();
    Instance found = instances.byExternalId(InstanceKind.TWILIO, "AC1").getFirst();
    assertThat(instances.secret(found).orElseThrow().bytes())
        .isEqualTo("twilio-own-secret".getBytes(StandardCharsets.UTF_8));
    byte[] kept =
        QuarkusTransaction.requiringNew()
            .call(() ->
                (byte[])
                    database
                        .createNativeQuery(
                            "select secret_sealed from instances where instance_id = ?1",
                            byte[].class)
                        .setParameter(1, found.id().value())
                        .getSingleResult());
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("twilio-own");
  }

  @Test
  void a_twilio_account_cannot_prove_itself_before_its_secret_is_known() {
    // Given
    RestCalls.Answer made = link("twilio", "AC2", "");
    assertThat(made.body().path("provable").asBoolean()).isFalse();

    // When
    RestCalls.Answer told =
        rest.send(
            "PATCH",
            INSTANCES + "/" + made.text("instanceId"),
            admin,
            "{\"authToken\": \"later\"}");

    // Then
    assertThat(told.body().path("provable").asBoolean()).isTrue();
    assertThat(told.whole().body()).doesNotContain("later");
  }

  @Test
  void connect_needs_no_secret() {
    // When
    RestCalls.Answer made = link("connect", "arn:aws:connect:us-east-1:1:instance/2", "");

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().has("token")).isFalse();
  }

  @Test
  void the_same_installation_is_linked_once_in_a_tenant() {
    // Given
    link("genesys", "org-twice", "");

    // When
    RestCalls.Answer again = link("genesys", "org-twice", "");
    RestCalls.Answer otherKind = link("vonage", "org-twice", "");

    // Then
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("type")).endsWith("instance-already-linked");
    assertThat(otherKind.status()).isEqualTo(201);
  }

  @Test
  void links_made_at_once_are_one() throws InterruptedException, ExecutionException {
    // Given
    CountDownLatch go = new CountDownLatch(1);
    try (var callers = Executors.newFixedThreadPool(4)) {
      var each =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  callers.submit(() -> {
                    go.await();
                    return link("jambonz", "at-once", "").status();
                  }))
              .toList();

      // When
      go.countDown();

      // Then
      int made = 0;
      for (var one : each) {
        int status = one.get();
        assertThat(status).isIn(201, 409);
        made += status == 201 ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    }
  }

  @Test
  void an_installation_moves_to_another_domain_and_one_domain_serves_many() {
    // Given
    RestCalls.Answer made = link("jambonz", "moves", "");
    String path = INSTANCES + "/" + made.text("instanceId");

    // When
    RestCalls.Answer moved = rest.send("PATCH", path, admin, "{\"domainId\": \"" + other + "\"}");

    // Then
    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.text("domainId")).isEqualTo(other);
    assertThat(byToken(made.text("token")).domain().value()).isEqualTo(other);
    assertThat(link("jambonz", "second-of-the-domain", "").status()).isEqualTo(201);
    assertThat(link("jambonz", "third-of-the-domain", "").status()).isEqualTo(201);
  }

  @Test
  void an_installation_of_a_suspended_domain_is_refused() {
    // Given
    RestCalls.Answer made = link("jambonz", "suspended", "");
    rest.send("DELETE", "/api/v1/domains/" + domain, admin, null);

    // When / Then
    assertThatThrownBy(() -> instances.byToken(made.text("token")))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class));
    assertThat(link("jambonz", "another", "").status()).isEqualTo(409);
    String path = INSTANCES + "/" + made.text("instanceId");
    assertThat(rest.send("PATCH", path, admin, "{\"domainId\": \"" + other + "\"}").status())
        .isEqualTo(200);
    assertThat(byToken(made.text("token")).domain().value()).isEqualTo(other);
  }

  @Test
  void after_the_end_of_the_link_its_token_is_worth_nothing() {
    // Given
    RestCalls.Answer made = link("jambonz", "ends", "");
    String path = INSTANCES + "/" + made.text("instanceId");

    // When
    RestCalls.Answer ended = rest.send("DELETE", path, admin, null);

    // Then
    assertThat(ended.status()).isEqualTo(204);
    assertThat(instances.byToken(made.text("token"))).isEmpty();
    assertThat(rest.send("GET", path, admin, null).status()).isEqualTo(404);
    assertThat(link("jambonz", "ends", "").status()).isEqualTo(201);
  }

  @Test
  void bad_members_are_refused_by_name() {
    // When / Then
    assertThat(link("pbx", "x", "").text("field")).isEqualTo("kind");
    assertThat(link("genesys", " ", "").text("field")).isEqualTo("externalId");
    assertThat(link("genesys", "x", ", \"authToken\": \"t\"").text("field")).isEqualTo("authToken");
    assertThat(link("genesys", "x", ", \"name\": \"" + "n".repeat(257) + "\"").text("field"))
        .isEqualTo("name");
    assertThat(rest.send("POST", INSTANCES, admin, "{\"kind\": \"genesys\"}").text("field"))
        .isEqualTo("externalId");
    String path = INSTANCES + "/" + link("genesys", "fixed", "").text("instanceId");
    assertThat(rest.send("PATCH", path, admin, "{\"kind\": \"vonage\"}").text("field"))
        .isEqualTo("kind");
    assertThat(
            rest.send("PATCH", path, admin, "{\"domainId\": \"" + DomainId.random() + "\"}")
                .text("type"))
        .endsWith("domain-not-found");
  }

  @Test
  void a_narrowed_administrator_sees_and_moves_only_what_is_in_its_domains() {
    // Given
    String inside = link("jambonz", "inside", "").text("instanceId");
    String narrowed =
        rest.token(TENANT, Role.ADMIN, new DomainScope.Only(Set.of(new DomainId(other))));
    String own =
        rest.send(
                "POST",
                INSTANCES,
                narrowed,
                "{\"kind\": \"vonage\", \"externalId\": \"own\", \"domainId\": \"" + other + "\"}")
            .text("instanceId");

    // When
    RestCalls.Answer list = rest.send("GET", INSTANCES, narrowed, null);

    // Then
    assertThat(list.body().path("items")).hasSize(1);
    assertThat(list.body().path("items").get(0).path("instanceId").asText()).isEqualTo(own);
    assertThat(rest.send("GET", INSTANCES + "/" + inside, narrowed, null).status()).isEqualTo(404);
    assertThat(rest.send("DELETE", INSTANCES + "/" + inside, narrowed, null).status())
        .isEqualTo(404);
    assertThat(
            rest.send(
                    "PATCH", INSTANCES + "/" + own, narrowed, "{\"domainId\": \"" + domain + "\"}")
                .status())
        .isEqualTo(404);
    assertThat(
            rest.send(
                    "POST",
                    INSTANCES,
                    narrowed,
                    "{\"kind\": \"vonage\", \"externalId\": \"x\", \"domainId\": \""
                        + domain
                        + "\"}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void another_tenants_installation_does_not_exist() {
    // Given
    String id = link("jambonz", "mine", "").text("instanceId");
    String stranger = rest.token(new TenantId("instance-stranger"), Role.ADMIN);

    // When / Then
    assertThat(rest.send("GET", INSTANCES + "/" + id, stranger, null).status()).isEqualTo(404);
    assertThat(rest.send("GET", INSTANCES, stranger, null).body().path("items")).isEmpty();
  }
}
