package io.voxward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.demo.Outcome.DecisionTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PerformanceTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final Story story = Story.bankLine();

  private static Outcome right(Call call) {
    boolean judged = call.expected().equals("ACCEPT") || call.expected().equals("REJECT");
    return new Outcome(
        call.expected(),
        judged ? List.of(call.expected()) : List.of(),
        judged ? new DecisionTime(6.2, 5.5, 3.1) : null,
        "");
  }

  /** A line on which everything is right but what comes of one call. */
  private Line allRightBut(@Nullable Call one, Outcome wrong) {
    return (call, watcher) -> {
      watcher.see(new Standing(3, 2.5, 50, 7.5, "listening"));
      return call.equals(one) ? wrong : right(call);
    };
  }

  private Verdict verdict(Line line) {
    return new Verdict(story, new Performance(line, new PlainBoard(out)).play(story));
  }

  private String printed(Verdict verdict) {
    verdict.print(out);
    return written.toString(StandardCharsets.UTF_8);
  }

  private Call theImpostor() {
    return story.acts().stream()
        .flatMap(act -> act.calls().stream())
        .filter(call -> call.expected().equals("REJECT"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everything_right_is_exit_code_0_with_the_times_to_decision() {
    Verdict verdict = verdict(allRightBut(null, Outcome.of("", "")));

    assertThat(verdict.exitCode()).isZero();
    assertThat(printed(verdict))
        .contains(story.size() + " of " + story.size() + " decisions are right.")
        .contains("Time to decision: median 6.2 s of the call, longest 6.2 s")
        .doesNotContain("WRONG");
  }

  @Test
  void an_accepted_impostor_is_exit_code_1_and_named() {
    Outcome accepted = new Outcome("ACCEPT", List.of("ACCEPT"), new DecisionTime(6, 5, 3), "");

    Verdict verdict = verdict(allRightBut(theImpostor(), accepted));

    assertThat(verdict.exitCode()).isEqualTo(1);
    assertThat(printed(verdict))
        .contains("WRONG: allison, an impostor: menardi: expected REJECT, got ACCEPT");
  }

  @Test
  void a_decision_that_was_wrong_for_a_while_is_wrong() {
    Outcome wavering =
        new Outcome("REJECT", List.of("ACCEPT", "REJECT"), new DecisionTime(6, 5, 3), "");

    Verdict verdict = verdict(allRightBut(theImpostor(), wavering));

    assertThat(verdict.exitCode()).isEqualTo(1);
    assertThat(printed(verdict)).contains("judged ACCEPT then REJECT");
  }

  @Test
  void a_call_that_breaks_is_wrong_and_the_others_go_on() {
    Call impostor = theImpostor();

    Verdict verdict =
        verdict((call, watcher) -> {
          if (call.equals(impostor)) {
            throw new IllegalStateException("the line is dead");
          }
          return right(call);
        });

    assertThat(verdict.exitCode()).isEqualTo(1);
    assertThat(verdict.calls()).hasSize(story.size());
    assertThat(printed(verdict)).contains("got ERROR (the line is dead)");
  }

  @Test
  void a_call_that_was_never_played_is_wrong() {
    Verdict verdict = new Verdict(story, List.of());

    assertThat(verdict.exitCode()).isEqualTo(1);
  }
}
