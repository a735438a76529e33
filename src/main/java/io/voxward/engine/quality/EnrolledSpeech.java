package io.voxward.engine.quality;

import io.voxward.engine.Extraction;
import io.voxward.engine.SpeechAnalysis;
import io.voxward.engine.VoiceChunk;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How speech to be enrolled becomes a voice: each recording in equal stretches of about two
 * seconds, and their middle. The stretches show whether one person speaks, and their middle is a
 * better enrolment than one embedding of each recording (docs/accuracy.md).
 */
public final class EnrolledSpeech {
  /** How long a stretch is, about, in seconds. */
  static final double STRETCH_SECONDS = 2;

  /** Cuts a little off each stretch, so that the last fits into the recording. */
  private static final double EDGE_SECONDS = 0.05;

  /** Less speech than this in a recording is left out. */
  private static final double LEAST_SECONDS = 1;

  private final VoiceEngine engine;

  /** With the engine that hears it. */
  public EnrolledSpeech(VoiceEngine engine) {
    this.engine = engine;
  }

  /** The voice of some recordings of one person; empty if none has a second of speech. */
  public Optional<Embedding> voice(List<SpeechAnalysis> recordings) {
    List<Stretch> stretches = stretches(recordings);
    return stretches.isEmpty() ? Optional.empty() : Optional.of(VoiceGroups.middle(stretches));
  }

  List<Stretch> stretches(List<SpeechAnalysis> recordings) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      SpeechAnalysis recording = recordings.get(i);
      double seconds = recording.netSpeech().seconds();
      if (seconds < LEAST_SECONDS) {
        continue;
      }
      long count = Math.max(1, Math.round(seconds / STRETCH_SECONDS));
      if (count == 1) {
        stretches.addAll(whole(i, recording));
      } else {
        double length = Math.floor(100 * (seconds - EDGE_SECONDS) / count) / 100;
        stretches.addAll(cut(i, recording, length, length));
      }
    }
    return stretches;
  }

  /** The stretches of one recording at steps of less than their length. */
  List<Stretch> cut(int index, SpeechAnalysis recording, double seconds, double step) {
    List<Stretch> stretches = new ArrayList<>();
    for (VoiceChunk chunk : engine.chunks(recording, seconds, step)) {
      stretches.add(
          new Stretch(
              index,
              chunk.fromSeconds(),
              chunk.toSeconds(),
              chunk.speechSeconds(),
              chunk.embedding()));
    }
    return stretches;
  }

  private List<Stretch> whole(int index, SpeechAnalysis recording) {
    return switch (engine.extract(List.of(recording))) {
      case Extraction.Voice(var embedding, var speech) ->
          List.of(
              new Stretch(
                  index,
                  recording.segments().recordingSeconds(0),
                  recording.segments().recordingSeconds(speech.seconds()),
                  speech.seconds(),
                  embedding));
      case Extraction.TooLittleSpeech(var speech, var needed) -> List.of();
    };
  }
}
