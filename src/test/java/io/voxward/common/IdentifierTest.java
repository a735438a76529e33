package io.voxward.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdentifierTest {
  @Test
  void generated_ids_have_the_form_that_voice_id_clients_expect() {
    assertThat(DomainId.random().value()).matches("[a-zA-Z0-9]{22}");
    assertThat(SessionId.random().value()).matches("id#[a-zA-Z0-9]{22}");
    assertThat(GeneratedSpeakerId.random()).isNotEqualTo(GeneratedSpeakerId.random());
  }

  @Test
  void a_wrong_form_is_refused_naming_the_field_and_the_rule() {
    assertThatThrownBy(() -> new DomainId("short"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isEqualTo(new Failure.Invalid("domainId", "must be 22 letters and digits")));
  }

  @Test
  void a_speaker_reference_is_read_in_both_forms() {
    String generated = "id#" + "a".repeat(22);

    assertThat(SpeakerRef.parse(generated)).isInstanceOf(SpeakerRef.Generated.class);
    assertThat(SpeakerRef.parse("customer-7")).isInstanceOf(SpeakerRef.Customer.class);
    assertThatThrownBy(() -> SpeakerRef.parse("id#short")).isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> SpeakerRef.parse("-x")).isInstanceOf(FailureException.class);
  }

  @Test
  void a_customers_id_never_shows_in_text() {
    assertThat(new CustomerSpeakerId("maria-1970").toString()).doesNotContain("maria");
  }
}
