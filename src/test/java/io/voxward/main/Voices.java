package io.voxward.main;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Recorded speech of the demo for the tests of the built application. */
public final class Voices {
  private static final Path DEMO = Path.of("src/main/resources/demo");

  private Voices() {}

  /** The clips one after another, at 8 kHz; each is named as {@code person/clip}. */
  public static float[] speech(String... clips) throws IOException {
    float[] all = new float[0];
    for (String clip : clips) {
      DecodeResult result =
          AudioDecoder.decode(
              Files.readAllBytes(DEMO.resolve(clip + ".flac")),
              new AudioKind.Flac(),
              new ChannelChoice.OnlyChannel(),
              DecodeLimits.DEFAULT);
      float[] next = ((DecodeResult.Decoded) result).audio().samples();
      int length = all.length;
      all = Arrays.copyOf(all, length + next.length);
      System.arraycopy(next, 0, all, length, next.length);
    }
    return all;
  }
}
