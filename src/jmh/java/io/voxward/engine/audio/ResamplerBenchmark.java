package io.voxward.engine.audio;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One second of sound to another rate: whole, as a stream of 20 ms pieces, and plain. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResamplerBenchmark {
  /** From and to, in hertz; with the gentle filter where it says so. */
  @Param({
    "8000-16000-gentle",
    "8000-16000",
    "16000-8000",
    "11025-16000-gentle",
    "44100-16000",
    "48000-16000"
  })
  public String rates = "";

  private Resampler resampler = Resampler.between(SampleRate.TELEPHONE, SampleRate.WIDEBAND);
  private float[] second = new float[0];
  private float[][] pieces = new float[0][];

  /** Makes the second of noise and its pieces. */
  @Setup
  public void prepare() {
    String[] both = rates.split("-", -1);
    SampleRate from = new SampleRate(Integer.parseInt(both[0]));
    SampleRate to = new SampleRate(Integer.parseInt(both[1]));
    resampler = both.length > 2 ? Resampler.gentle(from, to) : Resampler.between(from, to);
    SplittableRandom random = new SplittableRandom(1);
    second = new float[from.hertz()];
    for (int i = 0; i < second.length; i++) {
      second[i] = (float) (random.nextDouble() - 0.5);
    }
    int piece = from.hertz() / 50;
    pieces = new float[50][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = Arrays.copyOfRange(second, i * piece, (i + 1) * piece);
    }
  }

  /** The product's. */
  @Benchmark
  public PcmAudio fast() {
    return resampler.apply(new PcmAudio(second, resampler.from()));
  }

  /** The product's, in pieces. */
  @Benchmark
  public int stream() {
    ResamplerStream stream = resampler.stream();
    int samples = 0;
    for (float[] piece : pieces) {
      samples += stream.accept(piece).length;
    }
    return samples + stream.finish().length;
  }

  /** The oracle's. */
  @Benchmark
  public float[] plain() {
    return PlainResampler.apply(resampler, second);
  }
}
