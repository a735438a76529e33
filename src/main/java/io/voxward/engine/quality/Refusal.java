package io.voxward.engine.quality;

import java.util.List;

/**
 * One reason why speech is not enrolled.
 *
 * @param code the rule
 * @param detail one sentence for people: what was measured and what is needed
 * @param measured the figure, in the unit of the rule
 * @param limit what it was held against, in the same unit
 * @param times where in the recordings, if the rule knows; the intruding voice for {@link
 *     Code#MULTIPLE_SPEAKERS}
 */
public record Refusal(
    Code code, String detail, double measured, double limit, List<TimeSpan> times) {

  /** Keeps its own copy of the times. */
  public Refusal {
    times = List.copyOf(times);
  }

  /** The rules, in the order in which they are asked. */
  public enum Code {
    /** What is heard is mostly not speech: tones, music, animals, noise. Share of it that is. */
    NOT_SPEECH,
    /** Too little speech; the only reason that more of the same removes. Seconds. */
    NOT_ENOUGH_SPEECH,
    /** Too much noise under the speech. Decibels. */
    TOO_NOISY,
    /** Too loud: the tops of the waves are cut off. Share of samples. */
    CLIPPED,
    /** Too dull: the upper frequencies are missing. Hertz. */
    NARROW_BANDWIDTH,
    /** More than one voice. How alike they are, about 1 for one voice. */
    MULTIPLE_SPEAKERS,
    /** Fewer voices than were said to be in it. Voices. */
    TOO_FEW_SPEAKERS
  }

  /**
   * A stretch of a recording.
   *
   * @param recording its place in the list, from 0
   * @param fromSeconds from the recording's start, pauses counted
   * @param toSeconds not before it began
   */
  public record TimeSpan(int recording, double fromSeconds, double toSeconds) {
    /** Refuses stretches that end before they begin. */
    public TimeSpan {
      if (recording < 0 || !(fromSeconds >= 0 && toSeconds >= fromSeconds)) {
        throw new IllegalArgumentException("not a stretch of a recording");
      }
    }
  }
}
