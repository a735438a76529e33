package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadReportTest {

  private static LoadedCall call(
      String voice, String claimed, String decision, double millis, @Nullable String error) {
    return new LoadedCall(voice, claimed, decision, 5, 7, millis, 30, 1, 1_000, error);
  }

  private static String printed(LoadReport report) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    report.print(new PrintStream(written, true, StandardCharsets.UTF_8));
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void decisions_are_counted_and_compared_with_what_they_should_be() {
    LoadReport report =
        new LoadReport(
            3,
            30,
            List.of(
                call("a", "a", "ACCEPT", 6_000, null),
                call("a", "b", "REJECT", 6_500, null),
                call("b", "a", "ACCEPT", 6_500, null)));

    assertThat(printed(report))
        .contains("3 of 30 s, 0 errors")
        .contains("as they should be      2 of 3");
  }

  @Test
  void a_call_that_broke_is_an_error_and_in_no_figure() {
    LoadReport report =
        new LoadReport(
            2,
            30,
            List.of(
                call("a", "a", "ACCEPT", 6_000, null),
                call("a", "a", "", 90_000, "closed early: 1013")));

    assertThat(report.errors()).isEqualTo(1);
    assertThat(printed(report))
        .contains("error, 1 calls: closed early: 1013")
        .doesNotContain("90000");
  }

  @Test
  void lag_is_counted_among_calls_with_the_same_words() {
    List<LoadedCall> calls =
        List.of(
            call("a", "a", "ACCEPT", 6_000, null),
            call("a", "a", "ACCEPT", 6_040, null),
            call("b", "b", "ACCEPT", 9_000, null));

    assertThat(LoadReport.decisionLag(calls).toArray()).containsExactlyInAnyOrder(0, 40, 0);
  }

  @Test
  void a_percentile_is_the_least_value_that_so_many_do_not_exceed() {
    double[] hundred = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();

    assertThat(LoadReport.percentile(hundred, 99)).isEqualTo(99);
    assertThat(LoadReport.percentile(new double[] {4}, 99)).isEqualTo(4);
  }
}
