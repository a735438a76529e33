package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SpeakerResourceTest {
  private static final TenantId TENANT = new TenantId("speaker-resource-test");
  private static final String CONSENT =
      """
      {"channel": "phone", "givenAt": "2026-01-02T03:04:05Z", "reference": "call-9",
       "policyVersion": "v3"}
      """;

  private final RestCalls rest;
  private String admin = "";
  private String speakers = "";

  @Inject
  SpeakerResourceTest(RestCalls rest) {
    this.rest = rest;
  }

  @BeforeEach
  void makeDomain() {
    admin = rest.token(TENANT, Role.ADMIN);
    String id =
        rest.send("POST", "/api/v1/domains", admin, "{\"name\": \"bank\"}").text("domainId");
    speakers = "/api/v1/domains/" + id + "/speakers";
  }

  private RestCalls.Answer optOut(String speaker) {
    return rest.send("POST", speakers + "/" + speaker + "/opt-out", admin, null);
  }

  @Test
  void opting_out_an_unknown_customer_makes_an_entry_found_by_either_id() {
    // When
    RestCalls.Answer out = optOut("customer-7");

    // Then
    assertThat(out.status()).isEqualTo(200);
    assertThat(out.text("status")).isEqualTo("OPTED_OUT");
    String generated = URLEncoder.encode(out.text("generatedSpeakerId"), StandardCharsets.UTF_8);
    assertThat(generated).startsWith("id%23");
    assertThat(rest.send("GET", speakers + "/" + generated, admin, null).body())
        .isEqualTo(out.body());
    assertThat(rest.send("GET", speakers + "/customer-7", admin, null).body())
        .isEqualTo(out.body());
  }

  @Test
  void opting_out_again_changes_nothing() {
    // Given
    RestCalls.Answer first = optOut("c");

    // When
    RestCalls.Answer second = optOut("c");

    // Then
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void an_opt_out_is_withdrawn_only_by_a_consent_record() {
    // Given
    optOut("c");
    String path = speakers + "/c/opt-out";

    // When
    RestCalls.Answer bare = rest.send("DELETE", path, admin, null);
    RestCalls.Answer vague = rest.send("DELETE", path, admin, "{\"channel\": \"phone\"}");
    RestCalls.Answer future =
        rest.send("DELETE", path, admin, CONSENT.replace("2026-01-02", "2999-01-02"));
    RestCalls.Answer textless =
        rest.send(
            "DELETE",
            path,
            admin,
            CONSENT.replace(", \"reference\": \"call-9\",\n \"policyVersion\": \"v3\"", ""));
    RestCalls.Answer good = rest.send("DELETE", path, admin, CONSENT);

    // Then
    assertThat(bare.status()).isEqualTo(400);
    assertThat(vague.text("field")).isEqualTo("givenAt");
    assertThat(future.text("field")).isEqualTo("givenAt");
    assertThat(textless.text("field")).isEqualTo("policyVersion");
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.text("status")).isEqualTo("PENDING");
  }

  @Test
  void a_deleted_speaker_is_gone() {
    // Given
    optOut("c");

    // When
    RestCalls.Answer deleted = rest.send("DELETE", speakers + "/c", admin, null);
    RestCalls.Answer again = rest.send("DELETE", speakers + "/c", admin, null);

    // Then
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.text("type")).isEqualTo("urn:voxward:problem:speaker-not-found");
  }

  @Test
  void a_list_is_filtered_by_status_and_refuses_an_unknown_one() {
    // Given
    optOut("a");
    optOut("b");
    rest.send("DELETE", speakers + "/b/opt-out", admin, CONSENT);

    // When
    RestCalls.Answer pending = rest.send("GET", speakers + "?status=PENDING", admin, null);
    RestCalls.Answer unknown = rest.send("GET", speakers + "?status=HAPPY", admin, null);

    // Then
    assertThat(pending.body().path("items")).hasSize(1);
    assertThat(pending.body().path("items").get(0).path("customerSpeakerId").asText())
        .isEqualTo("b");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("field")).isEqualTo("status");
  }

  @Test
  void a_page_token_of_one_filter_is_refused_by_another() {
    // Given
    optOut("a");
    optOut("b");
    String next = rest.send("GET", speakers + "?maxResults=1", admin, null).text("nextToken");

    // When
    RestCalls.Answer answer =
        rest.send("GET", speakers + "?status=OPTED_OUT&nextToken=" + next, admin, null);

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("nextToken");
  }

  @Test
  void another_tenant_finds_neither_the_domain_nor_the_speaker() {
    // Given
    optOut("c");
    String stranger = rest.token(new TenantId("speaker-resource-stranger"), Role.ADMIN);

    // When
    RestCalls.Answer list = rest.send("GET", speakers, stranger, null);
    RestCalls.Answer one = rest.send("GET", speakers + "/c", stranger, null);

    // Then
    assertThat(list.status()).isEqualTo(404);
    assertThat(one.status()).isEqualTo(404);
    assertThat(one.text("type")).isEqualTo("urn:voxward:problem:domain-not-found");
  }
}
