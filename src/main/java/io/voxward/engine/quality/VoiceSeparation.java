package io.voxward.engine.quality;

import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.quality.Refusal.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tells the voices in some recordings apart, and when each of them speaks: short overlapping looks
 * at the speech are grouped by voice ({@link StretchClusters}), then each is given to the voice it
 * is most like. Looks that overlap find short turns, which stretches side by side cut through. Two
 * people at once are one of them here, and less than {@link Options#leastVoiceSeconds} of somebody
 * is nobody. All of it is in memory, of one request.
 */
public final class VoiceSeparation {
  private static final double LOOK_SECONDS = 1.5;
  private static final double STEP_SECONDS = 0.5;

  /** A look needs this much more speech in a recording than it is long: a frame at its edge. */
  private static final double EDGE_SECONDS = 0.05;

  /** Longer speech is looked at in wider steps: it bounds time and memory. */
  private static final double MOST_LOOKS = 600;

  /** What is cut out and shorter than this has no voice in it. */
  private static final double LEAST_PIECE_SECONDS = 0.5;

  private final EnrolledSpeech enrolled;
  private final Options options;

  /**
   * When groups are voices. The values were measured on mixes of real telephone calls
   * (docs/accuracy.md).
   *
   * @param leastAlike from which on two groups are one voice
   * @param leastVoiceSeconds less speech than this is not counted as a voice, and nobody's
   * @param borderSeconds what is left out of a voice on either side of a change
   */
  public record Options(double leastAlike, double leastVoiceSeconds, double borderSeconds) {
    /** The measured values. */
    public static final Options DEFAULT = new Options(0.75, 3, 0.5);
  }

  /**
   * A voice and its time.
   *
   * @param middle the voice
   * @param speechSeconds how much it says
   * @param times when it speaks
   * @param sure the same without what is near a change
   */
  record Found(Embedding middle, double speechSeconds, List<TimeSpan> times, List<TimeSpan> sure) {}

  /** A short stretch of speech, by its place in the speech alone. */
  private record Look(double from, double to, int voice) {
    double centre() {
      return (from + to) / 2;
    }
  }

  VoiceSeparation(EnrolledSpeech enrolled, Options options) {
    this.enrolled = enrolled;
    this.options = options;
  }

  /** The voices, the one that speaks longest first; none where there is no speech to speak of. */
  List<Found> separate(List<SpeechAnalysis> recordings) {
    double step = step(recordings);
    List<List<Stretch>> looks = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      looks.add(looks(i, recordings.get(i), step));
    }
    List<Stretch> all = looks.stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      return List.of();
    }
    List<Embedding> middles =
        StretchClusters.of(all, options.leastAlike()).stream().map(VoiceGroups::middle).toList();
    List<Course> courses = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      courses.add(course(i, recordings.get(i), looks.get(i), step, middles));
    }
    List<Found> voices = new ArrayList<>();
    for (int voice = 0; voice < middles.size(); voice++) {
      Found found = found(voice, middles.get(voice), courses);
      if (found.speechSeconds() >= options.leastVoiceSeconds()) {
        voices.add(found);
      }
    }
    return voices.stream()
        .sorted(Comparator.comparingDouble(Found::speechSeconds).reversed())
        .toList();
  }

  private static double step(List<SpeechAnalysis> recordings) {
    double speech =
        recordings.stream().mapToDouble(recording -> recording.netSpeech().seconds()).sum();
    return Math.clamp(speech / MOST_LOOKS, STEP_SECONDS, LOOK_SECONDS);
  }

  /** What is looked at in a recording; each look counts by how much later the next one is. */
  private List<Stretch> looks(int index, SpeechAnalysis recording, double step) {
    if (recording.netSpeech().seconds() < LOOK_SECONDS + EDGE_SECONDS) {
      return enrolled.stretches(List.of(recording)).stream()
          .map(only -> at(index, only, only.speechSeconds()))
          .toList();
    }
    return enrolled.cut(index, recording, LOOK_SECONDS, step).stream()
        .map(look -> at(index, look, step))
        .toList();
  }

  private static Stretch at(int index, Stretch look, double weight) {
    return new Stretch(index, look.fromSeconds(), look.toSeconds(), weight, look.voice());
  }

  private static Course course(
      int index,
      SpeechAnalysis recording,
      List<Stretch> stretches,
      double step,
      List<Embedding> middles) {
    double length = Math.min(LOOK_SECONDS, recording.netSpeech().seconds());
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      double from = i * step;
      looks.add(new Look(from, from + length, nearest(stretches.get(i).voice(), middles)));
    }
    return new Course(index, recording, looks);
  }

  private static int nearest(Embedding voice, List<Embedding> middles) {
    int best = 0;
    for (int i = 1; i < middles.size(); i++) {
      if (voice.cosine(middles.get(i)) > voice.cosine(middles.get(best))) {
        best = i;
      }
    }
    return best;
  }

  private Found found(int voice, Embedding middle, List<Course> courses) {
    double seconds = 0;
    List<TimeSpan> times = new ArrayList<>();
    List<TimeSpan> sure = new ArrayList<>();
    for (Course course : courses) {
      for (Part part : course.parts(voice)) {
        seconds += part.to() - part.from();
        times.add(course.span(part));
        Part inner = course.inner(part, options.borderSeconds());
        if (inner.to() - inner.from() >= LEAST_PIECE_SECONDS) {
          sure.add(course.span(inner));
        }
      }
    }
    return new Found(middle, seconds, times, sure);
  }

  /** A part of a recording's speech, in seconds of speech. */
  private record Part(double from, double to) {}

  /** Who speaks when in one recording. */
  private record Course(int index, SpeechAnalysis recording, List<Look> looks) {

    /** What one voice says; a change of voice lies between the middles of two looks. */
    List<Part> parts(int voice) {
      List<Part> parts = new ArrayList<>();
      int i = 0;
      while (i < looks.size()) {
        if (looks.get(i).voice() != voice) {
          i++;
          continue;
        }
        int last = i;
        while (last + 1 < looks.size() && looks.get(last + 1).voice() == voice) {
          last++;
        }
        parts.add(new Part(border(i), border(last + 1)));
        i = last + 1;
      }
      return parts;
    }

    /** Where the speech of a look begins that follows on another's. */
    private double border(int look) {
      if (look == 0) {
        return 0;
      }
      return look == looks.size()
          ? recording.netSpeech().seconds()
          : (looks.get(look - 1).centre() + looks.get(look).centre()) / 2;
    }

    /** The same without what is near a change of voice. */
    Part inner(Part part, double border) {
      double end = recording.netSpeech().seconds();
      return new Part(
          part.from() > 0 ? part.from() + border : 0, part.to() < end ? part.to() - border : end);
    }

    TimeSpan span(Part part) {
      double from = recording.segments().recordingSeconds(part.from());
      double to = recording.segments().recordingSeconds(part.to());
      return new TimeSpan(index, from, Math.max(from, to));
    }
  }

  /** What is said in these times and nothing else, a recording each; empty ones are left out. */
  static List<PcmAudio> cut(List<PcmAudio> recordings, List<TimeSpan> times) {
    List<PcmAudio> pieces = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      int index = i;
      PcmAudio audio = recordings.get(i);
      float[] cut = new float[audio.length()];
      int length = 0;
      for (TimeSpan time : times.stream().filter(span -> span.recording() == index).toList()) {
        int from = sample(audio, time.fromSeconds());
        int to = sample(audio, time.toSeconds());
        System.arraycopy(audio.samples(), from, cut, length, to - from);
        length += to - from;
      }
      if (length > 0) {
        pieces.add(new PcmAudio(Arrays.copyOf(cut, length), audio.rate()));
      }
    }
    return pieces;
  }

  private static int sample(PcmAudio audio, double seconds) {
    return Math.clamp(Math.round(seconds * audio.rate().hertz()), 0, audio.length());
  }
}
