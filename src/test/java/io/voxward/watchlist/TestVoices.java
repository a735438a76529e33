package io.voxward.watchlist;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import java.util.SplittableRandom;

/** Voices in numbers: each seed another person, and the same person heard again. */
final class TestVoices {
  static final ModelId MODEL = CalibrationFile.bundled("campplus-zh-en-common").origin().model();
  static final NetSpeech SPEECH = new NetSpeech(12);
  private static final int DIMENSION = 192;

  private TestVoices() {}

  /** The person of that seed. */
  static Embedding of(long seed) {
    return Embedding.ofDirection(direction(new SplittableRandom(seed)), MODEL);
  }

  /** The person of that seed heard again: a cosine of about 0.97 with {@link #of}. */
  static Embedding again(long seed) {
    float[] voice = direction(new SplittableRandom(seed));
    float[] noise = direction(new SplittableRandom(~seed));
    for (int i = 0; i < voice.length; i++) {
      voice[i] += 0.25f * noise[i];
    }
    return Embedding.ofDirection(voice, MODEL);
  }

  /** The person of that seed, to be registered. */
  static NewVoice voice(long seed) {
    return voice(of(seed));
  }

  static NewVoice voice(Embedding embedding) {
    return new NewVoice(embedding, SPEECH, VoiceprintFigures.NONE, VoiceprintSource.UPLOAD, null);
  }

  private static float[] direction(SplittableRandom random) {
    float[] direction = new float[DIMENSION];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) random.nextGaussian();
    }
    return direction;
  }
}
