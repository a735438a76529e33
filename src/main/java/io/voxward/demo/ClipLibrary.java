package io.voxward.demo;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** The recordings that travel with the program, as {@code clips.properties} lists them. */
final class ClipLibrary {
  private static final String FOLDER = "/demo/";
  private static final String CATALOGUE = FOLDER + "clips.properties";

  /** Silence between two clips of one call: 0.3 s of telephone speech. */
  private static final int PAUSE_SAMPLES = 2_400;

  private final Properties catalogue;

  private ClipLibrary(Properties catalogue) {
    this.catalogue = catalogue;
  }

  /** Opens the catalogue. */
  static ClipLibrary open() {
    try (InputStream bytes = resource(CATALOGUE);
        InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      Properties catalogue = new Properties();
      catalogue.load(text);
      return new ClipLibrary(catalogue);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The clip of this id. */
  Clip clip(String id) {
    return new Clip(id, required(id, "person"), required(id, "language"), required(id, "file"));
  }

  /** Whom the recordings are by, one line each. */
  List<String> credits() {
    return catalogue.stringPropertyNames().stream()
        .filter(name -> name.startsWith("credit."))
        .sorted()
        .map(catalogue::getProperty)
        .toList();
  }

  /** The clip's file as it is: FLAC, 8 kHz. */
  byte[] recording(String id) {
    try (InputStream bytes = resource(FOLDER + clip(id).file())) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a caller says: the clips one after another, as samples at 8 kHz. */
  float[] speech(List<String> ids) {
    float[] all = new float[0];
    for (String id : ids) {
      float[] next = samples(id);
      int start = all.length == 0 ? 0 : all.length + PAUSE_SAMPLES;
      all = Arrays.copyOf(all, start + next.length);
      System.arraycopy(next, 0, all, start, next.length);
    }
    return all;
  }

  private float[] samples(String id) {
    DecodeResult result =
        AudioDecoder.decode(
            recording(id),
            new AudioKind.Flac(),
            new ChannelChoice.OnlyChannel(),
            DecodeLimits.DEFAULT);
    return switch (result) {
      case DecodeResult.Decoded decoded -> decoded.audio().samples();
      case DecodeResult.Refused refused ->
          throw new IllegalStateException("clip " + id + ": " + refused.detail());
    };
  }

  private String required(String id, String property) {
    String value = catalogue.getProperty("clip." + id + "." + property);
    if (value == null) {
      throw new IllegalArgumentException("no clip " + id + " with a " + property);
    }
    return value;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream bytes = ClipLibrary.class.getResourceAsStream(name);
    if (bytes == null) {
      throw new IOException("resource " + name + " is missing from this build");
    }
    return bytes;
  }
}
