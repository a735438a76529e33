package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadReportTest {
  private static final Conversation.Style STYLE = new Conversation.Style(0.45, -66, 100);
  private static final double NAN = Double.NaN;

  private static LoadedCall call(
      String words, String right, String decision, double millis, @Nullable String error) {
    return call(words, right, decision, millis, 3, new double[] {NAN, NAN, NAN, 90}, error);
  }

  private static LoadedCall call(
      String words,
      String right,
      String decision,
      double millis,
      int speech,
      double[] since,
      @Nullable String error) {
    LoadedCall.Decided decided =
        decision.isEmpty()
            ? null
            : new LoadedCall.Decided(TimeUnit.SECONDS.toNanos(6), millis, speech, since);
    return new LoadedCall(words, right, decision, decided, 5, 7, 30, 1, 1_000, error);
  }

  private static LoadReport report(List<LoadWatch.Look> looks, LoadedCall... calls) {
    return new LoadReport(
        new LoadPlan(calls.length, 30, 5, 0, STYLE, Dialect.VOXWARD),
        0.45,
        0,
        List.of(calls),
        looks,
        new Lateness());
  }

  private static String printed(LoadReport report) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    report.print(new PrintStream(written, true, StandardCharsets.UTF_8));
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void decisions_are_counted_and_compared_with_what_they_should_be() {
    LoadReport report =
        report(
            List.of(),
            call("a as a", "ACCEPT", "ACCEPT", 6_000, null),
            call("a as b", "REJECT", "REJECT", 6_500, null),
            call("b as a", "REJECT", "ACCEPT", 6_500, null));

    assertThat(printed(report))
        .contains("3 at once of 30 s, 3 in all, 0 errors, 0 refused")
        .contains("as they should be      2 of 3");
  }

  @Test
  void a_call_that_broke_is_an_error_and_in_no_figure() {
    LoadReport report =
        report(
            List.of(),
            call("a as a", "ACCEPT", "ACCEPT", 6_000, null),
            call("a as a", "ACCEPT", "REJECT", 90_000, "closed by the service: 1011 INTERNAL"));

    assertThat(report.errors()).isEqualTo(1);
    assertThat(printed(report))
        .contains("error, 1 calls: closed by the service: 1011")
        .doesNotContain("90000");
  }

  @Test
  void a_call_for_which_there_was_no_room_is_counted_apart() {
    LoadReport report =
        report(List.of(), call("a as a", "ACCEPT", "", 0, LoadedCall.REFUSED + "at capacity"));

    assertThat(report.errors()).isZero();
    assertThat(printed(report)).contains("0 errors, 1 refused");
  }

  @Test
  void lag_is_counted_among_calls_with_the_same_words() {
    List<LoadedCall> calls =
        List.of(
            call("a as a", "ACCEPT", "ACCEPT", 6_000, null),
            call("a as a", "ACCEPT", "ACCEPT", 6_040, null),
            call("b as b", "ACCEPT", "ACCEPT", 9_000, null));

    assertThat(LoadReport.decisionLag(calls).toArray()).containsExactlyInAnyOrder(0, 40, 0);
  }

  @Test
  void a_decision_is_timed_from_the_speech_that_was_enough_for_the_same_words() {
    LoadedCall prompt =
        call("a as a", "ACCEPT", "ACCEPT", 6_000, 3, new double[] {NAN, 2_100, 1_100, 90}, null);
    LoadedCall late =
        call(
            "a as a",
            "ACCEPT",
            "ACCEPT",
            7_400,
            4,
            new double[] {NAN, 3_500, 2_500, 1_400, 80},
            null);

    assertThat(LoadReport.sinceEnough(List.of(prompt, late), List.of(prompt, late)).toArray())
        .containsExactlyInAnyOrder(90, 1_400);
  }

  @Test
  void processors_and_memory_are_those_of_the_time_when_all_calls_were_there() {
    List<LoadWatch.Look> looks =
        IntStream.rangeClosed(0, 8)
            .mapToObj(i ->
                new LoadWatch.Look(
                    TimeUnit.SECONDS.toNanos(5L * i),
                    2,
                    new ProcessorTime(i * 0.5, i * 4.0, i, i * 6.0),
                    new ServiceState(i == 0 ? 100e6 : 104e6, 40)))
            .toList();
    LoadReport report =
        report(
            looks,
            call("a as a", "ACCEPT", "ACCEPT", 6_000, null),
            call("a as b", "REJECT", "REJECT", 6_500, null));

    assertThat(printed(report))
        .containsPattern("5 - +30 +2 +0\\.80 +0\\.20 +0\\.10 +0\\.10 +104 +40 +90 +90")
        .contains("2.00 MB a call");
  }

  @Test
  void a_percentile_is_the_least_value_that_so_many_do_not_exceed() {
    double[] hundred = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();

    assertThat(LoadReport.percentile(hundred, 99)).isEqualTo(99);
    assertThat(LoadReport.percentile(new double[] {4}, 99)).isEqualTo(4);
  }

  @Test
  void lateness_is_counted_by_the_millisecond() {
    Lateness lateness = new Lateness();
    for (int millis = 1; millis <= 100; millis++) {
      lateness.add(TimeUnit.MILLISECONDS.toNanos(millis));
    }
    lateness.add(TimeUnit.MINUTES.toNanos(1));

    assertThat(lateness.count()).isEqualTo(101);
    assertThat(lateness.percentile(50)).isEqualTo(51);
    assertThat(lateness.percentile(100)).isEqualTo(5_000);
  }

  @Test
  void calls_begin_evenly_and_held_ones_differ_in_length() {
    LoadPlan once = new LoadPlan(4, 40, 10, 0, STYLE, Dialect.VOXWARD);
    LoadPlan held = new LoadPlan(4, 40, 40, 60, STYLE, Dialect.VOXWARD);

    assertThat(IntStream.range(0, 4).mapToDouble(once::begins).toArray())
        .containsExactly(0, 2.5, 5, 7.5);
    assertThat(once.length(0.9)).isEqualTo(40);
    assertThat(once.downAt()).isEqualTo(40);
    assertThat(held.length(0)).isEqualTo(30);
    assertThat(held.length(0.5)).isCloseTo(40, within(1e-9));
    assertThat(held.longest()).isEqualTo(50);
    assertThat(held.downAt()).isEqualTo(100);
  }

  @Test
  void the_services_state_is_read_from_its_metrics() {
    ServiceState state =
        ServiceState.of(
            List.of(
                "# HELP jvm_memory_used_bytes used",
                "jvm_memory_used_bytes{area=\"heap\",id=\"G1 Eden Space\"} 1.5E7",
                "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"} 9.9E7",
                "jvm_memory_used_bytes{area=\"heap\",id=\"G1 Old Gen\"} 2.5E7",
                "jvm_threads_live_threads 43.0"));

    assertThat(state).isEqualTo(new ServiceState(4e7, 43));
    assertThat(ServiceState.of(List.of()).heapBytes()).isNaN();
  }
}
