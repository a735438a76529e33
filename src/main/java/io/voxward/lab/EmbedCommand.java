package io.voxward.lab;

import io.voxward.engine.Extraction;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code lab embed FILE…}: one JSON line for each recording. The embedding is a biometric template:
 * it is printed because that was asked for, and nothing else keeps it.
 */
final class EmbedCommand implements LabCommand {
  @Override
  public String name() {
    return "embed";
  }

  @Override
  public String summary() {
    return "the embedding of each recording, as JSON lines";
  }

  @Override
  public String operands() {
    return "FILE...";
  }

  @Override
  public List<Option> options() {
    return List.of(SpeakerModel.OPTION);
  }

  @Override
  public int run(Arguments arguments, PrintStream out, PrintStream err) {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("name at least one recording");
    }
    int status = 0;
    try (VoiceEngine engine = VoiceEngine.open(SpeakerModel.chosen(arguments))) {
      for (String file : arguments.operands()) {
        Extraction extraction = engine.extract(RecordingFile.read(Path.of(file)));
        switch (extraction) {
          case Extraction.Voice(var embedding, var speech) ->
              out.println(JsonText.of(line(engine, file, embedding, speech)));
          case Extraction.TooLittleSpeech(var speech, var needed) -> {
            err.printf(
                "%s: %.1f s of speech, at least %.1f s are needed%n",
                file, speech.seconds(), needed.seconds());
            status = 1;
          }
        }
      }
    }
    return status;
  }

  private static Map<String, Object> line(
      VoiceEngine engine, String file, Embedding embedding, NetSpeech speech) {
    List<Float> numbers = new ArrayList<>();
    for (float number : embedding.vector()) {
      numbers.add(number);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("file", file);
    line.put("model", engine.card().id().value());
    line.put("netSpeechSeconds", speech.seconds());
    line.put("embedding", numbers);
    return line;
  }
}
