package io.voxward.wire.dialect;

import io.voxward.client.Audio;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.Resampler;
import io.voxward.engine.audio.SampleRate;
import io.voxward.wire.stream.DemoVoices;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Recorded speech in the forms in which platforms send it. */
public final class Speech {
  private static final int TELEPHONE = 8000;
  private static final int HIGHEST_RESAMPLED = 48000;

  private Speech() {}

  /** The clips {@code person/role-1…count} one after another, as L16 at that rate. */
  public static byte[] l16(String person, String role, int count, int hertz) {
    return Audio.l16(at(samples(person, role, count), hertz));
  }

  /** The same at 8 kHz as the body of a recording: high byte first. */
  public static byte[] recording(String person, String role, int count) {
    return Audio.l16BigEndian(samples(person, role, count));
  }

  /** The same in µ-law at 8 kHz. */
  public static byte[] muLaw(String person, String role, int count) {
    float[] samples = samples(person, role, count);
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[i] = muLaw(Math.clamp(Math.round(samples[i] * 32768), -32635, 32635));
    }
    return bytes;
  }

  /** G.711: sign, the place of the highest bit above the bias, four bits below it, inverted. */
  private static byte muLaw(int sample) {
    int magnitude = Math.abs(sample) + 132;
    int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
    int step = (magnitude >> (segment + 3)) & 15;
    return (byte) ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step);
  }

  /** The same in A-law at 8 kHz. */
  public static byte[] aLaw(String person, String role, int count) {
    float[] samples = samples(person, role, count);
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[i] = aLaw(Math.clamp(Math.round(samples[i] * 32768), -32767, 32767));
    }
    return bytes;
  }

  private static byte aLaw(int sample) {
    int magnitude = Math.abs(sample);
    int segment = Math.max(0, 31 - Integer.numberOfLeadingZeros(magnitude | 1) - 7);
    int step = (magnitude >> Math.max(4, segment + 3)) & 15;
    return (byte) (((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ 0x55);
  }

  private static float[] samples(String person, String role, int count) {
    float[] all = new float[0];
    for (int i = 1; i <= count; i++) {
      float[] next = DemoVoices.samples(person + "/" + role + "-" + i);
      int length = all.length;
      all = Arrays.copyOf(all, length + next.length);
      System.arraycopy(next, 0, all, length, next.length);
    }
    return all;
  }

  private static float[] at(float[] samples, int hertz) {
    if (hertz == TELEPHONE) {
      return samples;
    }
    if (hertz > HIGHEST_RESAMPLED) {
      return twice(at(samples, hertz / 2));
    }
    return Resampler.between(SampleRate.TELEPHONE, new SampleRate(hertz))
        .apply(new PcmAudio(samples, SampleRate.TELEPHONE))
        .samples();
  }

  private static float[] twice(float[] samples) {
    float[] twice = new float[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      twice[2 * i] = samples[i];
      twice[2 * i + 1] = i + 1 < samples.length ? (samples[i] + samples[i + 1]) / 2 : samples[i];
    }
    return twice;
  }

  /** Hands over pieces of that many bytes, so many times faster than real time. */
  public static void play(
      byte[] audio, int pieceBytes, int bytesPerSecond, double pace, Consumer<byte[]> to) {
    long begun = System.nanoTime();
    for (int at = 0; at < audio.length; at += pieceBytes) {
      to.accept(Arrays.copyOfRange(audio, at, Math.min(audio.length, at + pieceBytes)));
      long due = begun + (long) ((at + pieceBytes) / (bytesPerSecond * pace) * 1e9);
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
    }
  }
}
