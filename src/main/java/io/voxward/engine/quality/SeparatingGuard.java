package io.voxward.engine.quality;

import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.quality.Refusal.Code;
import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.quality.VoiceSeparation.Found;
import java.util.ArrayList;
import java.util.List;

/**
 * The enrolment guard for recordings in which several people may speak: what the voice that speaks
 * longest says is cut out and judged by the same rules as any recording, so a voice that could not
 * be told apart well is still refused. Where several are allowed, they are looked for also in what
 * the guard takes for one voice: it hears a second one that speaks in short turns too rarely. Where
 * one is allowed it is the plain guard, at no further cost.
 */
public final class SeparatingGuard {
  /** Whoever speaks longest must do so by more than times are exact to, in seconds. */
  private static final double LEAST_LEAD_SECONDS = 1;

  private final VoiceEngine engine;
  private final EnrollmentGuard guard;
  private final VoiceSeparation separation;

  /** With the engine that hears the speech. */
  public SeparatingGuard(VoiceEngine engine) {
    this(engine, VoiceSeparation.Options.DEFAULT);
  }

  /** The same, telling voices apart by these options: for measuring. */
  public SeparatingGuard(VoiceEngine engine, VoiceSeparation.Options options) {
    this.engine = engine;
    this.guard = new EnrollmentGuard(engine);
    this.separation = new VoiceSeparation(new EnrolledSpeech(engine), options);
  }

  /**
   * The guard's answer.
   *
   * @param voices who speaks in the recordings, the longest first; empty where the recordings were
   *     refused before anybody was told apart
   * @param used what the voice was made of: the recordings, or what was cut out of them
   */
  public record Judged(GuardVerdict verdict, List<SpokenVoice> voices, List<PcmAudio> used) {
    /** Keeps its own copies. */
    public Judged {
      voices = List.copyOf(voices);
      used = List.copyOf(used);
    }

    /** How many voices, never whose. */
    @Override
    public String toString() {
      return "Judged[" + voices.size() + " voices]";
    }
  }

  /** Judges recordings that may have so many voices in them. */
  public Judged judge(List<PcmAudio> recordings, GuardOptions options, SeveralVoices allowed) {
    List<SpeechAnalysis> analysed = recordings.stream().map(engine::analyse).toList();
    GuardVerdict whole = guard.judgeAnalysed(analysed, options);
    boolean severalPossible =
        switch (whole) {
          case GuardVerdict.Fit _ -> true;
          case GuardVerdict.Unfit unfit -> unfit.isOnly(Code.MULTIPLE_SPEAKERS);
        };
    List<Found> found =
        allowed.areAllowed() && severalPossible ? separation.separate(analysed) : List.of();
    if (found.size() > 1) {
      return separated(whole, found, recordings, options, allowed);
    }
    return switch (whole) {
      case GuardVerdict.Fit fit -> one(fit, analysed, recordings, allowed);
      // The guard may hear two voices that cannot be told apart.
      case GuardVerdict.Unfit unfit -> new Judged(unfit, List.of(), List.of());
    };
  }

  private static Judged one(
      GuardVerdict.Fit fit,
      List<SpeechAnalysis> analysed,
      List<PcmAudio> recordings,
      SeveralVoices allowed) {
    List<TimeSpan> times = new ArrayList<>();
    for (int i = 0; i < analysed.size(); i++) {
      SpeechAnalysis recording = analysed.get(i);
      double speech = recording.netSpeech().seconds();
      if (speech > 0) {
        double from = recording.segments().recordingSeconds(0);
        times.add(new TimeSpan(i, from, recording.segments().recordingSeconds(speech)));
      }
    }
    SpokenVoice voice = new SpokenVoice(fit.speech().seconds(), allowed.least() == 1, times);
    return allowed.least() == 1
        ? new Judged(fit, List.of(voice), recordings)
        : new Judged(tooFew(1, allowed, fit.figures()), List.of(voice), List.of());
  }

  private Judged separated(
      GuardVerdict whole,
      List<Found> found,
      List<PcmAudio> recordings,
      GuardOptions options,
      SeveralVoices allowed) {
    if (found.size() > allowed.most()) {
      return refused(whole, found, tooMany(found, allowed));
    }
    if (found.size() < allowed.least()) {
      return refused(whole, found, tooFewRefusal(found.size(), allowed));
    }
    double lead = found.get(0).speechSeconds() - found.get(1).speechSeconds();
    if (lead < LEAST_LEAD_SECONDS) {
      return refused(whole, found, noLongest(found, lead));
    }
    List<PcmAudio> cut = VoiceSeparation.cut(recordings, found.getFirst().sure());
    return switch (guard.judge(cut, options)) {
      case GuardVerdict.Fit fit -> new Judged(fit, voices(found, true), cut);
      case GuardVerdict.Unfit unfit -> new Judged(unfit, voices(found, false), List.of());
    };
  }

  private static Judged refused(GuardVerdict whole, List<Found> found, Refusal refusal) {
    return new Judged(
        new GuardVerdict.Unfit(List.of(refusal), whole.figures()), voices(found, false), List.of());
  }

  private static List<SpokenVoice> voices(List<Found> found, boolean longestUsed) {
    List<SpokenVoice> voices = new ArrayList<>();
    for (Found voice : found) {
      boolean used = longestUsed && voices.isEmpty();
      voices.add(new SpokenVoice(voice.speechSeconds(), used, voice.times()));
    }
    return voices;
  }

  private static Refusal tooMany(List<Found> found, SeveralVoices allowed) {
    return EnrollmentGuard.refusal(
        Code.MULTIPLE_SPEAKERS,
        "%.0f voices, at most %.0f may be",
        found.size(),
        allowed.most(),
        others(found));
  }

  private static Refusal noLongest(List<Found> found, double lead) {
    return EnrollmentGuard.refusal(
        Code.MULTIPLE_SPEAKERS,
        "no voice speaks clearly longest: the first by %.1f s, at least %.1f s are needed",
        lead,
        LEAST_LEAD_SECONDS,
        others(found));
  }

  private static List<TimeSpan> others(List<Found> found) {
    return found.stream().skip(1).flatMap(voice -> voice.times().stream()).toList();
  }

  private static GuardVerdict tooFew(int voices, SeveralVoices allowed, EnrollmentFigures figures) {
    return new GuardVerdict.Unfit(List.of(tooFewRefusal(voices, allowed)), figures);
  }

  private static Refusal tooFewRefusal(int voices, SeveralVoices allowed) {
    return EnrollmentGuard.refusal(
        Code.TOO_FEW_SPEAKERS,
        "%.0f voice(s), at least %.0f are expected",
        voices,
        allowed.least(),
        List.of());
  }
}
