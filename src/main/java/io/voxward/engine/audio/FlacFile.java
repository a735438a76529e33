package io.voxward.engine.audio;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jflac.FLACDecoder;
import org.jflac.FrameListener;
import org.jflac.frame.Frame;
import org.jflac.metadata.Metadata;
import org.jflac.metadata.StreamInfo;

/**
 * FLAC files, decoded by jFLAC. Around it stand the checks that it leaves out: of all metadata only
 * the stream information reaches it (a comment block may promise two thousand million entries), a
 * bad checksum ends the file instead of becoming silence, and it is never asked for a frame beyond
 * the promised end, where it can loop without reading.
 */
final class FlacFile {
  private static final byte[] MARK = "fLaC".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK_HEADER_BYTES = 4;
  private static final int STREAM_INFORMATION_BYTES = 34;
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
    try {
      return new FlacFile(file, rules).decode();
    } catch (EOFException e) {
      throw truncated();
    } catch (IOException | RuntimeException e) {
      throw malformed("a frame cannot be decoded");
    }
  }

  private DecodeResult.Decoded decode() throws AudioRefusal, IOException {
    FLACDecoder decoder = new FLACDecoder(withoutMetadata());
    decoder.addFrameListener(new FirstErrorEnds());
    StreamInfo stream = decoder.readStreamInfo();
    int channel = rules.channel(stream.getChannels());
    SampleRate rate = rules.rate(stream.getSampleRate());
    int bits = stream.getBitsPerSample();
    if (bits < FEWEST_BITS || bits > MOST_BITS) {
      throw new AudioRefusal(
          AudioFault.UNSUPPORTED_FORMAT,
          "FLAC must have " + FEWEST_BITS + " to " + MOST_BITS + " bits; here are " + bits);
    }
    long promised = stream.getTotalSamples();
    if (promised > 0) {
      rules.length(promised, rate);
    }
    List<float[]> blocks = new ArrayList<>();
    long samples = 0;
    while (promised == 0 || samples < promised) {
      Frame frame = decoder.readNextFrame();
      if (frame == null) {
        break;
      }
      requireSame(frame, stream);
      samples += frame.header.blockSize;
      rules.length(samples, rate);
      blocks.add(
          samples(decoder.getChannelData()[channel].getOutput(), frame.header.blockSize, bits));
    }
    rules.length(samples, rate);
    if (samples < promised) {
      throw truncated();
    }
    if (promised > 0 && samples > promised) {
      throw malformed("it holds more samples than it promises");
    }
    AudioFacts facts = new AudioFacts("FLAC", bits, rate, stream.getChannels(), channel, 0);
    return new DecodeResult.Decoded(new PcmAudio(join(blocks, (int) samples), rate), facts);
  }

  private SequenceInputStream withoutMetadata() throws AudioRefusal {
    int firstBlock = MARK.length + BLOCK_HEADER_BYTES + STREAM_INFORMATION_BYTES;
    for (int i = 0; i < MARK.length && i < file.length; i++) {
      if (file[i] != MARK[i]) {
        throw malformed("a FLAC file starts with fLaC");
      }
    }
    if (file.length < firstBlock) {
      throw truncated();
    }
    if ((file[MARK.length] & ~LAST_BLOCK) != 0 || length(MARK.length) != STREAM_INFORMATION_BYTES) {
      throw malformed("the first block must be the stream information");
    }
    byte[] head = new byte[firstBlock];
    System.arraycopy(file, 0, head, 0, firstBlock);
    head[MARK.length] |= (byte) LAST_BLOCK;
    int frames = endOfMetadata();
    return new SequenceInputStream(
        new ByteArrayInputStream(head),
        new ByteArrayInputStream(file, frames, file.length - frames));
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

  private static void requireSame(Frame frame, StreamInfo stream) throws AudioRefusal {
    if (frame.header.channels != stream.getChannels()
        || frame.header.sampleRate != stream.getSampleRate()
        || frame.header.bitsPerSample != stream.getBitsPerSample()) {
      throw malformed("a frame differs from the stream in rate, width or channels");
    }
  }

  private static float[] samples(int[] values, int count, int bits) {
    float[] samples = new float[count];
    float fullScale = 1 << (bits - 1);
    for (int i = 0; i < count; i++) {
      samples[i] = values[i] / fullScale;
    }
    return samples;
  }

  private static float[] join(List<float[]> blocks, int samples) {
    float[] whole = new float[samples];
    int at = 0;
    for (float[] block : blocks) {
      System.arraycopy(block, 0, whole, at, block.length);
      at += block.length;
    }
    return whole;
  }

  private static AudioRefusal truncated() {
    return new AudioRefusal(AudioFault.TRUNCATED, "the file ends before the end that it promises");
  }

  private static AudioRefusal malformed(String detail) {
    return new AudioRefusal(AudioFault.MALFORMED, detail);
  }

  /** jFLAC goes on after an error; we do not. */
  private static final class FirstErrorEnds implements FrameListener {
    @Override
    public void processMetadata(Metadata metadata) {}

    @Override
    public void processFrame(Frame frame) {}

    @Override
    public void processError(String message) {
      throw new IllegalStateException(message);
    }
  }
}
