package io.voxward.engine.quality;

import io.voxward.engine.quality.Refusal.TimeSpan;
import java.util.List;

/**
 * One of the voices in some recordings: when it speaks, never the voice itself.
 *
 * @param speechSeconds how much it says in all, pauses not counted
 * @param used whether it is the one that was taken
 * @param times when it speaks, in order
 */
public record SpokenVoice(double speechSeconds, boolean used, List<TimeSpan> times) {
  /** Keeps its own copy of the times. */
  public SpokenVoice {
    times = List.copyOf(times);
  }
}
