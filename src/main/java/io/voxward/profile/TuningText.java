package io.voxward.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A tuning as the bytes that are sealed: a line for each member that is there. */
final class TuningText {
  private static final String ACCEPTANCE = "acceptanceThreshold";
  private static final String RISK = "riskThreshold";
  private static final String AUTHENTICATION = "authenticationSpeechSeconds";
  private static final String ENROLLMENT = "enrollmentSpeechSeconds";
  private static final String CHANNEL = "channel";
  private static final String LANGUAGE = "language";

  private TuningText() {}

  static byte[] write(Tuning tuning) {
    List<String> lines = new ArrayList<>();
    add(lines, ACCEPTANCE, tuning.acceptanceThreshold());
    add(lines, RISK, tuning.riskThreshold());
    add(lines, AUTHENTICATION, tuning.authenticationSpeechSeconds());
    add(lines, ENROLLMENT, tuning.enrollmentSpeechSeconds());
    add(lines, CHANNEL, tuning.channel());
    add(lines, LANGUAGE, tuning.language());
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static void add(List<String> lines, String member, @Nullable Object value) {
    if (value != null) {
      lines.add(member + "=" + value);
    }
  }

  /** Reads what {@link #write} wrote; a member of a later version is refused, not passed over. */
  static Tuning read(byte[] bytes) {
    Tuning tuning = Tuning.NONE;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new IllegalStateException("a line of a profile has no value");
      }
      tuning = member(line.substring(0, equals), line.substring(equals + 1)).over(tuning);
    }
    return tuning;
  }

  private static Tuning member(String name, String value) {
    return switch (name) {
      case ACCEPTANCE -> new Tuning(Integer.valueOf(value), null, null, null, null, null);
      case RISK -> new Tuning(null, Integer.valueOf(value), null, null, null, null);
      case AUTHENTICATION -> new Tuning(null, null, Double.valueOf(value), null, null, null);
      case ENROLLMENT -> new Tuning(null, null, null, Double.valueOf(value), null, null);
      case CHANNEL -> new Tuning(null, null, null, null, Integer.valueOf(value), null);
      case LANGUAGE -> new Tuning(null, null, null, null, null, value);
      default ->
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT, "a profile has the member %s, which this version lacks", name));
    };
  }
}
