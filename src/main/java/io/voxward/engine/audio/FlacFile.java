package io.voxward.engine.audio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * FLAC files (RFC 9639) of 8 to 24 bits: metadata is passed over by its lengths and never kept,
 * every frame is read and checked, and where the file carries the MD5 sum of its samples, that too.
 *
 * <p>Our own reader, since the one library that can be had writes a line to standard output for
 * some frames, loops without end on others and turns broken frames into silence (docs/decisions);
 * it is the oracle of the tests.
 */
final class FlacFile {
  private static final byte[] MARK = "fLaC".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK_HEADER_BYTES = 4;
  private static final int LAST_BLOCK = 0x80;
  private static final int FEWEST_BITS = 8;
  private static final int MOST_BITS = 24;

  private final byte[] file;
  private final SoundRules rules;

  private FlacFile(byte[] file, SoundRules rules) {
    this.file = file;
    this.rules = rules;
  }

  static DecodeResult.Decoded decode(byte[] file, SoundRules rules) throws AudioRefusal {
    return new FlacFile(file, rules).decode();
  }

  private DecodeResult.Decoded decode() throws AudioRefusal {
    FlacStream stream = stream();
    int channel = rules.channel(stream.channels());
    SampleRate rate = rules.rate(stream.hertz());
    if (stream.bits() < FEWEST_BITS || stream.bits() > MOST_BITS) {
      throw new AudioRefusal(
          AudioFault.UNSUPPORTED_FORMAT,
          "FLAC must have "
              + FEWEST_BITS
              + " to "
              + MOST_BITS
              + " bits; here are "
              + stream.bits());
    }
    if (stream.samples() > 0) {
      rules.length(stream.samples(), rate);
    }
    float[] samples = frames(new FlacFrame(file, endOfMetadata(), stream), stream, channel, rate);
    AudioFacts facts = new AudioFacts("FLAC", stream.bits(), rate, stream.channels(), channel, 0);
    return new DecodeResult.Decoded(new PcmAudio(samples, rate), facts);
  }

  private FlacStream stream() throws AudioRefusal {
    for (int i = 0; i < MARK.length && i < file.length; i++) {
      if (file[i] != MARK[i]) {
        throw malformed("a FLAC file starts with fLaC");
      }
    }
    int block = MARK.length + BLOCK_HEADER_BYTES;
    if (file.length < block + FlacStream.BYTES) {
      throw truncated();
    }
    if ((file[MARK.length] & 0xff & ~LAST_BLOCK) != 0 || length(MARK.length) != FlacStream.BYTES) {
      throw malformed("the first block must be the stream information");
    }
    return FlacStream.read(file, block);
  }

  private int endOfMetadata() throws AudioRefusal {
    int at = MARK.length;
    boolean last = false;
    while (!last) {
      if (at > file.length - BLOCK_HEADER_BYTES) {
        throw truncated();
      }
      last = (file[at] & LAST_BLOCK) != 0;
      int length = length(at);
      at += BLOCK_HEADER_BYTES;
      if (length > file.length - at) {
        throw truncated();
      }
      at += length;
    }
    return at;
  }

  private int length(int block) {
    return (file[block + 1] & 0xff) << 16
        | (file[block + 2] & 0xff) << 8
        | (file[block + 3] & 0xff);
  }

  private float[] frames(FlacFrame frame, FlacStream stream, int channel, SampleRate rate)
      throws AudioRefusal {
    long promised = stream.samples();
    List<float[]> blocks = new ArrayList<>();
    Digest digest = new Digest(stream);
    long samples = 0;
    while (promised == 0 ? !frame.atEnd() : samples < promised) {
      frame.read();
      samples += frame.length();
      rules.length(samples, rate);
      digest.add(frame);
      blocks.add(scaled(frame.samples(channel), frame.length(), stream.bits()));
    }
    rules.length(samples, rate);
    if (promised > 0 && samples > promised) {
      throw malformed("it holds more samples than it promises");
    }
    digest.check();
    return joined(blocks, (int) samples);
  }

  private static float[] scaled(int[] values, int count, int bits) {
    float[] samples = new float[count];
    float fullScale = 1 << (bits - 1);
    for (int i = 0; i < count; i++) {
      samples[i] = values[i] / fullScale;
    }
    return samples;
  }

  private static float[] joined(List<float[]> blocks, int samples) {
    float[] whole = new float[samples];
    int at = 0;
    for (float[] block : blocks) {
      System.arraycopy(block, 0, whole, at, block.length);
      at += block.length;
    }
    return whole;
  }

  static AudioRefusal truncated() {
    return new AudioRefusal(AudioFault.TRUNCATED, "the file ends before the end that it promises");
  }

  static AudioRefusal malformed(String detail) {
    return new AudioRefusal(AudioFault.MALFORMED, detail);
  }

  /** The MD5 sum of the samples of all channels, as the encoder made it. */
  private static final class Digest {
    private final FlacStream stream;
    private final MessageDigest digest;

    private Digest(FlacStream stream) {
      this.stream = stream;
      try {
        this.digest = MessageDigest.getInstance("MD5");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has MD5", e);
      }
    }

    private void add(FlacFrame frame) {
      if (stream.digest().isEmpty()) {
        return;
      }
      int width = (stream.bits() + 7) / 8;
      byte[] bytes = new byte[frame.length() * stream.channels() * width];
      int at = 0;
      for (int i = 0; i < frame.length(); i++) {
        for (int channel = 0; channel < stream.channels(); channel++) {
          int sample = frame.samples(channel)[i];
          for (int b = 0; b < width; b++) {
            bytes[at++] = (byte) (sample >> (8 * b));
          }
        }
      }
      digest.update(bytes);
    }

    private void check() throws AudioRefusal {
      if (!stream.digest().isEmpty()
          && !stream.digest().equals(HexFormat.of().formatHex(digest.digest()))) {
        throw malformed("the checksum of all samples is wrong");
      }
    }
  }
}
