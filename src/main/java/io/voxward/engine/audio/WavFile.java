package io.voxward.engine.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.UnsupportedAudioFileException;
import javax.sound.sampled.spi.AudioFileReader;

/**
 * RIFF/WAVE files. The JDK's own readers find the format and the samples; around them stand the
 * checks that they leave out: a frame size that contradicts the width, a data chunk longer than the
 * file, and G.711 under an extensible header, which they do not know.
 *
 * <p>The readers are asked for by their service interface and not through {@code AudioSystem},
 * which would also ask readers of other formats that lie on the class path.
 */
final class WavFile {
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int PLAIN_FORMAT_BYTES = 16;
  private static final int EXTENSIBLE_FORMAT_BYTES = 40;
  private static final int FRAME_BYTES_OFFSET = 12;
  private static final int SUB_FORMAT_OFFSET = 24;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;

  /** The JDK's WAVE readers; they hold no state, and looking them up costs more than reading. */
  private static final List<AudioFileReader> READERS =
      ServiceLoader.loadInstalled(AudioFileReader.class).stream()
          .filter(provider -> provider.type().getSimpleName().startsWith("Wave"))
          .map(ServiceLoader.Provider::get)
          .toList();

  /** What follows the two bytes of the format code in the identifiers of the standard formats. */
  private static final byte[] SUB_FORMAT_TAIL = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
  };

  private final byte[] file;
  private final ByteBuffer bytes;
  private final SoundRules rules;

  private WavFile(byte[] file, SoundRules rules) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.rules = rules;
  }

  static DecodeResult.Decoded decode(byte[] file, SoundRules rules) throws AudioRefusal {
    return new WavFile(file, rules).decode();
  }

  private DecodeResult.Decoded decode() throws AudioRefusal {
    requireMark(0, "RIFF");
    requireMark(8, "WAVE");
    int formatChunk = formatChunk();
    int frameBytesSaid = bytes.getShort(formatChunk + FRAME_BYTES_OFFSET) & 0xffff;
    ByteArrayInputStream rest = new ByteArrayInputStream(readable(formatChunk));
    AudioInputStream sound = open(rest);
    int offset = file.length - rest.available();
    AudioFormat found = sound.getFormat();

    int channel = rules.channel(found.getChannels());
    SampleRate rate = rules.rate(Math.round((double) found.getSampleRate()));
    SampleForm form = form(found);
    InterleavedSamples samples = new InterleavedSamples(file, offset, form, found.getChannels());
    int frameBytes = samples.frameBytes();
    if (frameBytes != frameBytesSaid || frameBytes != found.getFrameSize()) {
      throw new AudioRefusal(
          AudioFault.MALFORMED,
          "one sample of every channel takes "
              + frameBytes
              + " bytes; the header says "
              + frameBytesSaid);
    }
    long frames = sound.getFrameLength();
    if (frames * frameBytes > rest.available()) {
      throw truncated();
    }
    rules.length(frames, rate);
    return samples.decode(channel, (int) frames, rate);
  }

  private void requireMark(int at, String mark) throws AudioRefusal {
    byte[] expected = mark.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < expected.length; i++) {
      if (at + i >= file.length) {
        throw truncated();
      }
      if (file[at + i] != expected[i]) {
        throw new AudioRefusal(AudioFault.MALFORMED, "a WAVE file starts with RIFF and WAVE");
      }
    }
  }

  /** Where the contents of the format chunk begin; at least its plain part lies in the file. */
  private int formatChunk() throws AudioRefusal {
    long at = RIFF_HEADER_BYTES;
    while (at + CHUNK_HEADER_BYTES <= file.length) {
      int chunk = (int) at + CHUNK_HEADER_BYTES;
      long length = bytes.getInt(chunk - 4) & 0xffffffffL;
      if (isMark(chunk - CHUNK_HEADER_BYTES, "fmt ")) {
        requireWhole(chunk, length);
        return chunk;
      }
      if (isMark(chunk - CHUNK_HEADER_BYTES, "data")) {
        throw new AudioRefusal(AudioFault.MALFORMED, "the format must come before the samples");
      }
      at = chunk + length + (length & 1);
    }
    throw truncated();
  }

  private void requireWhole(int formatChunk, long length) throws AudioRefusal {
    if (length < PLAIN_FORMAT_BYTES) {
      throw new AudioRefusal(AudioFault.MALFORMED, "the format chunk is too short");
    }
    if (length > file.length - formatChunk) {
      throw truncated();
    }
  }

  /** The file as the JDK's readers understand it: G.711 is named in the plain way. */
  private byte[] readable(int formatChunk) {
    int subFormat = formatChunk + SUB_FORMAT_OFFSET;
    if (bytes.getInt(formatChunk - 4) < EXTENSIBLE_FORMAT_BYTES
        || (bytes.getShort(formatChunk) & 0xffff) != EXTENSIBLE
        || !Arrays.equals(
            file, subFormat + 2, subFormat + 16, SUB_FORMAT_TAIL, 0, SUB_FORMAT_TAIL.length)) {
      return file;
    }
    int code = bytes.getShort(subFormat);
    if (code != A_LAW && code != MU_LAW) {
      return file;
    }
    byte[] plain = file.clone();
    plain[formatChunk] = (byte) code;
    plain[formatChunk + 1] = 0;
    return plain;
  }

  private boolean isMark(int at, String mark) {
    for (int i = 0; i < mark.length(); i++) {
      if (file[at + i] != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The first of the JDK's WAVE readers that understands the file. */
  private AudioInputStream open(ByteArrayInputStream readable) throws AudioRefusal {
    for (AudioFileReader reader : READERS) {
      try {
        return reader.getAudioInputStream(readable);
      } catch (UnsupportedAudioFileException e) {
        readable.reset();
      } catch (IOException | RuntimeException e) {
        throw new AudioRefusal(AudioFault.MALFORMED, "the header contradicts itself");
      }
    }
    if (promisedBytes() > file.length) {
      throw truncated();
    }
    throw new AudioRefusal(
        AudioFault.UNSUPPORTED_FORMAT,
        "a WAVE file must hold PCM, IEEE float, A-law or µ-law samples after a whole header");
  }

  /** The length of the file by its own header. */
  private long promisedBytes() {
    return (bytes.getInt(4) & 0xffffffffL) + CHUNK_HEADER_BYTES;
  }

  private static SampleForm form(AudioFormat format) throws AudioRefusal {
    return switch (format.getEncoding() + " " + format.getSampleSizeInBits()) {
      case "PCM_UNSIGNED 8" -> SampleForm.UNSIGNED_8;
      case "PCM_SIGNED 16" -> SampleForm.SIGNED_16;
      case "PCM_SIGNED 24" -> SampleForm.SIGNED_24;
      case "PCM_SIGNED 32" -> SampleForm.SIGNED_32;
      case "PCM_FLOAT 32" -> SampleForm.FLOAT_32;
      case "PCM_FLOAT 64" -> SampleForm.FLOAT_64;
      case "ULAW 8" -> SampleForm.MU_LAW;
      case "ALAW 8" -> SampleForm.A_LAW;
      default ->
          throw new AudioRefusal(
              AudioFault.UNSUPPORTED_FORMAT,
              "PCM must have 8, 16, 24 or 32 bits, float 32 or 64, A-law and µ-law 8; here are "
                  + format.getSampleSizeInBits());
    };
  }

  private static AudioRefusal truncated() {
    return new AudioRefusal(AudioFault.TRUNCATED, "the file ends before the end that it promises");
  }
}
