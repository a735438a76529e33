package io.voxward.evaluation;

import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.engine.Extraction;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.onnx.InferencePool.Answer;
import io.voxward.engine.onnx.InferencePool.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

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
   * The voice in the recording, or how little speech there was.
   *
   * @throws FailureException {@link Failure.Overloaded} if the node is full
   */
  Extraction hear(PcmAudio recording) {
    return switch (engine.pool().ask(Priority.BATCH, () -> engine.extract(recording))) {
      case Answer.Done<Extraction>(Extraction heard) -> heard;
      case Answer.Overloaded<Extraction> _ -> throw overloaded();
      case Answer.Closed<Extraction> _ -> throw overloaded();
    };
  }

  private static FailureException overloaded() {
    return new FailureException(new Failure.Overloaded("recognition", RETRY));
  }
}
