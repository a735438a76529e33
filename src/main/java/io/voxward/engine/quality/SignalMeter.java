package io.voxward.engine.quality;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.math.RealFft;
import io.voxward.engine.vad.SpeechSegments;
import io.voxward.engine.vad.SpeechSegments.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures the quality of a recording whose speech was found before. */
final class SignalMeter {
  private static final double FRAME_SECONDS = 0.02;

  /** With less than this between the words, the quietest frames of the speech stand for it. */
  private static final double LEAST_PAUSE_SECONDS = 0.5;

  private static final double QUIET_SHARE = 0.1;
  private static final double LOWEST_SNR = -20;
  private static final double HIGHEST_SNR = 60;

  /** Clipping is looked for at the recording's own peak, if that is at least this loud. */
  private static final double LEAST_PEAK = 0.25;

  private static final double AT_PEAK = 0.999;
  private static final int LEAST_CLIPPED_RUN = 3;

  private static final int SPECTRUM_SIZE = 512;
  private static final double PRE_EMPHASIS = 0.97;
  private static final int SMOOTHING = 3;

  /** The band every voice fills; what lies 35 dB below its mean power is not counted as speech. */
  private static final double VOICE_FROM_HERTZ = 300;

  private static final double VOICE_TO_HERTZ = 1000;
  private static final double LEAST_IN_BAND = 3e-4;

  /** A frame sounds if it is within 30 dB of the loudest, and not below -50 dB of full scale. */
  private static final double SOUNDING = 1e-3;

  private static final double LEAST_SOUNDING = 1e-5;

  private static final double SILENCE = 1e-12;

  private SignalMeter() {}

  /** The quality of a recording with at least some speech in it. */
  static SignalQuality measure(PcmAudio audio, SpeechSegments segments) {
    PcmAudio speech = segments.speechOf(audio);
    return new SignalQuality(
        signalToNoise(audio, segments), clippingShare(speech.samples()), bandwidth(speech));
  }

  /** How long the recording is clearly audible, in seconds: within 30 dB of its loudest frames. */
  static double soundingSeconds(PcmAudio audio) {
    double[] powers = framePowers(audio.samples(), 0, audio.length(), frame(audio));
    double[] sorted = powers.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return 0;
    }
    double loud = sorted[(int) (0.95 * (sorted.length - 1))];
    double least = Math.max(loud * SOUNDING, LEAST_SOUNDING);
    return Arrays.stream(powers).filter(power -> power >= least).count() * FRAME_SECONDS;
  }

  private static double signalToNoise(PcmAudio audio, SpeechSegments segments) {
    int frame = frame(audio);
    List<Double> speech = new ArrayList<>();
    List<Double> between = new ArrayList<>();
    int end = 0;
    for (Segment segment : segments.segments()) {
      add(between, framePowers(audio.samples(), end, segment.from(), frame));
      add(speech, framePowers(audio.samples(), segment.from(), segment.to(), frame));
      end = segment.to();
    }
    add(between, framePowers(audio.samples(), end, audio.length(), frame));
    if (speech.isEmpty()) {
      return LOWEST_SNR;
    }
    double noise =
        between.size() * FRAME_SECONDS >= LEAST_PAUSE_SECONDS
            ? quantile(between, 0.5)
            : quantile(speech, QUIET_SHARE);
    double both = speech.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double decibels = 10 * Math.log10(Math.max(both - noise, SILENCE) / Math.max(noise, SILENCE));
    return Math.clamp(decibels, LOWEST_SNR, HIGHEST_SNR);
  }

  private static int frame(PcmAudio audio) {
    return (int) Math.round(FRAME_SECONDS * audio.rate().hertz());
  }

  private static void add(List<Double> list, double[] values) {
    for (double value : values) {
      list.add(value);
    }
  }

  private static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static double[] framePowers(float[] samples, int from, int to, int frame) {
    int frames = Math.max(0, (to - from) / frame);
    double[] powers = new double[frames];
    for (int f = 0; f < frames; f++) {
      double sum = 0;
      for (int i = from + f * frame; i < from + (f + 1) * frame; i++) {
        sum += (double) samples[i] * samples[i];
      }
      powers[f] = sum / frame;
    }
    return powers;
  }

  /** The share of samples in flat tops: runs that stay at the peak. */
  private static double clippingShare(float[] samples) {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    if (peak < LEAST_PEAK) {
      return 0;
    }
    double level = AT_PEAK * peak;
    int clipped = 0;
    int run = 0;
    for (int i = 0; i <= samples.length; i++) {
      boolean atPeak = i < samples.length && Math.abs(samples[i]) >= level;
      boolean sameSide = atPeak && run > 0 && samples[i] * samples[i - 1] > 0;
      if (atPeak && (run == 0 || sameSide)) {
        run++;
        continue;
      }
      clipped += run >= LEAST_CLIPPED_RUN ? run : 0;
      run = atPeak ? 1 : 0;
    }
    return (double) clipped / samples.length;
  }

  /** The highest frequency at which the pre-emphasised speech still has power. */
  private static double bandwidth(PcmAudio speech) {
    float[] samples = speech.samples();
    RealFft fft = new RealFft(SPECTRUM_SIZE);
    RealFft.Workspace work = fft.workspace();
    float[] frame = new float[SPECTRUM_SIZE];
    float[] power = new float[fft.frequencies()];
    double[] mean = new double[fft.frequencies()];
    for (int from = 1; from + SPECTRUM_SIZE <= samples.length; from += SPECTRUM_SIZE / 2) {
      for (int i = 0; i < SPECTRUM_SIZE; i++) {
        double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / SPECTRUM_SIZE);
        frame[i] = (float) (hann * (samples[from + i] - PRE_EMPHASIS * samples[from + i - 1]));
      }
      fft.power(frame, power, work);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += power[k];
      }
    }
    double hertzPerBin = (double) speech.rate().hertz() / SPECTRUM_SIZE;
    double voice = 0;
    int bins = 0;
    for (int k = (int) (VOICE_FROM_HERTZ / hertzPerBin); k * hertzPerBin < VOICE_TO_HERTZ; k++) {
      voice += mean[k];
      bins++;
    }
    double least = LEAST_IN_BAND * voice / bins;
    for (int k = mean.length - 1 - SMOOTHING; k > SMOOTHING; k--) {
      double around = 0;
      for (int i = k - SMOOTHING; i <= k + SMOOTHING; i++) {
        around += mean[i] / (2 * SMOOTHING + 1);
      }
      if (voice > 0 && around >= least) {
        return k * hertzPerBin;
      }
    }
    return 0;
  }
}
