package io.voxward.lab.verify;

import io.voxward.engine.CallVoice;
import io.voxward.engine.Extraction;
import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.VoiceSoFar;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.quality.EnrolledSpeech;
import io.voxward.engine.quality.EnrollmentGuard;
import io.voxward.engine.quality.GuardOptions;
import io.voxward.engine.quality.GuardVerdict;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.engine.vad.SpeechSegments;
import io.voxward.engine.vad.SpeechSegments.Segment;
import io.voxward.lab.RecordingFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine as measuring needs it: each length scored as a recording, or as a live call. */
public final class EngineVoices implements Voices {
  private static final int CALL_FRAMES_PER_SECOND = 50;

  private final VoiceEngine engine;
  private final Mode mode;
  private final Optional<GuardOptions> guard;

  /** How speech is scored. */
  public enum Mode {
    /** Each length embedded as a recording of that length would be. */
    WHOLE,
    /** The recording streamed in 20 ms frames, scored as its call would be at each length. */
    CALL
  }

  /**
   * Listens with an engine.
   *
   * @param guard what enrolments must pass; empty to enrol whatever has a second of speech
   */
  public EngineVoices(VoiceEngine engine, Mode mode, Optional<GuardOptions> guard) {
    this.engine = engine;
    this.mode = mode;
    this.guard = guard;
  }

  @Override
  public ModelId model() {
    return engine.card().id();
  }

  @Override
  public PcmAudio read(Path file) {
    return RecordingFile.read(file);
  }

  @Override
  public PcmAudio speechOf(PcmAudio audio) {
    return engine.analyse(audio).speech();
  }

  @Override
  public Optional<Heard> enroll(List<PcmAudio> recordings) {
    List<SpeechAnalysis> analysed = recordings.stream().map(engine::analyse).toList();
    if (guard.isPresent()) {
      return switch (new EnrollmentGuard(engine).judgeAnalysed(analysed, guard.get())) {
        case GuardVerdict.Fit(var voice, var speech, var signal, var figures) ->
            Optional.of(new Heard(voice, speech));
        case GuardVerdict.Unfit(var refusals, var figures) -> Optional.empty();
      };
    }
    NetSpeech speech =
        analysed.stream().map(SpeechAnalysis::netSpeech).reduce(NetSpeech.NONE, NetSpeech::plus);
    return new EnrolledSpeech(engine).voice(analysed).map(voice -> new Heard(voice, speech));
  }

  @Override
  public List<Optional<Heard>> hear(PcmAudio audio, List<SpeechLength> lengths) {
    return switch (mode) {
      case WHOLE -> hearRecording(engine.analyse(audio), lengths);
      case CALL -> hearCall(audio, lengths);
    };
  }

  private List<Optional<Heard>> hearRecording(
      SpeechAnalysis recording, List<SpeechLength> lengths) {
    Map<Double, Optional<Heard>> known = new HashMap<>();
    List<Optional<Heard>> heard = new ArrayList<>();
    for (SpeechLength length : lengths) {
      SpeechAnalysis start = start(recording, length);
      heard.add(
          known.computeIfAbsent(
              start.netSpeech().seconds(), seconds -> voice(engine.extract(List.of(start)))));
    }
    return heard;
  }

  private static Optional<Heard> voice(Extraction extraction) {
    return switch (extraction) {
      case Extraction.Voice(var embedding, var speech) -> Optional.of(new Heard(embedding, speech));
      case Extraction.TooLittleSpeech(var speech, var needed) -> Optional.empty();
    };
  }

  /** The recording up to where its speech has the length. */
  private static SpeechAnalysis start(SpeechAnalysis recording, SpeechLength length) {
    if (recording.netSpeech().seconds() <= length.seconds()) {
      return recording;
    }
    int left = (int) Math.round(length.seconds() * recording.audio().rate().hertz());
    List<Segment> segments = new ArrayList<>();
    for (Segment segment : recording.segments().segments()) {
      int taken = Math.min(left, segment.length());
      if (taken > 0) {
        segments.add(new Segment(segment.from(), segment.from() + taken));
      }
      left -= taken;
    }
    return new SpeechAnalysis(
        recording.audio(),
        recording.band(),
        new SpeechSegments(recording.audio().rate(), segments));
  }

  private List<Optional<Heard>> hearCall(PcmAudio audio, List<SpeechLength> lengths) {
    Map<SpeechLength, Heard> reached = new HashMap<>();
    try (CallVoice call = engine.newCall(audio.rate())) {
      int frame = audio.rate().hertz() / CALL_FRAMES_PER_SECOND;
      for (int from = 0; from < audio.length(); from += frame) {
        call.hear(audio.slice(from, Math.min(audio.length(), from + frame)).samples());
        engine.listen(List.of(call));
        while (!engine.embedDue(List.of(call)).isEmpty()) {
          note(call, lengths, reached);
        }
      }
      engine.finish(call);
      note(call, lengths, reached);
      Optional<Heard> last = known(call);
      return lengths.stream()
          .map(length -> Optional.ofNullable(reached.get(length)).or(() -> last))
          .toList();
    }
  }

  private static void note(
      CallVoice call, List<SpeechLength> lengths, Map<SpeechLength, Heard> reached) {
    known(call)
        .ifPresent(heard ->
            lengths.stream()
                .filter(length -> heard.speech().seconds() >= length.seconds())
                .forEach(length -> reached.putIfAbsent(length, heard)));
  }

  private static Optional<Heard> known(CallVoice call) {
    return switch (call.voiceSoFar()) {
      case VoiceSoFar.NotYet() -> Optional.empty();
      case VoiceSoFar.Known(var embedding, var speech) -> Optional.of(new Heard(embedding, speech));
    };
  }
}
