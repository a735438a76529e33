package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.lab.Arguments;
import io.voxward.lab.LabException;
import io.voxward.lab.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadCommandTest {
  private final LoadCommand command = new LoadCommand();

  private int run(String... words) {
    return command.run(Arguments.parse(List.of(words), command.options()), System.out, System.err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com:8080",
        "http://10.0.0.7",
        "https://127.0.0.1",
        "ftp://localhost",
        "http://127.0.0.1.example.com",
        "not an address",
        "127.0.0.1:8080"
      })
  void only_this_machine_is_driven(String url) {
    assertThatThrownBy(() -> LoadCommand.address(url))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:41234", "http://[::1]:8080"})
  void this_machine_may_be_written_in_its_usual_ways(String url) {
    assertThat(LoadCommand.address(url)).hasToString(url);
  }

  @Test
  void the_number_of_calls_is_bounded() {
    assertThatThrownBy(() -> run("--calls", "2001", "--token", "t"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("2000");
  }

  @Test
  void the_length_of_calls_is_bounded() {
    assertThatThrownBy(() -> run("--seconds", "3601", "--token", "t"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("3600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip", "TWILIO", ""})
  void an_unknown_dialect_is_refused_with_those_there_are(String word) {
    assertThatThrownBy(() -> run("--dialect", word, "--token", "t"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--dialect must be voxward, audiohook, twilio");
  }

  @Test
  void kinesis_needs_the_port_where_the_service_fetches() {
    assertThatThrownBy(() -> run("--dialect", "kinesis", "--token", "t"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("VOXWARD_KINESIS_ENDPOINT=http://127.0.0.1:PORT");
  }

  @Test
  void audiosocket_needs_its_port() {
    assertThatThrownBy(() -> run("--dialect", "audiosocket", "--token", "t"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--audiosocket-port");
  }

  @Test
  void a_token_is_required() {
    assertThatThrownBy(() -> run("--calls", "1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--token");
  }

  @Test
  void a_service_that_is_not_there_is_said_to_be_missing() throws IOException {
    int port;
    try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closedAgain.getLocalPort();
    }

    assertThatThrownBy(() -> run("--url", "http://127.0.0.1:" + port, "--token", "t"))
        .isInstanceOf(LabException.class);
  }
}
