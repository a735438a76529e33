package io.voxward.watchlist;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import org.jspecify.annotations.Nullable;

/**
 * A voice to be registered as a fraudster's.
 *
 * @param embedding as the engine made it
 * @param speech the net speech behind it
 * @param figures how good that speech was
 * @param source where it came from
 * @param sourceId the session or job it came from; absent for an upload
 */
public record NewVoice(
    Embedding embedding,
    NetSpeech speech,
    VoiceprintFigures figures,
    VoiceprintSource source,
    @Nullable String sourceId) {}
