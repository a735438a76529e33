package io.voxward.wire.audiohook;

import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.session.CallFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A way in which the platform offers its audio; members as in the protocol. */
record Media(String type, String format, List<String> channels, int rate) {
  /** The caller's channel; the other one is the agent's. */
  private static final String CALLER = "external";

  private static final String MU_LAW = "PCMU";
  private static final String LINEAR = "L16";

  /**
   * The caller alone, then the shorter form: less to carry, and no agent in the caller's channel.
   */
  private static final Comparator<Media> BEST_FIRST =
      Comparator.comparingInt((Media media) -> media.channels().size())
          .thenComparing(media -> media.format().equals(MU_LAW) ? 0 : 1);

  Media {
    channels = List.copyOf(channels);
  }

  /** The best of those offered that we can hear the caller in. */
  static Optional<Media> best(List<Media> offered) {
    return offered.stream().filter(Media::isHeard).min(BEST_FIRST);
  }

  private boolean isHeard() {
    return type.equals("audio")
        && (format.equals(MU_LAW) || format.equals(LINEAR))
        && rate == SampleRate.TELEPHONE.hertz()
        && channels.contains(CALLER)
        && channels.size() <= 2;
  }

  /** How its audio is written. */
  CallFormat callFormat() {
    return new CallFormat(
        format.equals(MU_LAW) ? Encoding.PCMU : Encoding.L16_LITTLE_ENDIAN,
        SampleRate.TELEPHONE,
        channels.size(),
        channels.indexOf(CALLER));
  }
}
