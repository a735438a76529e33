package io.voxward.engine.quality;

import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.quality.Refusal.Code;
import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks, before a voice is enrolled, whether there is enough speech of one person, well heard. Every
 * rule that is broken is named, with what was measured; nothing is enrolled in spite of one. For
 * uploads and for the speech of a live call, whose pauses may be cut out already. Safe for use by
 * several threads; each call computes on the thread that makes it.
 */
public final class EnrollmentGuard {
  private final VoiceEngine engine;
  private final EnrolledSpeech enrolled;

  /** With the engine that hears the speech. */
  public EnrollmentGuard(VoiceEngine engine) {
    this.engine = engine;
    this.enrolled = new EnrolledSpeech(engine);
  }

  /** Judges recordings that are said to be of one person. */
  public GuardVerdict judge(List<PcmAudio> recordings, GuardOptions options) {
    return judgeAnalysed(recordings.stream().map(engine::analyse).toList(), options);
  }

  /** Judges recordings whose speech was found before. */
  public GuardVerdict judgeAnalysed(List<SpeechAnalysis> recordings, GuardOptions options) {
    List<Refusal> refusals = new ArrayList<>();
    NetSpeech speech =
        recordings.stream().map(SpeechAnalysis::netSpeech).reduce(NetSpeech.NONE, NetSpeech::plus);
    double share = speechShare(recordings, speech);
    if (share < options.leastSpeechShare()) {
      refusals.add(
          refusal(
              Code.NOT_SPEECH,
              "%.0f %% of what is heard is speech, at least %.0f %% are needed",
              100 * share,
              100 * options.leastSpeechShare(),
              List.of()));
    } else if (!speech.covers(options.needed())) {
      refusals.add(
          refusal(
              Code.NOT_ENOUGH_SPEECH,
              "%.1f s of speech, %.1f s are needed",
              speech.seconds(),
              options.needed().seconds(),
              List.of()));
    }
    boolean speechHeard = share >= options.leastSpeechShare();
    Optional<SignalQuality> signal =
        speechHeard ? signal(recordings, options, refusals) : Optional.empty();
    List<Stretch> stretches = refusals.isEmpty() ? enrolled.stretches(recordings) : List.of();
    Optional<VoiceGroups> groups =
        stretches.size() < 2 ? Optional.empty() : Optional.of(VoiceGroups.of(stretches));
    groups
        .filter(found -> found.alike() < options.leastCoherence())
        .ifPresent(found -> refusals.add(intruder(found, recordings, options)));
    EnrollmentFigures figures =
        new EnrollmentFigures(speech, share, signal, groups.map(VoiceGroups::alike));
    if (refusals.isEmpty() && signal.isPresent() && !stretches.isEmpty()) {
      return new GuardVerdict.Fit(VoiceGroups.middle(stretches), speech, signal.get(), figures);
    }
    if (refusals.isEmpty()) {
      // Speech in pieces of less than a second each: none of them shows a voice.
      refusals.add(
          refusal(
              Code.NOT_ENOUGH_SPEECH,
              "%.1f s of speech without a whole second in one recording",
              speech.seconds(),
              options.needed().seconds(),
              List.of()));
    }
    return new GuardVerdict.Unfit(refusals, figures);
  }

  /** How much of what is audible is speech; 1 where nothing is audible, which is no reason. */
  private static double speechShare(List<SpeechAnalysis> recordings, NetSpeech speech) {
    double sounding =
        recordings.stream()
            .mapToDouble(recording -> SignalMeter.soundingSeconds(recording.audio()))
            .sum();
    return sounding <= 0 ? 1 : Math.min(1, speech.seconds() / sounding);
  }

  /** Measures every recording with speech, adds what is wrong, and gives the whole. */
  private static Optional<SignalQuality> signal(
      List<SpeechAnalysis> recordings, GuardOptions options, List<Refusal> refusals) {
    double seconds = 0;
    double snr = 0;
    double clipping = 0;
    double bandwidth = 0;
    for (int i = 0; i < recordings.size(); i++) {
      SpeechAnalysis recording = recordings.get(i);
      double weight = recording.netSpeech().seconds();
      if (weight <= 0) {
        continue;
      }
      SignalQuality quality = SignalMeter.measure(recording.audio(), recording.segments());
      judgeSignal(i, recording, quality, options, refusals);
      seconds += weight;
      snr += weight * quality.snrDecibels();
      clipping += weight * quality.clippingShare();
      bandwidth += weight * quality.bandwidthHertz();
    }
    return seconds <= 0
        ? Optional.empty()
        : Optional.of(new SignalQuality(snr / seconds, clipping / seconds, bandwidth / seconds));
  }

  private static void judgeSignal(
      int index,
      SpeechAnalysis recording,
      SignalQuality quality,
      GuardOptions options,
      List<Refusal> refusals) {
    List<TimeSpan> whole = List.of(new TimeSpan(index, 0, recording.audio().seconds()));
    if (quality.snrDecibels() < options.leastSnrDecibels()) {
      refusals.add(
          refusal(
              Code.TOO_NOISY,
              "%.1f dB of speech over noise, at least %.1f dB are needed",
              quality.snrDecibels(),
              options.leastSnrDecibels(),
              whole));
    }
    if (quality.clippingShare() > options.mostClippingShare()) {
      refusals.add(
          refusal(
              Code.CLIPPED,
              "%.3f of the samples are cut off at full level, at most %.3f may be",
              quality.clippingShare(),
              options.mostClippingShare(),
              whole));
    }
    if (quality.bandwidthHertz() < options.leastBandwidthHertz()) {
      refusals.add(
          refusal(
              Code.NARROW_BANDWIDTH,
              "the speech ends at %.0f Hz, %.0f Hz are needed",
              quality.bandwidthHertz(),
              options.leastBandwidthHertz(),
              whole));
    }
  }

  private Refusal intruder(
      VoiceGroups groups, List<SpeechAnalysis> recordings, GuardOptions options) {
    return refusal(
        Code.MULTIPLE_SPEAKERS,
        "two voices, alike by %.2f; one voice is alike by %.2f or more",
        groups.alike(),
        options.leastCoherence(),
        new IntruderTimes(enrolled).find(groups, recordings));
  }

  static Refusal refusal(
      Code code, String form, double measured, double limit, List<TimeSpan> times) {
    return new Refusal(
        code, String.format(Locale.ROOT, form, measured, limit), measured, limit, times);
  }
}
