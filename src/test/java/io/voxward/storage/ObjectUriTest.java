package io.voxward.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectUriTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3://",
        "s3://ab",
        "s3://Abc/x",
        "s3://-bc/x",
        "s3://abc-/x",
        "S3://abc/x",
        "https://abc/x",
        "s3://abc?x",
        "file:///etc/passwd"
      })
  void another_form_is_refused_by_name(String text) {
    assertThatThrownBy(() -> ObjectUri.parse("input", text))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("input: must be s3://bucket/key");
  }

  @Test
  void more_than_1024_characters_are_refused() {
    assertThat(ObjectUri.parse("input", "s3://abc/" + "x".repeat(1015)).key()).hasSize(1015);
    assertThatThrownBy(() -> ObjectUri.parse("input", "s3://abc/" + "x".repeat(1016)))
        .isInstanceOf(FailureException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://abc, s3://abc/job/in.json.out",
    "s3://abc/, s3://abc/job/in.json.out",
    "s3://abc/out, s3://abc/out/job/in.json.out",
    "s3://abc/out/, s3://abc/out/job/in.json.out"
  })
  void a_name_is_put_below_a_place(String place, String expected) {
    ObjectUri below = ObjectUri.parse("output", place).below("job").below("in.json.out");

    assertThat(below.text()).isEqualTo(expected);
  }

  @Test
  void its_name_is_what_stands_after_the_last_slash() {
    assertThat(ObjectUri.parse("input", "s3://abc/a/in.json").name()).isEqualTo("in.json");
    assertThat(ObjectUri.parse("input", "s3://abc").name()).isEmpty();
    assertThat(ObjectUri.parse("input", "s3://abc/jane-doe.wav")).hasToString("s3://abc/…");
  }
}
