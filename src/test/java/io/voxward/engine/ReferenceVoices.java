package io.voxward.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The frozen reference vectors of the speaker model and the recordings they were made from. */
public final class ReferenceVoices {

  /** Four real people of the prompts, as names of files without rate and ending. */
  public static final List<String> PEOPLE =
      List.of("allison-en", "allison-es", "carlo-it", "june-fr");

  private ReferenceVoices() {}

  /** All five cases. */
  public static List<JsonNode> cases() {
    try (InputStream file = resource("reference.json")) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(file).path("cases").forEach(cases::add);
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The case of a person. */
  public static JsonNode caseOf(String person) {
    return cases().stream()
        .filter(entry -> entry.path("file").asText().equals("reference/" + person + "-16k.wav"))
        .findAny()
        .orElseThrow();
  }

  /** A vector of a case, by its name there. */
  public static Embedding vector(JsonNode reference, String name, ModelId model) {
    JsonNode numbers = reference.path(name);
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) numbers.get(i).asDouble();
    }
    return Embedding.ofDirection(vector, model);
  }

  /** The telephone recording of a person, 8 s at 8 kHz. */
  public static PcmAudio telephone(String person) {
    return audio("reference/" + person + ".wav");
  }

  /** A recording, by the name it has in a case. */
  public static PcmAudio audio(String file) {
    try (InputStream wav = resource(file)) {
      DecodeResult result =
          AudioDecoder.decode(
              wav, new AudioKind.Wav(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);
      return ((DecodeResult.Decoded) result).audio();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = ReferenceVoices.class.getResourceAsStream("/campplus/" + name);
    if (stream == null) {
      throw new FileNotFoundException("no test resource " + name);
    }
    return stream;
  }
}
