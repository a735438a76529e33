package io.voxward.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Issue 6.5: clocks for each law, of which the shortest wins. */
class DataRulesTest {
  private static DomainSettings settings(int retentionDays, RetentionClock... clocks) {
    return new DomainSettings(
        90, 50, 30, 10, false, retentionDays, new DataRules(List.of(clocks), false, 0));
  }

  @Test
  void without_a_law_the_retention_time_counts() {
    assertThat(settings(700).effectiveRetentionDays()).isEqualTo(700);
  }

  @Test
  void the_shortest_clock_wins_whichever_it_is() {
    // Given
    RetentionClock illinois = RetentionClock.of("BIPA", null);
    RetentionClock texas = RetentionClock.of("CUBI", null);
    RetentionClock house = RetentionClock.of("house-rule", 90);

    // When / Then
    assertThat(settings(2000, illinois).effectiveRetentionDays()).isEqualTo(1095);
    assertThat(settings(2000, illinois, texas).effectiveRetentionDays()).isEqualTo(365);
    assertThat(settings(2000, illinois, texas, house).effectiveRetentionDays()).isEqualTo(90);
    assertThat(settings(30, illinois, texas, house).retention().toDays()).isEqualTo(30);
  }

  @Test
  void a_law_may_be_answered_sooner_and_never_later_than_it_allows() {
    assertThat(RetentionClock.of("CUBI", 200).days()).isEqualTo(200);
    assertThatThrownBy(() -> RetentionClock.of("CUBI", 366))
        .hasMessageContaining("retentionClocks.days: must be from 1 to 365");
    assertThatThrownBy(() -> RetentionClock.of("BIPA", 0)).hasMessageContaining("from 1 to 1095");
  }

  @Test
  void an_unknown_law_a_rule_without_days_and_a_law_twice_are_refused() {
    assertThatThrownBy(() -> RetentionClock.of("NOLAW", 10))
        .hasMessageContaining("retentionClocks.law");
    assertThatThrownBy(() -> RetentionClock.of("house-rule", null))
        .hasMessageContaining("is needed");
    assertThatThrownBy(
            () -> settings(10, RetentionClock.of("GDPR", null), RetentionClock.of("GDPR", 5)))
        .hasMessageContaining("each law once");
  }

  @Test
  void nobody_gives_recordings_for_longer_than_three_years() {
    assertThatThrownBy(() -> new DataRules(List.of(), false, 1096))
        .hasMessageContaining("tuningDays: must be from 0 to 1095");
  }
}
