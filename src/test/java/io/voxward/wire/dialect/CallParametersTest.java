package io.voxward.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.session.SessionSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallParametersTest {
  private static final String CALL = "CA0123456789abcdef0123456789abcdef";

  @Test
  void without_any_the_platforms_own_id_names_the_session() {
    CallParameters none = CallParameters.of(Map.of(), CALL);

    assertThat(none.sessionName()).hasToString(CALL);
    assertThat(none.speaker()).isNull();
    assertThat(none.on(SessionSettings.AS_DOMAIN)).isEqualTo(SessionSettings.AS_DOMAIN);
  }

  @Test
  void texts_numbers_and_booleans_of_JSON_are_taken_and_others_members_passed_over()
      throws JsonProcessingException {
    CallParameters given =
        CallParameters.of(
            new ObjectMapper()
                .readTree(
                    """
                    {"speakerId": 4711, "sessionName": "call-1", "acceptanceThreshold": "85",
                     "endWhenDecided": true, "theirs": {"speakerId": "x"}}
                    """),
            CALL);

    assertThat(given.sessionName()).hasToString("call-1");
    assertThat(given.speaker()).isNotNull();
    assertThat(given.acceptanceThreshold()).isEqualTo(85);
    assertThat(given.on(SessionSettings.AS_DOMAIN).endWhenDecided()).isTrue();
    assertThat(given.toString()).doesNotContain("4711");
  }

  @Test
  void a_blank_one_counts_as_absent() {
    CallParameters blank =
        CallParameters.of(
            Map.of("speakerId", " ", "sessionName", "", "acceptanceThreshold", ""), CALL);

    assertThat(blank).isEqualTo(CallParameters.of(Map.of(), CALL));
  }

  @ParameterizedTest
  @CsvSource({
    "speakerId, 'Jane Doe'",
    "speakerId, id#short",
    "sessionName, 'call/1'",
    "acceptanceThreshold, 101",
    "acceptanceThreshold, 90.5",
    "acceptanceThreshold, -1",
    "watchlistId, default",
    "tuningProfile, vip@0",
    "endWhenDecided, yes"
  })
  void one_that_breaks_its_rule_is_refused_by_name_and_never_quoted(String name, String value) {
    assertThatThrownBy(() -> CallParameters.of(Map.of(name, value), CALL))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo(name)))
        .hasMessageNotContaining("Jane");
  }

  @Test
  void one_that_is_too_long_is_refused_unread() {
    assertThatThrownBy(() -> CallParameters.of(Map.of("speakerId", "a".repeat(513)), CALL))
        .hasMessage("speakerId: must have at most 512 characters");
  }
}
