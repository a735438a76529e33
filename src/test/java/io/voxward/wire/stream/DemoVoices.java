package io.voxward.wire.stream;

import io.voxward.client.Audio;
import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The recorded voices of the demo, for tests: 8 kHz, one channel. */
public final class DemoVoices {
  private DemoVoices() {}

  /** The clips {@code person/role-1…count} one after another, as the bytes of an L16 stream. */
  public static byte[] l16(String person, String role, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 1; i <= count; i++) {
      all.writeBytes(Audio.l16(samples(person + "/" + role + "-" + i)));
    }
    return all.toByteArray();
  }

  /** One clip as it lies in the product. */
  public static byte[] flac(String clip) {
    try (InputStream file = DemoVoices.class.getResourceAsStream("/demo/" + clip + ".flac")) {
      if (file == null) {
        throw new IllegalArgumentException("no such clip: " + clip);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The samples of one clip. */
  public static float[] samples(String clip) {
    DecodeResult result =
        AudioDecoder.decode(
            flac(clip),
            new AudioKind.Flac(),
            new ChannelChoice.OnlyChannel(),
            DecodeLimits.DEFAULT);
    return switch (result) {
      case DecodeResult.Decoded(var audio, _) -> audio.samples();
      case DecodeResult.Refused(var fault, var detail) ->
          throw new IllegalArgumentException(clip + ": " + fault + " " + detail);
    };
  }
}
