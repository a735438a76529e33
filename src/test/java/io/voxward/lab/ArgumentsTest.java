package io.voxward.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.lab.LabCommand.Option;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final List<Option> OPTIONS =
      List.of(new Option("--count", "N", "how many"), new Option("--fast", "", "hurry"));

  @Test
  void values_come_with_a_space_or_an_equals_sign() {
    assertThat(parse("--count", "3").integer("--count", 1, 1, 9)).isEqualTo(3);
    assertThat(parse("--count=4").integer("--count", 1, 1, 9)).isEqualTo(4);
    assertThat(parse().integer("--count", 1, 1, 9)).isEqualTo(1);
  }

  @Test
  void a_flag_takes_no_value() {
    assertThat(parse("--fast").has("--fast")).isTrue();
    assertThatThrownBy(() -> parse("--fast=yes")).hasMessageContaining("takes no value");
  }

  @Test
  void a_missing_value_is_refused_naming_the_option() {
    assertThatThrownBy(() -> parse("--count")).hasMessageContaining("--count needs a value: N");
  }

  @Test
  void an_option_given_twice_is_refused() {
    assertThatThrownBy(() -> parse("--count", "1", "--count", "2")).hasMessageContaining("twice");
  }

  @Test
  void a_number_out_of_bounds_is_refused_with_the_bounds() {
    Arguments arguments = parse("--count", "12");

    assertThatThrownBy(() -> arguments.integer("--count", 1, 1, 9))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("from 1 to 9, not 12");
  }

  @Test
  void a_word_that_is_no_number_is_refused() {
    Arguments arguments = parse("--count", "many");

    assertThatThrownBy(() -> arguments.number("--count", 1, 0, 9))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("not many");
  }

  private static Arguments parse(String... words) {
    return Arguments.parse(List.of(words), OPTIONS);
  }
}
