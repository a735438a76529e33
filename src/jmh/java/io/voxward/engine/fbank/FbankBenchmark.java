package io.voxward.engine.fbank;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The filter bank of one second of sound: fast, as a stream of 20 ms pieces, and plain. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FbankBenchmark {
  private final Fbank fbank = new Fbank(FbankOptions.CAMPPLUS);
  private final float[] second = new float[16_000];
  private final float[] piece = new float[320];

  /** Fills the second with noise. */
  public FbankBenchmark() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < second.length; i++) {
      second[i] = (float) (random.nextDouble() - 0.5);
    }
    System.arraycopy(second, 0, piece, 0, piece.length);
  }

  /** The product's. */
  @Benchmark
  public FeatureMatrix fast() {
    return fbank.compute(second);
  }

  /** The product's, in pieces. */
  @Benchmark
  public int stream() {
    FbankStream stream = new FbankStream(fbank);
    int frames = 0;
    for (int i = 0; i < 50; i++) {
      frames += stream.accept(piece).frames();
    }
    return frames;
  }

  /** The oracle's. */
  @Benchmark
  public FeatureMatrix plain() {
    return PlainFbank.compute(FbankOptions.CAMPPLUS, second);
  }
}
