package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.lab.Arguments;
import io.voxward.lab.LabException;
import io.voxward.lab.UsageException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateLoadCommandTest {
  private final EvaluateLoadCommand command = new EvaluateLoadCommand(Clock.systemUTC());

  @TempDir Path empty;

  private int run(String... words) {
    return command.run(Arguments.parse(List.of(words), command.options()), System.out, System.err);
  }

  @ParameterizedTest
  @CsvSource({
    "--connections, 257",
    "--sessions, 65",
    "--rate, 100001",
    "--seconds, 301",
    "--warmup, 121",
    "--url, http://10.0.0.7:8080"
  })
  void a_load_is_bounded_and_stays_on_this_machine(String option, String value) {
    assertThatThrownBy(() -> run(option, value))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(option);
  }

  @Test
  void a_folder_without_credentials_is_named() {
    assertThatThrownBy(() -> run("--data-dir", empty.toString()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("credentials.json");
  }
}
