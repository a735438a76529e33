package io.voxward.watchlist;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A voice to be registered as a fraudster's.
 *
 * @param embedding as the engine made it
 * @param speech the net speech behind it
 * @param figures how good that speech was
 * @param source where it came from
 * @param sourceId the session or job it came from; absent for an upload
 * @param byPrevious the same voice by the model before, where some fraudsters are known by that
 *     alone; it is searched for and not kept
 */
public record NewVoice(
    Embedding embedding,
    NetSpeech speech,
    VoiceprintFigures figures,
    VoiceprintSource source,
    @Nullable String sourceId,
    @Nullable Probe byPrevious) {
  /** A voice by one model. */
  public NewVoice(
      Embedding embedding,
      NetSpeech speech,
      VoiceprintFigures figures,
      VoiceprintSource source,
      @Nullable String sourceId) {
    this(embedding, speech, figures, source, sourceId, null);
  }

  /** By each model that made it. */
  List<Probe> probes() {
    Probe own = new Probe(embedding, speech);
    return byPrevious == null ? List.of(own) : List.of(own, byPrevious);
  }
}
