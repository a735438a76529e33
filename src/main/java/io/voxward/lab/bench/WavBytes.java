package io.voxward.lab.bench;

import io.voxward.engine.audio.PcmAudio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A recording as the bytes of a 16-bit mono WAV file. */
final class WavBytes {
  private static final int HEADER = 44;
  private static final int FORMAT_LENGTH = 16;
  private static final int PCM = 1;
  private static final int FULL_SCALE = 32768;

  private WavBytes() {}

  /**
   * The first seconds of a recording, from its start again when it ends too early.
   *
   * @param seconds how long the file is to be
   */
  static byte[] of(PcmAudio audio, double seconds) {
    int samples = (int) Math.round(seconds * audio.rate().hertz());
    ByteBuffer file = ByteBuffer.allocate(HEADER + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * samples).put(ascii("WAVEfmt "));
    file.putInt(FORMAT_LENGTH).putShort((short) PCM).putShort((short) 1);
    file.putInt(audio.rate().hertz()).putInt(2 * audio.rate().hertz());
    file.putShort((short) 2).putShort((short) 16);
    file.put(ascii("data")).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      float sample = audio.samples()[i % audio.length()];
      file.putShort(
          (short) Math.clamp(Math.round(sample * FULL_SCALE), Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
