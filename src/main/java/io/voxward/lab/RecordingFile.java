package io.voxward.lab;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads recordings from files: WAV, FLAC, and µ-law or A-law at 8 kHz, by their names' endings. */
public final class RecordingFile {
  private static final DecodeLimits LIMITS = new DecodeLimits(500_000_000, 3600);

  private RecordingFile() {}

  /**
   * The sound of a file with one channel.
   *
   * @throws LabException if it is missing, of no known ending, or refused by the decoder
   */
  public static PcmAudio read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new LabException("no such file: " + file, e);
    } catch (IOException e) {
      throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return switch (AudioDecoder.decode(
        bytes, kind(file), new ChannelChoice.OnlyChannel(), LIMITS)) {
      case DecodeResult.Decoded(var audio, var facts) -> audio;
      case DecodeResult.Refused(var fault, var detail) ->
          throw new LabException(file + ": " + detail + " (" + fault + ")");
    };
  }

  private static AudioKind kind(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "wav" -> new AudioKind.Wav();
      case "flac" -> new AudioKind.Flac();
      case "ulaw", "ul", "mulaw" -> new AudioKind.Raw(Encoding.PCMU, SampleRate.TELEPHONE, 1);
      case "alaw", "al" -> new AudioKind.Raw(Encoding.PCMA, SampleRate.TELEPHONE, 1);
      default -> throw new LabException(file + ": the ending must be wav, flac, ulaw or alaw");
    };
  }
}
