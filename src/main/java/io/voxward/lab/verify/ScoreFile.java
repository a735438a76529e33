package io.voxward.lab.verify;

import io.voxward.lab.trial.Trial;
import io.voxward.lab.verify.Voices.Heard;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scores of all trials as tab-separated text; a trial without a score has empty cells. */
final class ScoreFile {
  private static final String HEADER =
      "seconds\tmodel\tfile\tlabel\tnetSpeechSeconds\traw\tllr\tscore\n";

  private ScoreFile() {}

  static String text(
      List<Trial> trials,
      List<SpeechLength> lengths,
      List<JudgedTrial> judged,
      Map<String, Map<SpeechLength, Heard>> heard) {
    record Key(SpeechLength length, Trial trial) {}
    Map<Key, JudgedTrial> byTrial = new HashMap<>();
    judged.forEach(
        trial -> byTrial.put(new Key(trial.measured().length(), trial.measured().trial()), trial));
    StringBuilder text = new StringBuilder(HEADER);
    for (SpeechLength length : lengths) {
      for (Trial trial : trials) {
        Heard voice = heard.getOrDefault(trial.file(), Map.of()).get(length);
        JudgedTrial score = byTrial.get(new Key(length, trial));
        text.append(length.label())
            .append('\t')
            .append(trial.model())
            .append('\t')
            .append(trial.file())
            .append('\t')
            .append(trial.label())
            .append('\t')
            .append(voice == null ? "" : number("%.3f", voice.speech().seconds()))
            .append('\t')
            .append(score == null ? "" : number("%.6f", score.measured().cosine()))
            .append('\t')
            .append(score == null ? "" : number("%.5f", score.llr().value()))
            .append('\t')
            .append(score == null ? "" : Integer.toString(score.display().value()))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
