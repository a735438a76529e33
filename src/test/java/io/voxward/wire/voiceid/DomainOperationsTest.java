package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DomainOperationsTest {
  private static final TenantId TENANT = new TenantId("voice-id-domains");

  private final VoiceIdCalls calls;
  private final Domains domains;
  private IssuedAccessKey admin;

  @Inject
  DomainOperationsTest(VoiceIdCalls calls, Domains domains) {
    this.calls = calls;
    this.domains = domains;
  }

  @BeforeEach
  void signIn() {
    admin = calls.key(TENANT, Role.ADMIN);
  }

  private String domain(String name) {
    return domains.create(TENANT, new DomainDraft(name, null, DomainSettings.DEFAULT)).id().value();
  }

  @Test
  void a_domain_is_described_with_arn_status_times_and_default_watchlist() {
    // Given
    String id = domain("bank");

    // When
    VoiceIdCalls.Answer answer =
        calls.call(admin, "DescribeDomain", "{\"DomainId\": \"" + id + "\", \"Unknown\": [1]}");

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.whole().headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(answer.whole().headers().firstValue("Content-Type"))
        .contains("application/x-amz-json-1.0");
    assertThat(answer.body().path("Domain").path("Arn").asText())
        .matches("arn:aws:voiceid:us-east-1:[0-9]{12}:domain/" + id);
    assertThat(answer.body().path("Domain").path("DomainStatus").asText()).isEqualTo("ACTIVE");
    assertThat(answer.body().path("Domain").path("CreatedAt").isNumber()).isTrue();
  }

  @Test
  void deleting_answers_200_with_an_empty_body_also_the_second_time() {
    // Given
    String body = "{\"DomainId\": \"" + domain("bank") + "\"}";

    // When
    VoiceIdCalls.Answer first = calls.call(admin, "DeleteDomain", body);
    VoiceIdCalls.Answer again = calls.call(admin, "DeleteDomain", body);
    VoiceIdCalls.Answer inIt = calls.call(admin, "ListSpeakers", body);

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.whole().body()).isEmpty();
    assertThat(again.status()).isEqualTo(200);
    assertThat(inIt.status()).isEqualTo(409);
    assertThat(inIt.exception()).isEqualTo("ConflictException");
    assertThat(inIt.text("ConflictType")).isEqualTo("DOMAIN_NOT_ACTIVE");
  }
}
