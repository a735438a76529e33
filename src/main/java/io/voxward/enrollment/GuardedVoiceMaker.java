package io.voxward.enrollment;

import io.voxward.common.Failure.Reason;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.onnx.InferencePool.Answer;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.quality.EnrollmentGuard;
import io.voxward.engine.quality.GuardOptions;
import io.voxward.engine.quality.GuardVerdict;
import io.voxward.engine.quality.Refusal;
import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.quality.SignalQuality;
import io.voxward.engine.vad.NetSpeech;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes voices past the engine's guard, behind the calls that somebody waits for. */
@ApplicationScoped
public class GuardedVoiceMaker implements VoiceMaker {
  private final VoiceEngine engine;
  private final EnrollmentGuard guard;

  /** Guards with {@code engine}. */
  public GuardedVoiceMaker(VoiceEngine engine) {
    this.engine = engine;
    this.guard = new EnrollmentGuard(engine);
  }

  @Override
  public Made make(List<PcmAudio> recordings, double neededSeconds) {
    GuardOptions options = GuardOptions.DEFAULT.withNeeded(new NetSpeech(neededSeconds));
    return switch (engine.pool().ask(Priority.BATCH, () -> guard.judge(recordings, options))) {
      case Answer.Done<GuardVerdict>(GuardVerdict.Fit fit) ->
          new Made.Voice(fit.voice(), fit.speech(), quality(fit.signal()));
      case Answer.Done<GuardVerdict>(GuardVerdict.Unfit unfit) ->
          new Made.Refused(unfit.refusals().stream().map(GuardedVoiceMaker::reason).toList());
      case Answer.Overloaded<GuardVerdict> _ -> new Made.Overloaded();
      case Answer.Closed<GuardVerdict> _ -> new Made.Overloaded();
    };
  }

  private static Quality quality(SignalQuality signal) {
    return new Quality(signal.snrDecibels(), signal.clippingShare(), signal.bandwidthHertz());
  }

  private static Reason reason(Refusal refusal) {
    String times =
        refusal.code() == Refusal.Code.MULTIPLE_SPEAKERS
            ? refusal.times().stream().map(GuardedVoiceMaker::span).collect(Collectors.joining())
            : "";
    return new Reason(refusal.code().name(), refusal.detail() + times);
  }

  private static String span(TimeSpan time) {
    return String.format(
        Locale.ROOT, "; another voice from %.1f s to %.1f s", time.fromSeconds(), time.toSeconds());
  }
}
