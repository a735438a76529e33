package io.voxward.engine.scoring;

import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.CalibrationWeights.SpeechRange;
import io.voxward.engine.scoring.FalseAcceptCurve.Point;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/** The text form of a calibration: a properties file that lies beside the model's card. */
public final class CalibrationFile {
  private static final String FORMAT = "1";

  private CalibrationFile() {}

  /**
   * Reads a calibration.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming the entry that is missing or wrong
   */
  public static Calibration read(Reader reader) throws IOException {
    Properties entries = new Properties();
    entries.load(reader);
    if (!FORMAT.equals(text(entries, "format"))) {
      throw new IllegalArgumentException("calibration entry 'format' must be " + FORMAT);
    }
    CalibrationOrigin origin =
        new CalibrationOrigin(
            new ModelId(text(entries, "model")),
            kind(entries),
            text(entries, "data"),
            (int) number(entries, "speakers"),
            (int) number(entries, "targets"),
            (int) number(entries, "nontargets"),
            date(entries));
    CalibrationWeights weights =
        new CalibrationWeights(
            number(entries, "llr.offset"),
            number(entries, "llr.slope"),
            number(entries, "llr.offset.enrolled"),
            number(entries, "llr.offset.test"),
            number(entries, "llr.slope.enrolled"),
            number(entries, "llr.slope.test"),
            new SpeechRange(
                number(entries, "speech.enrolled.least"), number(entries, "speech.enrolled.most")),
            new SpeechRange(
                number(entries, "speech.test.least"), number(entries, "speech.test.most")));
    FalseAcceptCurve curve =
        new FalseAcceptCurve(points(entries), number(entries, "falseaccept.tail"));
    return new Calibration(origin, weights, curve);
  }

  /**
   * The calibration that travels with a model, {@code models/<name>/calibration.properties} on the
   * class path.
   *
   * @throws IllegalArgumentException if there is none or it is wrong
   */
  public static Calibration bundled(String modelFolder) {
    String resource = "/models/" + modelFolder + "/calibration.properties";
    try (InputStream stream = CalibrationFile.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no calibration on the class path: " + resource);
      }
      return read(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + resource, e);
    }
  }

  /** Reads a calibration from its text. */
  public static Calibration parse(String text) {
    try {
      return read(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a calibration", e);
    }
  }

  /** Writes a calibration so that reading it gives the same one; the text is stable. */
  public static String format(Calibration calibration) {
    CalibrationOrigin origin = calibration.origin();
    CalibrationWeights weights = calibration.weights();
    StringBuilder text = new StringBuilder();
    text.append("# Made by ./voxward lab calibrate; holds no voice. Terms: docs/accuracy.md.\n");
    line(text, "format", FORMAT);
    line(text, "model", origin.model().value());
    line(text, "kind", origin.kind().name());
    line(text, "data", origin.data());
    line(text, "speakers", Integer.toString(origin.speakers()));
    line(text, "targets", Integer.toString(origin.targets()));
    line(text, "nontargets", Integer.toString(origin.nontargets()));
    line(text, "made", origin.made().toString());
    text.append("# Log-likelihood ratio: offsets, and slopes of the comparison, by log seconds.\n");
    line(text, "llr.offset", weights.offset());
    line(text, "llr.slope", weights.slope());
    line(text, "llr.offset.enrolled", weights.offsetEnrolled());
    line(text, "llr.offset.test", weights.offsetTest());
    line(text, "llr.slope.enrolled", weights.slopeEnrolled());
    line(text, "llr.slope.test", weights.slopeTest());
    text.append("# Net speech seen, in seconds; more or less counts as the nearest.\n");
    line(text, "speech.enrolled.least", weights.enrolled().least());
    line(text, "speech.enrolled.most", weights.enrolled().most());
    line(text, "speech.test.least", weights.test().least());
    line(text, "speech.test.most", weights.test().most());
    text.append("# Share of other speakers at or above a ratio, and the tail beyond the last.\n");
    FalseAcceptCurve curve = calibration.falseAccepts();
    line(
        text,
        "falseaccept.points",
        String.join(
            " ",
            curve.points().stream()
                .map(point -> point.rate() + "@" + rounded(point.llr()))
                .toList()));
    line(text, "falseaccept.tail", curve.tailScale());
    return text.toString();
  }

  private static void line(StringBuilder text, String key, double value) {
    line(text, key, rounded(value));
  }

  private static void line(StringBuilder text, String key, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\n", " ").replace("\r", " ");
    text.append(key).append('=').append(escaped).append('\n');
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private static String text(Properties entries, String key) {
    String value = entries.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("calibration entry '" + key + "' is missing");
    }
    return value.strip();
  }

  private static double number(Properties entries, String key) {
    return number(key, text(entries, key));
  }

  private static double number(String key, String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "calibration entry '" + key + "' is not a number: " + text);
    }
    return value;
  }

  private static ComparisonKind kind(Properties entries) {
    String name = text(entries, "kind");
    return Stream.of(ComparisonKind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("calibration entry 'kind' is unknown: " + name));
  }

  private static LocalDate date(Properties entries) {
    String text = text(entries, "made");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("calibration entry 'made' is not a date: " + text, e);
    }
  }

  private static List<Point> points(Properties entries) {
    String key = "falseaccept.points";
    return Stream.of(text(entries, key).split("\\s+"))
        .map(pair -> {
          int at = pair.indexOf('@');
          if (at < 0) {
            throw new IllegalArgumentException(
                "calibration entry '" + key + "' needs rate@ratio, not " + pair);
          }
          return new Point(number(key, pair.substring(0, at)), number(key, pair.substring(at + 1)));
        })
        .toList();
  }
}
