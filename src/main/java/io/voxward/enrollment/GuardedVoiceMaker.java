package io.voxward.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Failure;
import io.voxward.common.Failure.Reason;
import io.voxward.common.FailureException;
import io.voxward.engine.Extraction;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.VoiceModel;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.onnx.InferencePool.Answer;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.quality.GuardOptions;
import io.voxward.engine.quality.GuardVerdict;
import io.voxward.engine.quality.Refusal;
import io.voxward.engine.quality.Refusal.TimeSpan;
import io.voxward.engine.quality.SeparatingGuard;
import io.voxward.engine.quality.SeparatingGuard.Judged;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.engine.quality.SignalQuality;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.watchlist.Probe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes voices past the engine's guard, behind the calls that somebody waits for. */
@ApplicationScoped
public class GuardedVoiceMaker implements VoiceMaker {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final VoiceEngine engine;
  private final SeparatingGuard guard;
  private final MeterRegistry meters;

  /** Guards with {@code engine}. */
  public GuardedVoiceMaker(VoiceEngine engine, MeterRegistry meters) {
    this.engine = engine;
    this.guard = new SeparatingGuard(engine);
    this.meters = meters;
  }

  @Override
  public Made make(List<PcmAudio> recordings, double neededSeconds, SeveralVoices allowed) {
    GuardOptions options = GuardOptions.DEFAULT.withNeeded(new NetSpeech(neededSeconds));
    return switch (engine
        .pool()
        .ask(Priority.BATCH, () -> guard.judge(recordings, options, allowed))) {
      case Answer.Done<Judged>(Judged judged) -> made(judged, allowed);
      case Answer.Overloaded<Judged> _ -> new Made.Overloaded();
      case Answer.Closed<Judged> _ -> new Made.Overloaded();
    };
  }

  private Made made(Judged judged, SeveralVoices allowed) {
    if (allowed.areAllowed()) {
      boolean fit = judged.verdict() instanceof GuardVerdict.Fit;
      meters
          .counter(
              "voxward.enrollments.separations",
              "voices",
              judged.voices().size() > SeveralVoices.HIGHEST
                  ? "more"
                  : Integer.toString(judged.voices().size()),
              "outcome",
              fit ? "fit" : "refused")
          .increment();
    }
    return switch (judged.verdict()) {
      case GuardVerdict.Fit fit ->
          new Made.Voice(
              fit.voice(),
              fit.speech(),
              quality(fit.signal()),
              allowed.areAllowed() ? new Separated(judged.voices(), judged.used()) : null);
      case GuardVerdict.Unfit unfit ->
          new Made.Refused(unfit.refusals().stream().map(GuardedVoiceMaker::reason).toList());
    };
  }

  @Override
  public Optional<Probe> byPrevious(List<PcmAudio> recordings) {
    return engine.previous().flatMap(model -> probe(model, recordings));
  }

  private Optional<Probe> probe(VoiceModel model, List<PcmAudio> recordings) {
    Answer<Extraction> answer =
        engine
            .pool()
            .ask(
                Priority.BATCH,
                () -> model.extract(recordings.stream().map(engine::analyse).toList()));
    return switch (answer) {
      case Answer.Done<Extraction>(Extraction.Voice(var embedding, var speech)) ->
          Optional.of(new Probe(embedding, speech));
      case Answer.Done<Extraction> _ -> Optional.empty();
      case Answer.Overloaded<Extraction> _ -> throw overloaded();
      case Answer.Closed<Extraction> _ -> throw overloaded();
    };
  }

  private static FailureException overloaded() {
    return new FailureException(new Failure.Overloaded("recognition", RETRY));
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
