package io.voxward.engine.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jflac.FLACDecoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding: 2500 samples of FLAC (0.31 s at 8 kHz), one second of WAVE and of live µ-law. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecoderBenchmark {
  private final byte[] flac = Corpus.flac("mono-8000-16");
  private final byte[] wav = Corpus.wav("s16", 8000, 1, 8000, false);
  private final byte[] piece = new byte[160];

  /** Our own reader. */
  @Benchmark
  public DecodeResult flac() {
    return AudioDecoder.decode(
        flac, new AudioKind.Flac(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);
  }

  /** The library's. */
  @Benchmark
  public int flacByTheLibrary() throws IOException {
    FLACDecoder decoder = new FLACDecoder(new ByteArrayInputStream(flac));
    decoder.readMetadata();
    int samples = 0;
    while (samples < Corpus.LENGTH) {
      samples += decoder.readNextFrame().header.blockSize;
    }
    return samples;
  }

  /** The JDK's reader, wrapped. */
  @Benchmark
  public DecodeResult wav() {
    return AudioDecoder.decode(
        wav, new AudioKind.Wav(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);
  }

  /** Pieces of 20 ms. */
  @Benchmark
  public int liveMuLaw() {
    LiveDecoder decoder = new LiveDecoder(Encoding.PCMU, 1, 0);
    int samples = 0;
    for (int i = 0; i < 50; i++) {
      samples += decoder.accept(ByteBuffer.wrap(piece)).length;
    }
    return samples;
  }
}
