package io.voxward.lab.load;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The recorded people of the demo, as enrolment and call audio at 8 kHz. */
final class DemoVoices {
  private static final String FOLDER = "/demo/";

  private final Properties catalogue = new Properties();

  DemoVoices() {
    try (InputStream bytes = resource("clips.properties")) {
      catalogue.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new LabException("the demo's recordings cannot be read", e);
    }
  }

  /** Everybody of whom there is an enrolment. */
  List<String> people() {
    return clips().filter(id -> id.contains("-enrol-")).map(this::person).distinct().toList();
  }

  /** All that a person says to be enrolled. */
  float[] enrollment(String person) {
    return joined(person + "-enrol-");
  }

  /** All that a person says in calls. */
  float[] call(String person) {
    return joined(person + "-call-");
  }

  private Stream<String> clips() {
    return Stream.of(catalogue.getProperty("clips", "").split(","));
  }

  private String person(String id) {
    return catalogue.getProperty("clip." + id + ".person", "");
  }

  private float[] joined(String start) {
    float[] all = new float[0];
    for (String id : clips().filter(clip -> clip.startsWith(start)).toList()) {
      float[] next = samples(id);
      int length = all.length;
      all = Arrays.copyOf(all, length + next.length);
      System.arraycopy(next, 0, all, length, next.length);
    }
    return all;
  }

  private float[] samples(String id) {
    try (InputStream file = resource(catalogue.getProperty("clip." + id + ".file", ""))) {
      DecodeResult result =
          AudioDecoder.decode(
              file, new AudioKind.Flac(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);
      return switch (result) {
        case DecodeResult.Decoded decoded -> decoded.audio().samples();
        case DecodeResult.Refused refused -> throw new LabException(id + ": " + refused.detail());
      };
    } catch (IOException e) {
      throw new LabException("the recording " + id + " cannot be read", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream bytes = DemoVoices.class.getResourceAsStream(FOLDER + name);
    if (bytes == null) {
      throw new IOException("resource " + FOLDER + name + " is missing");
    }
    return bytes;
  }
}
