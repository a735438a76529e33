package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluateReportTest {
  private static final EvaluateLoad.Plan PLAN = new EvaluateLoad.Plan(16, 3, 3000, 2, 0);
  private static final ProcessorTime USED = new ProcessorTime(0.5, 2, 0.5, 3.2);

  private static EvaluateReport report(double[] millis, Map<String, Integer> faults) {
    return new EvaluateReport(PLAN, 2, millis, faults, Map.of("ACCEPT", 2, "REJECT", 1), USED);
  }

  private static String printed(EvaluateReport report) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    report.print(new PrintStream(written, true, StandardCharsets.UTF_8));
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answers_are_counted_by_the_second_and_their_times_told_by_rank() {
    double[] oneToAHundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();

    String printed = printed(report(oneToAHundred, Map.of()));

    assertThat(printed)
        .contains("3 sessions {ACCEPT=2, REJECT=1}, 3000 calls a second asked for")
        .contains("100, 50 a second, 0 errors")
        .contains("p50 50.00   p95 95.00   p99 99.00   worst 100.00");
  }

  @Test
  void everybody_on_the_processors_is_named_with_their_share() {
    String printed = printed(report(new double[] {1, 2}, Map.of()));

    assertThat(printed)
        .containsPattern("this client +0\\.25 processors")
        .containsPattern("the service +1\\.00 processors, +1000000\\.0 us for each answer")
        .containsPattern("PostgreSQL +0\\.25 processors")
        .containsPattern("anything else +0\\.10 processors");
  }

  @Test
  void faults_are_told_with_their_number_and_no_answer_is_no_division_by_zero() {
    EvaluateReport report = report(new double[0], Map.of("429 too many", 3, "500 ours", 1));

    assertThat(report.errors()).isEqualTo(4);
    assertThat(printed(report))
        .contains("0, 0 a second, 4 errors")
        .contains("error, 3 times: 429 too many")
        .doesNotContain("p50");
  }
}
