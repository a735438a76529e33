package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.voxward.engine.Attention;
import io.voxward.engine.CallVoice;
import io.voxward.engine.Due;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.VoiceSoFar;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.onnx.InferencePool;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.onnx.InferencePool.Submission;
import io.voxward.engine.vad.NetSpeech;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Calls heard by the voice engine. */
@ApplicationScoped
class EngineEars implements CallEngine {
  private static final String WAITING = "voxward.inference.waiting";

  private final VoiceEngine engine;

  EngineEars(VoiceEngine engine, MeterRegistry meters) {
    this.engine = engine;
    InferencePool pool = engine.pool();
    waiting(meters, pool, "hearing", InferencePool.Load::hearingWaiting);
    waiting(meters, pool, "live", InferencePool.Load::liveWaiting);
    waiting(meters, pool, "watch", InferencePool.Load::watchWaiting);
    waiting(meters, pool, "batch", InferencePool.Load::batchWaiting);
    meters.gauge("voxward.inference.refused", pool, full -> full.load().refused());
  }

  private static void waiting(
      MeterRegistry meters,
      InferencePool pool,
      String priority,
      ToIntFunction<InferencePool.Load> count) {
    meters.gauge(
        WAITING,
        List.of(Tag.of("priority", priority)),
        pool,
        full -> count.applyAsInt(full.load()));
  }

  @Override
  public Ear newEar(SampleRate rate) {
    return new EngineEar(engine.newCall(rate));
  }

  @Override
  public void listen(List<Ear> ears) {
    engine.listen(voices(ears));
    for (Ear ear : ears) {
      ((EngineEar) ear).finishIfOver();
    }
  }

  @Override
  public void embed(List<Ear> ears) {
    List<CallVoice> _ = engine.embedDue(voices(ears));
  }

  private static List<CallVoice> voices(List<Ear> ears) {
    return ears.stream().map(ear -> ((EngineEar) ear).voice).toList();
  }

  @Override
  public <T> @Nullable CompletableFuture<T> submit(Priority priority, Callable<T> work) {
    return switch (engine.pool().submit(priority, work)) {
      case Submission.Accepted<T>(CompletableFuture<T> result) -> result;
      case Submission.Overloaded<T> overloaded -> null;
      case Submission.Closed<T> closed -> null;
    };
  }

  @Override
  public int threads() {
    return engine.pool().load().threads();
  }

  private static final class EngineEar implements Ear {
    private final CallVoice voice;
    private boolean streamOver;

    EngineEar(CallVoice voice) {
      this.voice = voice;
    }

    @Override
    public void hear(float[] samples) {
      if (voice.hear(samples) == CallVoice.Hearing.OVERFLOWING) {
        throw new IllegalStateException("the engine's inbox is smaller than one batch of a call");
      }
    }

    @Override
    public void finishStream() {
      streamOver = true;
    }

    void finishIfOver() {
      if (streamOver) {
        streamOver = false;
        voice.finishStream();
      }
    }

    @Override
    public void follow(Attention attention) {
      voice.follow(attention);
    }

    @Override
    public void wantFrom(double seconds) {
      voice.wantFrom(seconds);
    }

    @Override
    public void look(int seconds) {
      voice.look(seconds);
    }

    @Override
    public Due due() {
      return voice.due();
    }

    @Override
    public double dueSeconds() {
      return voice.dueSeconds();
    }

    @Override
    public double netSpeechSeconds() {
      return voice.netSpeech().seconds();
    }

    @Override
    public Heard.@Nullable Voice voice() {
      return heard(voice.voiceSoFar());
    }

    private static Heard.@Nullable Voice heard(VoiceSoFar soFar) {
      return switch (soFar) {
        case VoiceSoFar.Known(var embedding, var netSpeech) ->
            new Heard.Voice(embedding, netSpeech);
        case VoiceSoFar.NotYet() -> null;
      };
    }

    @Override
    public void followByPrevious() {
      voice.followByPrevious();
    }

    @Override
    public Heard.@Nullable Voice voiceByPrevious() {
      return heard(voice.voiceByPrevious());
    }

    @Override
    public Heard.@Nullable Look lookedAt() {
      return voice
          .lookedAt()
          .map(chunk ->
              new Heard.Look(
                  new Heard.Voice(chunk.embedding(), new NetSpeech(chunk.speechSeconds())),
                  chunk.fromSeconds(),
                  chunk.toSeconds()))
          .orElse(null);
    }

    @Override
    public void erase() {
      voice.forget();
    }
  }
}
