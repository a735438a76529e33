package io.voxward.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.FailureException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TuningTest {
  private static final Tuning WHOLE = new Tuning(91, 42, 7.5, 33.25, 1, "es-MX");

  @Test
  void what_is_near_stands_over_what_is_below_member_by_member() {
    Tuning near = new Tuning(99, null, null, 12.0, null, null);

    assertThat(near.over(WHOLE)).isEqualTo(new Tuning(99, 42, 7.5, 12.0, 1, "es-MX"));
    assertThat(Tuning.NONE.over(WHOLE)).isEqualTo(WHOLE);
    assertThat(WHOLE.over(near)).isEqualTo(WHOLE);
  }

  @Test
  void it_is_read_as_it_was_written() {
    assertThat(TuningText.read(TuningText.write(WHOLE))).isEqualTo(WHOLE);
    Tuning one = new Tuning(null, null, null, null, null, "de-x-a=b".replace("=", "-"));
    assertThat(TuningText.read(TuningText.write(one))).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pitch=3", "acceptanceThreshold", ""})
  void what_this_version_does_not_know_is_refused_and_not_passed_over(String text) {
    assertThatThrownBy(() -> TuningText.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({"ES-mx,es-MX", "zh-hans-cn,zh-Hans-CN", "x-whatever,x-whatever", "de,de"})
  void a_language_has_one_form(String given, String form) {
    assertThat(new Tuning(null, null, null, null, null, given).language()).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e", "es_MX", "es MX", "-es", "abcdefghi"})
  void what_is_no_language_is_refused(String given) {
    assertThatThrownBy(() -> new Tuning(null, null, null, null, null, given))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("language: ");
  }

  @Test
  void it_tells_nobody_what_it_says() {
    assertThat(new Tuned(WHOLE, null).toString()).doesNotContain("91").doesNotContain("es-MX");
  }
}
