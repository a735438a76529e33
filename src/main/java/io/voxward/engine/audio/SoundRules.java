package io.voxward.engine.audio;

import java.util.Locale;

/** The rules on rate, channels and length that hold for every kind of recording. */
final class SoundRules {
  private final ChannelChoice choice;
  private final DecodeLimits limits;

  SoundRules(ChannelChoice choice, DecodeLimits limits) {
    this.choice = choice;
    this.limits = limits;
  }

  SampleRate rate(long hertz) throws AudioRefusal {
    if (!SampleRate.isTaken(hertz)) {
      throw new AudioRefusal(
          AudioFault.UNSUPPORTED_RATE,
          "the sampling rate must be "
              + SampleRate.LOWEST
              + " to "
              + SampleRate.HIGHEST
              + " Hz; this is "
              + hertz);
    }
    return new SampleRate((int) hertz);
  }

  /** The number of the chosen channel among {@code channels}. */
  int channel(int channels) throws AudioRefusal {
    if (channels < 1 || channels > AudioKind.MOST_CHANNELS) {
      throw new AudioRefusal(
          AudioFault.UNSUPPORTED_FORMAT,
          "there must be 1 to " + AudioKind.MOST_CHANNELS + " channels; here are " + channels);
    }
    return switch (choice) {
      case ChannelChoice.OnlyChannel() when channels == 1 -> 0;
      case ChannelChoice.OnlyChannel() ->
          throw new AudioRefusal(
              AudioFault.CHANNEL_NOT_NAMED,
              "a recording of "
                  + channels
                  + " channels needs the number of the caller's channel; channels are not mixed");
      case ChannelChoice.Channel(int index) when index < channels -> index;
      case ChannelChoice.Channel(int index) ->
          throw new AudioRefusal(
              AudioFault.NO_SUCH_CHANNEL,
              "channel " + index + " was named; the recording has 0 to " + (channels - 1));
    };
  }

  /** Refuses more than the longest sound, and no sound. */
  void length(long samples, SampleRate rate) throws AudioRefusal {
    if (samples <= 0) {
      throw new AudioRefusal(AudioFault.EMPTY, "there are no samples in it");
    }
    if (samples > mostSamples(rate)) {
      throw new AudioRefusal(
          AudioFault.TOO_LONG,
          String.format(
              Locale.ROOT,
              "at most %.1f seconds are taken; these are %.1f or more",
              limits.maxSeconds(),
              (double) samples / rate.hertz()));
    }
  }

  long mostSamples(SampleRate rate) {
    return rate.samplesIn(limits.maxSeconds());
  }
}
