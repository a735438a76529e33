package io.voxward.lab.verify;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What measuring needs of the engine. Safe to use from several threads. */
public interface Voices {
  /** The model that makes the embeddings. */
  ModelId model();

  /**
   * A recording from a file the engine reads.
   *
   * @throws io.voxward.lab.LabException if it is missing or refused
   */
  PcmAudio read(Path file);

  /** The speech of a recording, pauses cut out. */
  PcmAudio speechOf(PcmAudio audio);

  /** The one voice of some recordings, as it would be enrolled. Empty where it would not be. */
  Optional<Heard> enroll(List<PcmAudio> recordings);

  /**
   * The voice in some lengths of a recording's speech, each from the start, as a live call or a
   * recording would be scored. Empty where there is not enough speech for any voice.
   */
  List<Optional<Heard>> hear(PcmAudio audio, List<SpeechLength> lengths);

  /**
   * A voice and the speech behind it.
   *
   * @param speech how much speech there was
   */
  record Heard(Embedding embedding, NetSpeech speech) {}
}
