package io.voxward.evaluation;

import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.engine.Extraction;
import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.onnx.InferencePool.Answer;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.session.Heard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears the voice in a recording, behind the calls that go on. */
@ApplicationScoped
public class RecordingEars {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final VoiceEngine engine;

  /** Hears with {@code engine}. */
  public RecordingEars(VoiceEngine engine) {
    this.engine = engine;
  }

  /**
   * What was heard in a recording.
   *
   * @param byPrevious the same by the model before, where that was asked for and there is one
   */
  record Ears(Extraction byCurrent, Optional<Extraction> byPrevious) {
    /** The same as of a call that is over. */
    Heard heard() {
      return new Heard(
          byCurrent.netSpeech().seconds(),
          voice(byCurrent),
          byPrevious.map(Ears::voice).orElse(null),
          null,
          null);
    }

    private static Heard.@Nullable Voice voice(Extraction extraction) {
      return extraction instanceof Extraction.Voice(var embedding, var speech)
          ? new Heard.Voice(embedding, speech)
          : null;
    }
  }

  /**
   * The voice in the recording, or how little speech there was.
   *
   * @param byPrevious whether the voice by the model before is needed, too
   * @throws FailureException {@link Failure.Overloaded} if the node is full
   */
  Ears hear(PcmAudio recording, boolean byPrevious) {
    return switch (engine.pool().ask(Priority.BATCH, () -> extract(recording, byPrevious))) {
      case Answer.Done<Ears>(Ears heard) -> heard;
      case Answer.Overloaded<Ears> _ -> throw overloaded();
      case Answer.Closed<Ears> _ -> throw overloaded();
    };
  }

  private Ears extract(PcmAudio recording, boolean byPrevious) {
    List<SpeechAnalysis> analysed = List.of(engine.analyse(recording));
    return new Ears(
        engine.extract(analysed),
        engine.previous().filter(_ -> byPrevious).map(model -> model.extract(analysed)));
  }

  private static FailureException overloaded() {
    return new FailureException(new Failure.Overloaded("recognition", RETRY));
  }
}
