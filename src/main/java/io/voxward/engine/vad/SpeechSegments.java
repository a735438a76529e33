package io.voxward.engine.vad;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import java.util.List;

/**
 * The parts of a recording that are speech, in order, none touching the next.
 *
 * @param rate what the samples are counted at
 * @param segments in the order of time
 */
public record SpeechSegments(SampleRate rate, List<Segment> segments) {

  /**
   * One stretch of speech, padding included.
   *
   * @param from index of its first sample
   * @param to index after its last sample
   */
  public record Segment(int from, int to) {
    /** Refuses a stretch without length. */
    public Segment {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("not a stretch of samples: " + from + ".." + to);
      }
    }

    /** How many samples it has. */
    public int length() {
      return to - from;
    }
  }

  /** Refuses segments that touch each other or are out of order. */
  public SpeechSegments {
    segments = List.copyOf(segments);
    for (int i = 1; i < segments.size(); i++) {
      if (segments.get(i).from() <= segments.get(i - 1).to()) {
        throw new IllegalArgumentException("segments touch or are out of order at " + i);
      }
    }
  }

  /** How much speech there is in all. */
  public NetSpeech netSpeech() {
    return new NetSpeech((double) samples() / rate.hertz());
  }

  private int samples() {
    return segments.stream().mapToInt(Segment::length).sum();
  }

  /**
   * The speech alone, stretch after stretch, the pauses cut out.
   *
   * @param audio the recording in which the segments were found, at their rate
   */
  public PcmAudio speechOf(PcmAudio audio) {
    if (!audio.rate().equals(rate)) {
      throw new IllegalArgumentException(
          "segments at " + rate.hertz() + " Hz in a recording at " + audio.rate().hertz());
    }
    float[] speech = new float[samples()];
    int at = 0;
    for (Segment segment : segments) {
      System.arraycopy(audio.samples(), segment.from(), speech, at, segment.length());
      at += segment.length();
    }
    return new PcmAudio(speech, rate);
  }

  /**
   * When in the recording something was said.
   *
   * @param speechSeconds a place in the speech alone, pauses not counted, in seconds
   * @return the place in the recording, in seconds from its start
   */
  public double recordingSeconds(double speechSeconds) {
    double left = speechSeconds * rate.hertz();
    for (Segment segment : segments) {
      if (left < segment.length()) {
        return (segment.from() + left) / rate.hertz();
      }
      left -= segment.length();
    }
    return segments.isEmpty() ? 0 : (double) segments.getLast().to() / rate.hertz();
  }
}
