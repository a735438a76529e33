package io.voxward.wire.rest;

import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.quality.SpokenVoice;
import io.voxward.wire.call.Rounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who spoke in a recording.
 *
 * @param found how many voices
 * @param voices the longest first
 */
public record SpeakersBody(int found, List<VoiceBody> voices) {

  /**
   * One voice.
   *
   * @param seconds how much it says, pauses not counted
   * @param used whether it is the one that was enrolled
   */
  public record VoiceBody(double seconds, boolean used, List<TimeBody> times) {}

  /** From when to when it speaks, in seconds from the recording's start. */
  public record TimeBody(double from, double to) {
    static TimeBody of(TimeSpan time) {
      return new TimeBody(Rounded.down(time.fromSeconds()), Rounded.up(time.toSeconds()));
    }
  }

  static @Nullable SpeakersBody of(@Nullable List<SpokenVoice> voices) {
    return voices == null
        ? null
        : new SpeakersBody(
            voices.size(),
            voices.stream()
                .map(voice ->
                    new VoiceBody(
                        Rounded.down(voice.speechSeconds()),
                        voice.used(),
                        voice.times().stream().map(TimeBody::of).toList()))
                .toList());
  }
}
