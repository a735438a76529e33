package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SpeakerOperationsTest {
  private static final TenantId TENANT = new TenantId("voice-id-speakers");

  private final VoiceIdCalls calls;
  private final Domains domains;
  private final Speakers speakers;
  private IssuedAccessKey admin;
  private Domain domain;

  @Inject
  SpeakerOperationsTest(VoiceIdCalls calls, Domains domains, Speakers speakers) {
    this.calls = calls;
    this.domains = domains;
    this.speakers = speakers;
  }

  @BeforeEach
  void signIn() {
    admin = calls.key(TENANT, Role.ADMIN);
    domain = domains.create(TENANT, new DomainDraft("bank", null, DomainSettings.DEFAULT));
  }

  private Speaker speaker(String customerId) {
    return speakers.ensure(
        TENANT, domain.id(), new SpeakerRef.Customer(new CustomerSpeakerId(customerId)));
  }

  private VoiceIdCalls.Answer call(String operation, String speaker) {
    return calls.call(
        admin,
        operation,
        "{\"DomainId\": \"" + domain.id() + "\", \"SpeakerId\": \"" + speaker + "\"}");
  }

  @Test
  void a_speaker_is_described_by_either_id() {
    // Given
    Speaker speaker = speaker("customer-7");

    // When
    VoiceIdCalls.Answer byOwn = call("DescribeSpeaker", "customer-7");
    VoiceIdCalls.Answer byOurs = call("DescribeSpeaker", speaker.id().value());

    // Then
    assertThat(byOurs.body()).isEqualTo(byOwn.body());
    JsonNode shown = byOwn.body().path("Speaker");
    assertThat(shown.path("CustomerSpeakerId").asText()).isEqualTo("customer-7");
    assertThat(shown.path("GeneratedSpeakerId").asText()).matches("id#[a-zA-Z0-9]{22}");
    assertThat(shown.path("DomainId").asText()).isEqualTo(domain.id().value());
    assertThat(shown.path("Status").asText()).isEqualTo("PENDING");
    assertThat(shown.path("CreatedAt").isNumber()).isTrue();
    assertThat(shown.has("LastAccessedAt")).isFalse();
  }

  @Test
  void opting_out_makes_an_entry_for_an_unknown_customer_and_changes_nothing_again() {
    // When
    VoiceIdCalls.Answer first = call("OptOutSpeaker", "customer-8");
    VoiceIdCalls.Answer again = call("OptOutSpeaker", "customer-8");
    VoiceIdCalls.Answer stranger = call("OptOutSpeaker", "id#" + "A".repeat(22));

    // Then
    assertThat(first.body().path("Speaker").path("Status").asText()).isEqualTo("OPTED_OUT");
    assertThat(again.body()).isEqualTo(call("DescribeSpeaker", "customer-8").body());
    assertThat(stranger.status()).isEqualTo(404);
    assertThat(stranger.text("ResourceType")).isEqualTo("SPEAKER");
  }

  @Test
  void a_deleted_speaker_is_gone() {
    // Given
    speaker("customer-9");

    // When
    VoiceIdCalls.Answer deleted = call("DeleteSpeaker", "customer-9");
    VoiceIdCalls.Answer again = call("DeleteSpeaker", "customer-9");

    // Then
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.whole().body()).isEmpty();
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.text("ResourceType")).isEqualTo("SPEAKER");
  }

  @Test
  void speakers_are_listed_by_pages_whose_size_may_change() {
    // Given
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(speaker("customer-" + i).id().value());
    }

    // When
    List<String> seen = new ArrayList<>();
    String token = "";
    int size = 1;
    do {
      String next = token.isEmpty() ? "" : ", \"NextToken\": \"" + token + "\"";
      VoiceIdCalls.Answer page =
          calls.call(
              admin,
              "ListSpeakers",
              "{\"DomainId\": \"" + domain.id() + "\", \"MaxResults\": " + size + next + "}");
      size++;
      page.body()
          .path("SpeakerSummaries")
          .forEach(speaker -> seen.add(speaker.path("GeneratedSpeakerId").asText()));
      token = page.text("NextToken");
    } while (!token.isEmpty());

    // Then
    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void a_token_that_was_never_given_is_refused_before_the_domain_is_looked_for() {
    // When
    VoiceIdCalls.Answer answer =
        calls.call(
            admin,
            "ListSpeakers",
            "{\"DomainId\": \"" + Samples.DOMAIN + "\", \"NextToken\": \"AAAA\"}");

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.exception()).isEqualTo("ValidationException");
  }
}
