package io.voxward.engine.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a model comes from: its card and its file. */
public sealed interface ModelSource {

  /** The name of the card, for messages. */
  String cardName();

  /** The name of the model file, for messages. */
  String fileName();

  /** The bytes of the card. */
  byte[] readCard() throws IOException;

  /** The bytes of the model file. */
  byte[] readFile() throws IOException;

  /** A model that travels with the product, as {@code models/<name>/} on the class path. */
  static ModelSource bundled(String name) {
    return new Bundled(name);
  }

  /** A model that the operator put on disk beside a card of their own. */
  static ModelSource files(Path card, Path file) {
    return new OnDisk(card, file);
  }

  /** A model of the operator's own: {@code card.properties} and {@code model.onnx} in a folder. */
  static ModelSource folder(Path folder) {
    return files(folder.resolve("card.properties"), folder.resolve("model.onnx"));
  }

  /** {@code models/<name>/card.properties} and {@code model.onnx} on the class path. */
  record Bundled(String name) implements ModelSource {
    /** Refuses a name that could leave the folder of models. */
    public Bundled {
      if (!name.matches("[a-z0-9][a-z0-9-]*")) {
        throw new IllegalArgumentException("not the name of a bundled model: " + name);
      }
    }

    @Override
    public String cardName() {
      return "classpath:/models/" + name + "/card.properties";
    }

    @Override
    public String fileName() {
      return "classpath:/models/" + name + "/model.onnx";
    }

    @Override
    public byte[] readCard() throws IOException {
      return read("/models/" + name + "/card.properties");
    }

    @Override
    public byte[] readFile() throws IOException {
      return read("/models/" + name + "/model.onnx");
    }

    private static byte[] read(String resource) throws IOException {
      try (InputStream stream = ModelSource.class.getResourceAsStream(resource)) {
        if (stream == null) {
          throw new FileNotFoundException("no such resource: " + resource);
        }
        return stream.readAllBytes();
      }
    }
  }

  /** A card and a model file on disk. */
  record OnDisk(Path card, Path file) implements ModelSource {
    @Override
    public String cardName() {
      return card.toString();
    }

    @Override
    public String fileName() {
      return file.toString();
    }

    @Override
    public byte[] readCard() throws IOException {
      return Files.readAllBytes(card);
    }

    @Override
    public byte[] readFile() throws IOException {
      return Files.readAllBytes(file);
    }
  }
}
