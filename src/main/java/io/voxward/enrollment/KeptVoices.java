package io.voxward.enrollment;

import io.voxward.engine.Extraction;
import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.onnx.InferencePool.Answer;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.voiceprint.ModelChanges.BothVoices;
import io.voxward.voiceprint.ModelChanges.Made;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Makes voices of kept recordings by both models at once, behind the calls that go on. */
@ApplicationScoped
public class KeptVoices {
  private final VoiceEngine engine;

  /** Makes them with {@code engine}. */
  public KeptVoices(VoiceEngine engine) {
    this.engine = engine;
  }

  /** What came of it. */
  sealed interface Heard {
    /** The voice by both models. */
    record Voices(BothVoices voices) implements Heard {}

    /** Too little speech for a voice, or there is one model only. */
    record Nothing() implements Heard {}

    /** The node is full. */
    record Overloaded() implements Heard {}
  }

  /** The voice in some recordings of one person. */
  Heard hear(List<PcmAudio> recordings) {
    return switch (engine.pool().ask(Priority.BATCH, () -> voices(recordings))) {
      case Answer.Done<Optional<BothVoices>>(var voices) ->
          voices.isPresent() ? new Heard.Voices(voices.get()) : new Heard.Nothing();
      case Answer.Overloaded<Optional<BothVoices>> _ -> new Heard.Overloaded();
      case Answer.Closed<Optional<BothVoices>> _ -> new Heard.Overloaded();
    };
  }

  private Optional<BothVoices> voices(List<PcmAudio> recordings) {
    List<SpeechAnalysis> analysed = recordings.stream().map(engine::analyse).toList();
    return made(engine.extract(analysed))
        .flatMap(current ->
            engine
                .previous()
                .flatMap(model -> made(model.extract(analysed)))
                .map(previous -> new BothVoices(current, previous)));
  }

  private static Optional<Made> made(Extraction extraction) {
    return extraction instanceof Extraction.Voice(var embedding, var speech)
        ? Optional.of(new Made(embedding, speech))
        : Optional.empty();
  }
}
