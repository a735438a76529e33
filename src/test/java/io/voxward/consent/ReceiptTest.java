package io.voxward.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.client.ReceiptFile;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6.9: receipts and the audit trail, as a privacy officer sees them. */
@QuarkusTest
class ReceiptTest {
  private static final TenantId TENANT = new TenantId("receipt-test");

  private final Domains domains;
  private final EnrolledVoices enrolled;
  private final RestCalls rest;
  private final ObjectMapper json = new ObjectMapper();
  private String admin = "";
  private String privacy = "";
  private DomainId domain = DomainId.random();

  @Inject
  ReceiptTest(Domains domains, EnrolledVoices enrolled, RestCalls rest) {
    this.domains = domains;
    this.enrolled = enrolled;
    this.rest = rest;
  }

  @BeforeEach
  void makeDomain() {
    admin = rest.token(TENANT, Role.ADMIN);
    privacy = rest.token(TENANT, Role.PRIVACY);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
  }

  private GeneratedSpeakerId enroll(String customer) {
    return enrolled.enroll(TENANT, domain, customer).id();
  }

  private ObjectNode receiptOf(String subject) {
    RestCalls.Answer list =
        rest.send(
            "GET",
            "/api/v1/receipts?domainId=" + domain + "&subject=" + subject.replace("#", "%23"),
            privacy,
            null);
    assertThat(list.body().at("/items")).hasSize(1);
    return (ObjectNode) list.body().at("/items/0");
  }

  @Test
  void deleting_a_speaker_gives_a_receipt_that_verifies_without_the_service() throws IOException {
    // Given
    GeneratedSpeakerId speaker = enroll("customer-7");

    // When
    int deleted =
        rest.send("DELETE", "/api/v1/domains/" + domain + "/speakers/customer-7", privacy, null)
            .status();

    // Then
    assertThat(deleted).isEqualTo(204);
    ObjectNode listed = receiptOf(speaker.value());
    String whole =
        rest.send("GET", "/api/v1/receipts/" + listed.path("receiptId").asText(), privacy, null)
            .whole()
            .body();
    ReceiptFile receipt = ReceiptFile.read(whole.getBytes(StandardCharsets.UTF_8));
    assertThat(receipt.genuine()).isTrue();
    assertThat(receipt.fingerprint())
        .isEqualTo(rest.send("GET", "/api/v1/receipt-key", privacy, null).text("fingerprint"));
    assertThat(receipt.member("rule")).contains("DELETION");
    assertThat(receipt.member("subject")).contains(speaker.value());
    assertThat(receipt.body())
        .contains("\"speakers\":1", "\"voiceprints\":1")
        .doesNotContain("customer-7");
  }

  @Test
  void a_receipt_with_any_change_is_not_genuine() throws IOException {
    // Given
    GeneratedSpeakerId speaker = enroll("customer-8");
    rest.send("POST", "/api/v1/domains/" + domain + "/speakers/customer-8/opt-out", privacy, null);
    ObjectNode receipt = receiptOf(speaker.value());
    ObjectNode more = receipt.deepCopy();
    more.put(
        "body", receipt.path("body").asText().replace("\"voiceprints\":1", "\"voiceprints\":2"));
    ObjectNode unsigned = receipt.deepCopy();
    unsigned.put("signature", Base64.getEncoder().encodeToString(new byte[64]));
    ObjectNode cut = receipt.deepCopy();
    cut.put("signature", "AAAA");

    // When / Then
    assertThat(ReceiptFile.read(json.writeValueAsBytes(receipt)).genuine()).isTrue();
    assertThat(ReceiptFile.read(json.writeValueAsBytes(more)).genuine()).isFalse();
    assertThat(ReceiptFile.read(json.writeValueAsBytes(unsigned)).genuine()).isFalse();
    assertThat(ReceiptFile.read(json.writeValueAsBytes(cut)).genuine()).isFalse();
  }

  @Test
  void another_tenant_and_a_key_for_another_domain_see_no_receipt() {
    // Given
    GeneratedSpeakerId speaker = enroll("customer-9");
    rest.send("POST", "/api/v1/domains/" + domain + "/speakers/customer-9/opt-out", admin, null);
    String id = receiptOf(speaker.value()).path("receiptId").asText();
    String stranger = rest.token(new TenantId("receipt-test-2"), Role.ADMIN);
    DomainId other =
        domains.create(TENANT, new DomainDraft("o", null, DomainSettings.DEFAULT)).id();
    String narrow = rest.token(TENANT, Role.PRIVACY, new DomainScope.Only(Set.of(other)));

    // When / Then
    assertThat(rest.send("GET", "/api/v1/receipts/" + id, stranger, null).status()).isEqualTo(404);
    assertThat(rest.send("GET", "/api/v1/receipts/" + id, narrow, null).status()).isEqualTo(404);
    assertThat(rest.send("GET", "/api/v1/receipts", narrow, null).body().at("/items")).isEmpty();
    assertThat(rest.send("GET", "/api/v1/receipts?domainId=" + domain, narrow, null).status())
        .isEqualTo(403);
  }

  @Test
  void reading_receipts_is_in_the_audit_trail_and_its_chain_holds() {
    // Given
    GeneratedSpeakerId speaker = enroll("customer-10");
    rest.send("POST", "/api/v1/domains/" + domain + "/speakers/customer-10/opt-out", admin, null);
    String id = receiptOf(speaker.value()).path("receiptId").asText();
    rest.send("GET", "/api/v1/receipts/" + id, privacy, null);

    // When
    RestCalls.Answer trail = rest.send("GET", "/api/v1/audit", privacy, null);
    RestCalls.Answer verified = rest.send("GET", "/api/v1/audit/verification", privacy, null);
    String narrow = rest.token(TENANT, Role.PRIVACY, new DomainScope.Only(Set.of(domain)));

    // Then
    assertThat(verified.body().path("intact").asBoolean()).isTrue();
    assertThat(verified.body().path("entries").asLong()).isGreaterThan(3);
    assertThat(trail.body().at("/items")).isNotEmpty();
    assertThat(trail.body().toString()).doesNotContain("customer-10");
    assertThat(rest.send("GET", "/api/v1/audit", narrow, null).status()).isEqualTo(403);
  }
}
