package io.voxward.engine;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.SourceBand;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.engine.vad.SpeechSegments;

/**
 * A recording with its speech found.
 *
 * @param audio the recording at the rate in which speech was looked for, 8 or 16 kHz
 * @param band what the recording can carry
 * @param segments where the speech is, in samples of {@code audio}
 */
public record SpeechAnalysis(PcmAudio audio, SourceBand band, SpeechSegments segments) {

  /** How much speech there is. */
  public NetSpeech netSpeech() {
    return segments.netSpeech();
  }

  /** The speech alone, the pauses cut out. */
  public PcmAudio speech() {
    return segments.speechOf(audio);
  }
}
