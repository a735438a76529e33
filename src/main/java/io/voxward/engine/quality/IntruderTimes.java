package io.voxward.engine.quality;

import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.quality.Refusal.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * When the other of two voices speaks: short overlapping stretches, each given to the voice it is
 * more like. Made only when there is something to show, because it costs several embeddings for
 * each second.
 */
final class IntruderTimes {
  private static final double STRETCH_SECONDS = 2;
  private static final double STEP_SECONDS = 0.5;

  private final EnrolledSpeech enrolled;

  IntruderTimes(EnrolledSpeech enrolled) {
    this.enrolled = enrolled;
  }

  /** The times of the voice with less speech, in order; the groups' own where nothing finer is. */
  List<TimeSpan> find(VoiceGroups groups, List<SpeechAnalysis> recordings) {
    Embedding main = groups.mainVoice();
    Embedding other = groups.otherVoice();
    List<TimeSpan> spans = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      List<Stretch> fine =
          recordings.get(i).netSpeech().seconds() < STRETCH_SECONDS + STEP_SECONDS
              ? coarse(groups, i)
              : enrolled.cut(i, recordings.get(i), STRETCH_SECONDS, STEP_SECONDS);
      boolean[] intruding = new boolean[fine.size()];
      for (int k = 0; k < intruding.length; k++) {
        Embedding voice = fine.get(k).voice();
        intruding[k] = voice.cosine(other) > voice.cosine(main);
      }
      spans.addAll(spans(i, fine, intruding));
    }
    return spans;
  }

  private static List<Stretch> coarse(VoiceGroups groups, int recording) {
    List<Stretch> all = new ArrayList<>(groups.main());
    all.addAll(groups.other());
    return all.stream().filter(stretch -> stretch.recording() == recording).toList();
  }

  /** A change of voice lies between the middles of the two stretches that differ. */
  private static List<TimeSpan> spans(int recording, List<Stretch> fine, boolean[] intruding) {
    List<TimeSpan> spans = new ArrayList<>();
    int k = 0;
    while (k < intruding.length) {
      if (!intruding[k]) {
        k++;
        continue;
      }
      int last = k;
      while (last + 1 < intruding.length && intruding[last + 1]) {
        last++;
      }
      double from =
          k == 0 ? fine.get(k).fromSeconds() : (centre(fine.get(k - 1)) + centre(fine.get(k))) / 2;
      double to =
          last == intruding.length - 1
              ? fine.get(last).toSeconds()
              : (centre(fine.get(last)) + centre(fine.get(last + 1))) / 2;
      spans.add(new TimeSpan(recording, from, Math.max(from, to)));
      k = last + 1;
    }
    return spans;
  }

  private static double centre(Stretch stretch) {
    return (stretch.fromSeconds() + stretch.toSeconds()) / 2;
  }
}
