package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
  private static final Path HOME = Path.of("/somewhere");

  private static RunOptions.Parsed parse(Map<String, String> environment, String... arguments) {
    return RunOptions.parse(arguments, environment, HOME);
  }

  @Test
  void without_options_the_data_lies_beside_the_launcher_and_the_address_is_the_configured_one() {
    // When / Then
    assertThat(parse(Map.of()))
        .isEqualTo(
            new RunOptions.Parsed.Good(
                new RunOptions(
                    Path.of("/somewhere/data"),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty())));
  }

  @Test
  void options_stand_above_the_environment() {
    // Given
    Map<String, String> environment =
        Map.of("VOXWARD_DATA_DIR", "/env", "VOXWARD_PORT", "1", "VOXWARD_HOST", "0.0.0.0");

    // When / Then
    assertThat(parse(environment, "--port", "9", "--data-dir=/opt/x", "--audiosocket-port", "9093"))
        .isEqualTo(
            new RunOptions.Parsed.Good(
                new RunOptions(
                    Path.of("/opt/x"),
                    Optional.of("0.0.0.0"),
                    OptionalInt.of(9),
                    OptionalInt.of(9093))));
  }

  @Test
  void what_cannot_be_followed_is_named() {
    // When / Then
    assertThat(parse(Map.of(), "--prot", "9"))
        .isInstanceOfSatisfying(
            RunOptions.Parsed.Bad.class, bad -> assertThat(bad.hint()).contains("'--prot'"));
    assertThat(parse(Map.of(), "--port"))
        .isInstanceOfSatisfying(
            RunOptions.Parsed.Bad.class, bad -> assertThat(bad.hint()).contains("needs a value"));
    for (String port : new String[] {"65536", "-1", "http", "999999999999"}) {
      assertThat(parse(Map.of("VOXWARD_PORT", port)))
          .isInstanceOfSatisfying(
              RunOptions.Parsed.Bad.class, bad -> assertThat(bad.hint()).contains(port));
      assertThat(parse(Map.of(), "--audiosocket-port", port))
          .isInstanceOfSatisfying(
              RunOptions.Parsed.Bad.class, bad -> assertThat(bad.hint()).contains(port));
    }
  }
}
