package io.voxward.engine.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Small valid recordings of every kind, and the sound that is in them. */
final class Corpus {
  /** How many samples a channel of the FLAC files has; see make_corpus.py. */
  static final int LENGTH = 2500;

  private static final String PCM = "0100";
  private static final String FLOAT = "0300";
  private static final String A_LAW = "0600";
  private static final String MU_LAW = "0700";

  private Corpus() {}

  /** A recording and what it is. */
  record Recording(String name, AudioKind kind, int channels, Supplier<byte[]> bytes) {
    byte[] file() {
      return bytes.get().clone();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One of every kind. */
  static List<Recording> all() {
    List<Recording> all = new ArrayList<>();
    for (String flac :
        List.of(
            "mono-8000-16",
            "mono-8000-8",
            "mono-16000-24",
            "stereo-44100-16",
            "stereo-48000-24",
            "mono-8000-fixed",
            "mono-8000-blocks",
            "mono-8000-silence",
            "mono-8000-wasted",
            "mono-11025-tags")) {
      int channels = flac.startsWith("stereo") ? 2 : 1;
      all.add(new Recording(flac, new AudioKind.Flac(), channels, () -> flac(flac)));
    }
    for (String form : List.of("u8", "s16", "s24", "s32", "f32", "f64", "mulaw", "alaw")) {
      for (boolean extensible : new boolean[] {false, true}) {
        int channels = form.startsWith("s") ? 2 : 1;
        all.add(
            new Recording(
                "wav " + form + (extensible ? " extensible" : ""),
                new AudioKind.Wav(),
                channels,
                () -> wav(form, 8000, channels, 200, extensible)));
      }
    }
    for (Encoding encoding : Encoding.values()) {
      AudioKind raw = new AudioKind.Raw(encoding, SampleRate.TELEPHONE, 2);
      all.add(new Recording("raw " + encoding, raw, 2, () -> new byte[400]));
    }
    return all;
  }

  static byte[] flac(String name) {
    try (InputStream file = Corpus.class.getResourceAsStream("/audio-corpus/" + name + ".flac")) {
      if (file == null) {
        throw new IllegalStateException("no recording " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample that make_corpus.py puts into a FLAC file. */
  static int flacSample(int i, int channel, int bits) {
    int period = 97 + 40 * channel;
    int triangle = Math.abs(Math.floorMod(i * 65536 / period, 131072) - 65536) - 32768;
    long mixed = i * 1103515245L + 12345 + channel * 7919L;
    int noise = (int) Math.floorMod(mixed >> 8, 2048L) - 1024;
    int wide = (Math.floorDiv(triangle * 3, 4) + noise) * 256 + (int) (i * 69069L % 256);
    return wide >> (24 - bits);
  }

  /** A wave between -1 and 1, different in every channel. */
  static double wave(int i, int channel) {
    return Math.sin(0.05 * (channel + 1) * i) * 0.9;
  }

  /** A WAVE file of {@link #wave}. */
  static byte[] wav(String form, int rate, int channels, int frames, boolean extensible) {
    ByteBuffer data = ByteBuffer.allocate(8 * channels * frames).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < frames; i++) {
      for (int channel = 0; channel < channels; channel++) {
        put(data, form, wave(i, channel));
      }
    }
    data.flip();
    byte[] samples = new byte[data.remaining()];
    data.get(samples);
    return wav(code(form), width(form), rate, channels, samples, extensible);
  }

  private static void put(ByteBuffer data, String form, double value) {
    switch (form) {
      case "u8" -> data.put((byte) Math.round(128 + 127 * value));
      case "s16" -> data.putShort((short) Math.round(32767 * value));
      case "s24" -> {
        int number = (int) Math.round(8388607 * value);
        data.putShort((short) number).put((byte) (number >> 16));
      }
      case "s32" -> data.putInt((int) Math.round(2147483647.0 * value));
      case "f32" -> data.putFloat((float) value);
      case "f64" -> data.putDouble(value);
      default -> data.put((byte) Math.round(128 + 127 * value));
    }
  }

  static String code(String form) {
    return switch (form) {
      case "f32", "f64" -> FLOAT;
      case "mulaw" -> MU_LAW;
      case "alaw" -> A_LAW;
      default -> PCM;
    };
  }

  static int width(String form) {
    return switch (form) {
      case "s16" -> 2;
      case "s24" -> 3;
      case "s32", "f32" -> 4;
      case "f64" -> 8;
      default -> 1;
    };
  }

  /** A WAVE file with the header as told; {@code code} is hexadecimal, low byte first. */
  static byte[] wav(
      String code, int width, int rate, int channels, byte[] samples, boolean extensible) {
    int formatBytes = extensible ? 40 : 16;
    ByteBuffer file =
        ByteBuffer.allocate(28 + formatBytes + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(20 + formatBytes + samples.length).put(ascii("WAVE"));
    int number = Integer.parseInt(code.substring(0, 2), 16);
    file.put(ascii("fmt ")).putInt(formatBytes);
    file.putShort((short) (extensible ? 0xfffe : number)).putShort((short) channels);
    file.putInt(rate).putInt(rate * channels * width);
    file.putShort((short) (channels * width)).putShort((short) (width * 8));
    if (extensible) {
      file.putShort((short) 22).putShort((short) (width * 8)).putInt(0);
      file.putShort((short) number).putShort((short) 0).putShort((short) 0).putShort((short) 0x10);
      file.put(new byte[] {(byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71});
    }
    file.put(ascii("data")).putInt(samples.length).put(samples);
    return Arrays.copyOf(file.array(), file.position());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
