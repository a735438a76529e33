package io.voxward.wire.rest;

import io.voxward.engine.audio.PcmAudio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A recording as a WAV file: one channel, 16 bits a sample. */
final class WavBody {
  private static final int HEADER_BYTES = 44;
  private static final int FORMAT_BYTES = 16;
  private static final short PCM = 1;
  private static final float FULL_SCALE = 32768f;

  private WavBody() {}

  static byte[] of(PcmAudio sound) {
    int bytes = sound.length() * Short.BYTES;
    int rate = sound.rate().hertz();
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + bytes).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort(PCM).putShort((short) 1);
    file.putInt(rate).putInt(rate * Short.BYTES);
    file.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
    file.put(ascii("data")).putInt(bytes);
    for (float sample : sound.samples()) {
      file.putShort(
          (short)
              Math.clamp(
                  Math.round(sample * FULL_SCALE), (int) Short.MIN_VALUE, (int) Short.MAX_VALUE));
    }
    return file.array();
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
