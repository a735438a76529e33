package io.voxward.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.lab.LabCommand.Option;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void help_names_every_command() {
    int status = run(LabCommands.all(), "help");

    assertThat(status).isZero();
    assertThat(text(out)).contains("verify", "embed", "calibrate");
  }

  @Test
  void an_unknown_command_ends_with_two_and_a_hint() {
    int status = run(LabCommands.all(), "verifi");

    assertThat(status).isEqualTo(2);
    assertThat(text(err)).contains("unknown command 'verifi'", "did you mean verify?");
  }

  @Test
  void an_unknown_option_ends_with_two_and_a_hint() {
    int status = run(LabCommands.all(), "verify", "--trial", "x");

    assertThat(status).isEqualTo(2);
    assertThat(text(err)).contains("unknown option --trial; did you mean --trials?", "--help");
  }

  @Test
  void a_missing_required_option_ends_with_two_naming_it() {
    int status = run(LabCommands.all(), "verify", "--trials", "t.tsv");

    assertThat(status).isEqualTo(2);
    assertThat(text(err)).contains("--enroll is required");
  }

  @Test
  void a_missing_file_ends_with_one_naming_it() {
    int status =
        run(
            LabCommands.all(),
            "verify",
            "--enroll",
            "nowhere.tsv",
            "--trials",
            "t.tsv",
            "--audio",
            ".");

    assertThat(status).isEqualTo(1);
    assertThat(text(err)).contains("no such file: nowhere.tsv");
  }

  @Test
  void another_model_is_measured_by_its_folder() {
    int status =
        run(
            LabCommands.all(),
            "embed",
            "--model",
            "src/test/resources/test-models/frames-first",
            "src/test/resources/campplus/reference/allison-en.wav");

    assertThat(text(err)).isEmpty();
    assertThat(status).isZero();
    assertThat(text(out)).contains("\"model\": \"test-frames-first\"");
  }

  @Test
  void a_model_that_is_refused_ends_with_one_naming_its_card() {
    int status = run(LabCommands.all(), "embed", "--model", "nowhere", "a.wav");

    assertThat(status).isEqualTo(1);
    assertThat(text(err)).contains("nowhere").contains("card.properties");
  }

  @Test
  void the_help_of_a_command_lists_its_options() {
    int status = run(LabCommands.all(), "verify", "--help");

    assertThat(status).isZero();
    assertThat(text(out))
        .contains("--enroll", "--trials", "--audio", "--seconds", "--channel", "--exclude")
        .contains("--scores", "--json", "--plot");
  }

  @Test
  void a_command_gets_its_options_and_operands() {
    LabCommand echo = new Echo();

    int status = run(List.of(echo), "echo", "--word", "hello", "a.wav", "--", "--b");

    assertThat(status).isZero();
    assertThat(text(out).strip()).isEqualTo("hello [a.wav, --b]");
  }

  private int run(List<LabCommand> commands, String... words) {
    return new Lab(commands).run(List.of(words), print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final class Echo implements LabCommand {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public String summary() {
      return "says it again";
    }

    @Override
    public List<Option> options() {
      return List.of(new Option("--word", "TEXT", "what to say"));
    }

    @Override
    public int run(Arguments arguments, PrintStream printer, PrintStream progress) {
      printer.println(arguments.require("--word") + " " + arguments.operands());
      return 0;
    }
  }
}
