package io.voxward.session;

import io.voxward.engine.audio.SampleRate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An engine to which every sample is speech; it hears at once, or not at all while it is full. */
final class PlainEngine implements CallEngine {
  boolean full;
  boolean broken;
  int erased;

  @Override
  public Ear newEar(SampleRate rate) {
    return new PlainEar(rate);
  }

  @Override
  public void advance(List<Ear> ears) {
    if (broken) {
      throw new IllegalStateException("broken for a test");
    }
  }

  @Override
  public <T> @Nullable CompletableFuture<T> submit(Callable<T> work) {
    if (full) {
      return null;
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      done.complete(work.call());
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  private final class PlainEar implements Ear {
    private final SampleRate rate;
    private long samples;

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
    public void rest() {}

    @Override
    public void wake() {}

    @Override
    public double netSpeechSeconds() {
      return (double) samples / rate.hertz();
    }

    @Override
    public Heard.@Nullable Voice voice() {
      return null;
    }

    @Override
    public void erase() {
      samples = 0;
      erased++;
    }
  }
}
