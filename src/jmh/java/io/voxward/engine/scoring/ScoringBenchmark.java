package io.voxward.engine.scoring;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One comparison: the bare cosine, the whole score, and a cohort of three hundred. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScoringBenchmark {
  private static final NetSpeech ENROLLED = new NetSpeech(30);
  private static final NetSpeech TEST = new NetSpeech(7);

  private final SplittableRandom random = new SplittableRandom(1);
  private final Scorer scorer = Scorer.plain(Calibrations.example());
  private final Embedding enrolled = voice();
  private final Embedding test = voice();
  private final List<Embedding> others = Stream.generate(this::voice).limit(300).toList();
  private final CohortNormalisation cohort =
      new CohortNormalisation(others, CohortNormalisation.NEAREST);

  private Embedding voice() {
    float[] direction = new float[192];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) (random.nextDouble() - 0.5);
    }
    return Embedding.ofDirection(direction, Calibrations.MODEL);
  }

  /** The cosine of two embeddings. */
  @Benchmark
  public double cosine() {
    return enrolled.cosine(test);
  }

  /** Cosine, calibrated ratio and displayed score. */
  @Benchmark
  public Scored score() {
    return scorer.score(enrolled, ENROLLED, test, TEST);
  }

  /** The comparison normalised by a cohort. */
  @Benchmark
  public double cohort() {
    return cohort.compare(enrolled, test);
  }
}
