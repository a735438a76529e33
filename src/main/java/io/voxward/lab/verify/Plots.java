package io.voxward.lab.verify;

import io.voxward.engine.scoring.DetectionErrors;
import io.voxward.lab.TextFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Draws what was measured as SVG: the trade between the errors, and where the ratios lie. */
final class Plots {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int MARGIN = 60;
  private static final int BARS = 60;
  private static final double RAREST_ERROR = 1e-4;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#c8553d", "#3c7a3c", "#7b4fa3", "#8a6d1d", "#2a9d8f");
  private static final List<Double> TICKS = List.of(0.0001, 0.001, 0.01, 0.05, 0.2, 0.5);

  private Plots() {}

  /** Writes {@code det.svg} and one {@code scores-SECONDS.svg} for each length. */
  static void write(Path folder, List<SpeechLength> lengths, List<JudgedTrial> judged) {
    StringBuilder det = start("Misses against false accepts");
    axes(det);
    for (int i = 0; i < lengths.size(); i++) {
      SpeechLength length = lengths.get(i);
      List<JudgedTrial> ofLength =
          judged.stream().filter(trial -> trial.measured().length().equals(length)).toList();
      String colour = COLOURS.get(i % COLOURS.size());
      det.append(curve(ofLength, colour));
      label(det, WIDTH - MARGIN - 60, MARGIN + 18 * (i + 1), colour, label(length));
      TextFiles.write(
          folder.resolve("scores-" + length.label() + ".svg"), histogram(length, ofLength));
    }
    TextFiles.write(folder.resolve("det.svg"), det.append("</svg>\n").toString());
  }

  private static String label(SpeechLength length) {
    return length.equals(SpeechLength.ALL) ? "all" : length.label() + " s";
  }

  private static StringBuilder start(String title) {
    return new StringBuilder()
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(HEIGHT)
        .append("\" font-family=\"sans-serif\" font-size=\"12\">\n<title>")
        .append(title)
        .append("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
  }

  private static void label(StringBuilder svg, double x, double y, String colour, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
            x,
            y,
            colour,
            text));
  }

  private static void axes(StringBuilder svg) {
    for (double tick : TICKS) {
      String name = String.format(Locale.ROOT, "%s %%", 100 * tick);
      svg.append(line(x(tick), y(RAREST_ERROR), x(tick), y(0.5)));
      svg.append(line(x(RAREST_ERROR), y(tick), x(0.5), y(tick)));
      label(svg, x(tick) - 12, HEIGHT - MARGIN + 18, "#444", name);
      label(svg, 8, y(tick) + 4, "#444", name);
    }
    label(svg, WIDTH / 2.0 - 40, HEIGHT - 12, "#000", "false accepts");
    label(svg, 8, MARGIN - 20, "#000", "misses");
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
        x1,
        y1,
        x2,
        y2);
  }

  private static double x(double rate) {
    return MARGIN + probit(rate) * (WIDTH - 2 * MARGIN);
  }

  private static double y(double rate) {
    return HEIGHT - MARGIN - probit(rate) * (HEIGHT - 2 * MARGIN);
  }

  /** The normal deviate of a rate, 0 at the rarest error drawn and 1 at one half. */
  private static double probit(double rate) {
    NormalDistribution normal = new NormalDistribution();
    double rarest = normal.inverseCumulativeProbability(RAREST_ERROR);
    double clamped = Math.clamp(rate, RAREST_ERROR, 0.5);
    return 1 - normal.inverseCumulativeProbability(clamped) / rarest;
  }

  private static String curve(List<JudgedTrial> judged, String colour) {
    List<String> points = new ArrayList<>();
    for (DetectionErrors.Point point : errors(judged).points()) {
      points.add(
          String.format(Locale.ROOT, "%.1f,%.1f", x(point.falseAccepts()), y(point.misses())));
    }
    return "<polyline fill=\"none\" stroke=\""
        + colour
        + "\" stroke-width=\"2\" points=\""
        + String.join(" ", points)
        + "\"/>\n";
  }

  private static DetectionErrors errors(List<JudgedTrial> judged) {
    return DetectionErrors.of(
        judged.stream()
            .map(trial ->
                new DetectionErrors.Trial(trial.llr().value(), trial.measured().trial().target()))
            .toList());
  }

  private static String histogram(SpeechLength length, List<JudgedTrial> judged) {
    double low = judged.stream().mapToDouble(trial -> trial.llr().value()).min().orElse(-1);
    double high = judged.stream().mapToDouble(trial -> trial.llr().value()).max().orElse(1);
    double width = Math.max((high - low) / BARS, 1e-9);
    double[][] shares = new double[2][BARS];
    double[] counts = new double[2];
    for (JudgedTrial trial : judged) {
      int side = trial.measured().trial().target() ? 0 : 1;
      int bar = (int) Math.min(BARS - 1, (trial.llr().value() - low) / width);
      shares[side][bar]++;
      counts[side]++;
    }
    StringBuilder svg = start("Log-likelihood ratios, " + label(length));
    for (int side = 0; side < 2; side++) {
      for (int bar = 0; bar < BARS; bar++) {
        double share = shares[side][bar] / Math.max(1, counts[side]);
        double tall = Math.sqrt(share) * (HEIGHT - 2 * MARGIN);
        svg.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\""
                    + " fill-opacity=\"0.5\"/>%n",
                MARGIN + bar * (WIDTH - 2.0 * MARGIN) / BARS,
                HEIGHT - MARGIN - tall,
                (WIDTH - 2.0 * MARGIN) / BARS,
                tall,
                COLOURS.get(side)));
      }
    }
    label(svg, MARGIN, HEIGHT - MARGIN + 18, "#444", String.format(Locale.ROOT, "%.1f", low));
    label(
        svg,
        WIDTH - MARGIN - 20,
        HEIGHT - MARGIN + 18,
        "#444",
        String.format(Locale.ROOT, "%.1f", high));
    label(svg, MARGIN, MARGIN, COLOURS.get(0), "one speaker");
    label(svg, MARGIN, MARGIN + 18, COLOURS.get(1), "two speakers");
    label(
        svg,
        WIDTH / 2.0 - 130,
        HEIGHT - 12,
        "#000",
        "log-likelihood ratio (heights: square root of share)");
    return svg.append("</svg>\n").toString();
  }
}
