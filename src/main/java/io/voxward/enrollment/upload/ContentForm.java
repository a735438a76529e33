package io.voxward.enrollment.upload;

import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;

/** What an uploaded content is said to be. */
public sealed interface ContentForm {
  /** The manifest of a job. */
  record Manifest() implements ContentForm {}

  /** A recording. */
  record Recording(AudioKind kind) implements ContentForm {}

  /** The form as it is kept. */
  default String text() {
    return switch (this) {
      case Manifest() -> "manifest";
      case Recording(AudioKind.Wav()) -> "wav";
      case Recording(AudioKind.Flac()) -> "flac";
      case Recording(AudioKind.Raw raw) ->
          raw.encoding() + "/" + raw.rate().hertz() + "/" + raw.channels();
    };
  }

  /** Reads what {@link #text} wrote. */
  static ContentForm parse(String text) {
    return switch (text) {
      case "manifest" -> new Manifest();
      case "wav" -> new Recording(new AudioKind.Wav());
      case "flac" -> new Recording(new AudioKind.Flac());
      default -> {
        String[] parts = text.split("/", -1);
        yield new Recording(
            new AudioKind.Raw(
                Encoding.valueOf(parts[0]),
                new SampleRate(Integer.parseInt(parts[1])),
                Integer.parseInt(parts[2])));
      }
    };
  }
}
