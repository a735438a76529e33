package io.voxward.main;

import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.LiveDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A recorded voice with a 1 kHz tone and fresh noise in it, in one encoding, as it is streamed. */
final class Marked {
  private static final int RATE = 8_000;
  private static final float FULL_SCALE = 32_768f;
  private static final double TONE_HERTZ = 1_000;
  private static final double TONE_LEVEL = 0.05;

  /** Loud enough that every sample differs by chance, soft enough that the voice is speech. */
  private static final double NOISE_LEVEL = 0.01;

  private final Encoding encoding;
  private final byte[] streamed;
  private final float[] samples;

  private Marked(Encoding encoding, byte[] streamed) {
    this.encoding = encoding;
    this.streamed = streamed;
    this.samples = new LiveDecoder(encoding, 1, 0).accept(ByteBuffer.wrap(streamed));
  }

  /** The first {@code seconds} of a voice with the marker, in {@code encoding}. */
  static Marked voice(float[] voice, double seconds, Encoding encoding) throws IOException {
    SecureRandom noise = new SecureRandom();
    float[] mixed = new float[(int) (seconds * RATE)];
    for (int i = 0; i < mixed.length; i++) {
      double tone = TONE_LEVEL * Math.sin(2 * Math.PI * TONE_HERTZ * i / RATE);
      mixed[i] = (float) (0.8 * voice[i] + tone + NOISE_LEVEL * noise.nextGaussian());
    }
    return new Marked(encoding, encoded(mixed, encoding));
  }

  private static byte[] encoded(float[] samples, Encoding encoding) {
    return switch (encoding) {
      case L16_LITTLE_ENDIAN -> l16(samples, ByteOrder.LITTLE_ENDIAN);
      case L16_BIG_ENDIAN -> l16(samples, ByteOrder.BIG_ENDIAN);
      case PCMU, PCMA -> companded(samples, encoding);
    };
  }

  /** Each sample by the code whose value is nearest to it. */
  private static byte[] companded(float[] samples, Encoding law) {
    byte[] codes = new byte[256];
    for (int code = 0; code < codes.length; code++) {
      codes[code] = (byte) code;
    }
    float[] values = new LiveDecoder(law, 1, 0).accept(ByteBuffer.wrap(codes));
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      int nearest = 0;
      for (int code = 1; code < values.length; code++) {
        if (Math.abs(values[code] - samples[i]) < Math.abs(values[nearest] - samples[i])) {
          nearest = code;
        }
      }
      bytes[i] = codes[nearest];
    }
    return bytes;
  }

  /** The bytes of the stream. */
  byte[] streamed() {
    return streamed;
  }

  /** What a listener hears, in [-1, 1). */
  float[] samples() {
    return samples;
  }

  /** How the stream is encoded. */
  Encoding encoding() {
    return encoding;
  }

  /** Every form in which a program could have written this audio, by the form's name. */
  Map<String, byte[]> forms() {
    Map<String, byte[]> forms = new TreeMap<>();
    String name = encoding + " as ";
    forms.put(name + "streamed", streamed);
    forms.put(name + "L16 little-endian", l16(samples, ByteOrder.LITTLE_ENDIAN));
    forms.put(name + "L16 big-endian", l16(samples, ByteOrder.BIG_ENDIAN));
    forms.put(name + "float little-endian", floats(ByteOrder.LITTLE_ENDIAN, 1));
    forms.put(name + "float big-endian", floats(ByteOrder.BIG_ENDIAN, 1));
    forms.put(name + "float little-endian, 16 bit", floats(ByteOrder.LITTLE_ENDIAN, FULL_SCALE));
    // A message of base64 may begin at any byte, and three bytes make four letters.
    for (int from = 0; from < 3; from++) {
      byte[] shifted = Arrays.copyOfRange(streamed, from, streamed.length);
      forms.put(
          name + (from == 0 ? "base64" : "base64 from byte " + from),
          Base64.getEncoder().encode(shifted));
    }
    forms.put(name + "decimal numbers", decimal(streamed));
    forms.put(
        name + "hexadecimal",
        HexFormat.of().formatHex(streamed).getBytes(StandardCharsets.US_ASCII));
    return forms;
  }

  /** As Java writes an array of bytes. */
  private static byte[] decimal(byte[] bytes) {
    return Arrays.toString(bytes).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] l16(float[] samples, ByteOrder order) {
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * Short.BYTES).order(order);
    for (float sample : samples) {
      int value = Math.round(sample * FULL_SCALE);
      bytes.putShort((short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return bytes.array();
  }

  private byte[] floats(ByteOrder order, float scale) {
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES).order(order);
    for (float sample : samples) {
      bytes.putFloat(sample * scale);
    }
    return bytes.array();
  }
}
