package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.voxward.engine.CallVoice;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.VoiceSoFar;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.onnx.InferencePool;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.onnx.InferencePool.Submission;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Calls heard by the voice engine. */
@ApplicationScoped
class EngineEars implements CallEngine {
  private static final String WAITING = "voxward.inference.waiting";

  private final VoiceEngine engine;

  EngineEars(VoiceEngine engine, MeterRegistry meters) {
    this.engine = engine;
    InferencePool pool = engine.pool();
    meters.gauge(
        WAITING, List.of(Tag.of("priority", "live")), pool, full -> full.load().liveWaiting());
    meters.gauge(
        WAITING, List.of(Tag.of("priority", "batch")), pool, full -> full.load().batchWaiting());
    meters.gauge("voxward.inference.refused", pool, full -> full.load().refused());
  }

  @Override
  public Ear newEar(SampleRate rate) {
    return new EngineEar(engine.newCall(rate));
  }

  @Override
  public void advance(List<Ear> ears) {
    List<CallVoice> calls = ears.stream().map(ear -> ((EngineEar) ear).voice).toList();
    engine.listen(calls);
    while (!engine.embedDue(calls).isEmpty()) {
      // Each round embeds one second of each call that has one.
    }
    for (Ear ear : ears) {
      ((EngineEar) ear).finishIfOver(engine);
    }
  }

  @Override
  public <T> @Nullable CompletableFuture<T> submit(Callable<T> work) {
    return switch (engine.pool().submit(Priority.LIVE, work)) {
      case Submission.Accepted<T>(CompletableFuture<T> result) -> result;
      case Submission.Overloaded<T> overloaded -> null;
      case Submission.Closed<T> closed -> null;
    };
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

    void finishIfOver(VoiceEngine engine) {
      if (streamOver) {
        streamOver = false;
        engine.finish(voice);
      }
    }

    @Override
    public void rest() {
      voice.pause();
    }

    @Override
    public void wake() {
      voice.resume();
    }

    @Override
    public double netSpeechSeconds() {
      return voice.netSpeech().seconds();
    }

    @Override
    public Heard.@Nullable Voice voice() {
      return switch (voice.voiceSoFar()) {
        case VoiceSoFar.Known(var embedding, var netSpeech) ->
            new Heard.Voice(embedding, netSpeech);
        case VoiceSoFar.NotYet() -> null;
      };
    }

    @Override
    public void erase() {
      voice.forget();
    }
  }
}
