package io.voxward.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.scoring.FalseAcceptCurve.Point;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class FalseAcceptCurveTest {
  private static final FalseAcceptCurve CURVE =
      new FalseAcceptCurve(List.of(new Point(0.5, -4), new Point(0.01, 2), new Point(0.001, 4)), 1);

  @Test
  void a_measured_curve_gives_back_the_share_that_was_there() {
    double[] nontargets = IntStream.range(0, 10_000).mapToDouble(i -> i / 1000.0).toArray();

    FalseAcceptCurve curve = FalseAcceptCurve.measure(nontargets, 10_000);

    assertThat(curve.rateAt(new LogLikelihoodRatio(9.9))).isCloseTo(0.01, within(2e-4));
    assertThat(curve.rateAt(new LogLikelihoodRatio(5))).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void the_tail_of_an_exponential_is_carried_on_beyond_the_data() {
    SplittableRandom random = new SplittableRandom(3);
    double[] nontargets = random.doubles(100_000).map(u -> -Math.log(1 - u)).toArray();

    FalseAcceptCurve curve = FalseAcceptCurve.measure(nontargets, 100_000);

    double extrapolated = curve.rateAt(new LogLikelihoodRatio(-Math.log(1e-6)));
    assertThat(Math.log10(extrapolated)).isCloseTo(-6, within(0.6));
  }

  @Test
  void rates_too_rare_to_count_are_not_called_measured() {
    double[] nontargets = IntStream.range(0, 3_000).mapToDouble(i -> i).toArray();

    FalseAcceptCurve curve = FalseAcceptCurve.measure(nontargets, 1_000);

    assertThat(curve.smallestMeasuredRate()).isEqualTo(0.01);
  }

  @Property
  void a_higher_ratio_never_has_a_higher_rate(
      @ForAll @DoubleRange(min = -50, max = 50) double one,
      @ForAll @DoubleRange(min = -50, max = 50) double other) {
    double low = CURVE.rateAt(new LogLikelihoodRatio(Math.min(one, other)));
    double high = CURVE.rateAt(new LogLikelihoodRatio(Math.max(one, other)));

    assertThat(high).isLessThanOrEqualTo(low).isBetween(0.0, 1.0);
  }

  @Test
  void the_curve_passes_through_its_points() {
    assertThat(CURVE.rateAt(new LogLikelihoodRatio(-4))).isCloseTo(0.5, within(1e-12));
    assertThat(CURVE.rateAt(new LogLikelihoodRatio(2))).isCloseTo(0.01, within(1e-12));
    assertThat(CURVE.rateAt(new LogLikelihoodRatio(4))).isCloseTo(0.001, within(1e-12));
  }

  @Test
  void points_out_of_order_are_refused() {
    List<Point> points = List.of(new Point(0.01, 2), new Point(0.5, 3));

    assertThatThrownBy(() -> new FalseAcceptCurve(points, 1)).hasMessageContaining("point 1");
  }

  @Test
  void too_few_comparisons_are_refused() {
    assertThatThrownBy(() -> FalseAcceptCurve.measure(new double[50], 50))
        .hasMessageContaining("100");
  }
}
