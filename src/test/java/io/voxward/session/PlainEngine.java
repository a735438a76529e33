package io.voxward.session;

import io.voxward.engine.Attention;
import io.voxward.engine.Due;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An engine to which every sample is speech; it hears at once, or not at all while it is full, or
 * when it is told to while it is slow. Each second of speech is due to be embedded.
 */
final class PlainEngine implements CallEngine {
  private static final Embedding VOICE =
      Embedding.ofDirection(new float[] {1, 0}, new ModelId("plain"));

  boolean full;
  boolean broken;
  boolean brokenEmbedding;

  /** Whether there is no room for what nobody waits for. */
  boolean embedsNothing;

  /** Whether what is handed over waits for {@link #work}. */
  boolean slow;

  /** What happens while the next calls are embedded. */
  @Nullable Runnable meanwhile;

  int erased;
  final List<Priority> priorities = new ArrayList<>();
  final List<Integer> together = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();

  @Override
  public Ear newEar(SampleRate rate) {
    return new PlainEar(rate);
  }

  @Override
  public void listen(List<Ear> ears) {
    if (broken) {
      throw new IllegalStateException("broken for a test");
    }
  }

  @Override
  public void embed(List<Ear> ears) {
    if (brokenEmbedding) {
      throw new IllegalStateException("broken for a test");
    }
    together.add(ears.size());
    Runnable happens = meanwhile;
    meanwhile = null;
    if (happens != null) {
      happens.run();
    }
    ears.forEach(ear -> ((PlainEar) ear).embed());
  }

  @Override
  public <T> @Nullable CompletableFuture<T> submit(Priority priority, Callable<T> work) {
    if (full || (embedsNothing && priority == Priority.WATCH)) {
      return null;
    }
    priorities.add(priority);
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable run =
        () -> {
          try {
            done.complete(work.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        };
    if (slow) {
      waiting.add(run);
    } else {
      run.run();
    }
    return done;
  }

  /** Does what was handed over while it was slow. */
  void work() {
    while (!waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
  }

  @Override
  public int threads() {
    return 2;
  }

  private final class PlainEar implements Ear {
    private final SampleRate rate;
    private Attention attention = Attention.DECIDING;
    private double from = 1;
    private long samples;
    private double embedded;

    PlainEar(SampleRate rate) {
      this.rate = rate;
    }

    @Override
    public void hear(float[] sound) {
      samples += sound.length;
    }

    @Override
    public void finishStream() {}

    @Override
    public void follow(Attention wanted) {
      attention = wanted;
    }

    @Override
    public void wantFrom(double seconds) {
      from = seconds;
    }

    @Override
    public void look(int seconds) {}

    @Override
    public Due due() {
      boolean waits = attention != Attention.RESTING && whole() > embedded && whole() >= from;
      return !waits ? Due.NOTHING : attention == Attention.DECIDING ? Due.NOW : Due.SOON;
    }

    @Override
    public double dueSeconds() {
      return whole();
    }

    private double whole() {
      return Math.floor(netSpeechSeconds());
    }

    void embed() {
      embedded = whole();
    }

    @Override
    public double netSpeechSeconds() {
      return (double) samples / rate.hertz();
    }

    @Override
    public Heard.@Nullable Voice voice() {
      return embedded == 0 ? null : new Heard.Voice(VOICE, new NetSpeech(embedded));
    }

    @Override
    public Heard.@Nullable Look lookedAt() {
      return null;
    }

    @Override
    public void erase() {
      samples = 0;
      embedded = 0;
      erased++;
    }
  }
}
