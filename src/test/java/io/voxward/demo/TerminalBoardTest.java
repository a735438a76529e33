package io.voxward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalBoardTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Board board =
      new TerminalBoard(new PrintStream(written, true, StandardCharsets.UTF_8));
  private final Call call = new Call("allison", "herself", Call.Script.CLAIMS, List.of(), "ACCEPT");

  private String shown() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rows_are_written_over_themselves() {
    board.begin(new Story.Act("Customers call back", List.of(call)));
    written.reset();

    board.finish(new Performance.Played(call, new Outcome("ACCEPT", List.of("ACCEPT"), null, "")));

    assertThat(shown()).startsWith("\u001b[?7l\u001b[1A\r  allison").endsWith("\n\u001b[?7h");
    assertThat(shown()).contains("right");
  }

  @Test
  void a_wrong_decision_is_shown_with_what_was_expected() {
    board.begin(new Story.Act("Customers call back", List.of(call)));

    board.finish(new Performance.Played(call, new Outcome("REJECT", List.of("REJECT"), null, "")));

    assertThat(shown()).contains("REJECT").contains("WRONG, expected ACCEPT");
  }
}
