package io.voxward.engine;

import io.voxward.engine.math.OrthogonalMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A second real speaker model for tests: the bundled network with one more layer, a fixed rotation
 * of what it makes. Its voices tell people apart exactly as well and have nothing to do with those
 * of the bundled one. The layer is a second graph at the end of the file: two messages of one field
 * are one, in the wire form of protocol buffers.
 */
public final class RotatedModel {
  /** The id of the model. */
  public static final String ID = "rotated-for-tests-1";

  private static final Path BUNDLED = Path.of("src/main/resources/models/campplus-zh-en-common");
  private static final int DIMENSION = 192;
  private static final String OUTPUT = "rotated";

  private RotatedModel() {}

  /** Writes card, model and calibration into a folder. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.write(Files.readAllBytes(BUNDLED.resolve("model.onnx")));
    model.write(message(7, graph()));
    Files.write(folder.resolve("model.onnx"), model.toByteArray());
    String card = Files.readString(BUNDLED.resolve("card.properties"));
    Files.writeString(
        folder.resolve("card.properties"),
        card.replaceAll("(?m)^id=.*$", "id=" + ID)
            .replaceAll("(?m)^sha256=.*$", "sha256=" + digest(model.toByteArray()))
            .replaceAll("(?m)^output.name=.*$", "output.name=" + OUTPUT));
    String calibration = Files.readString(BUNDLED.resolve("calibration.properties"));
    Files.writeString(
        folder.resolve("calibration.properties"),
        calibration.replaceAll("(?m)^model=.*$", "model=" + ID));
    return folder;
  }

  private static byte[] graph() throws IOException {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    node.write(text(1, "embedding"));
    node.write(text(1, "rotation"));
    node.write(text(2, OUTPUT));
    node.write(text(3, OUTPUT));
    node.write(text(4, "MatMul"));
    ByteArrayOutputStream constant = new ByteArrayOutputStream();
    constant.write(number(1, DIMENSION));
    constant.write(number(1, DIMENSION));
    constant.write(number(2, 1));
    constant.write(text(8, "rotation"));
    constant.write(message(9, rotation()));
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    graph.write(message(1, node.toByteArray()));
    graph.write(message(5, constant.toByteArray()));
    graph.write(message(12, output()));
    return graph.toByteArray();
  }

  /** The output: floats, any number of voices. */
  private static byte[] output() throws IOException {
    ByteArrayOutputStream shape = new ByteArrayOutputStream();
    shape.write(message(1, text(2, "voices")));
    shape.write(message(1, number(1, DIMENSION)));
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    tensor.write(number(1, 1));
    tensor.write(message(2, shape.toByteArray()));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    output.write(text(1, OUTPUT));
    output.write(message(2, message(1, tensor.toByteArray())));
    return output.toByteArray();
  }

  private static byte[] rotation() {
    OrthogonalMatrix matrix = OrthogonalMatrix.fromSeed(new byte[32], DIMENSION);
    ByteBuffer numbers =
        ByteBuffer.allocate(DIMENSION * DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < DIMENSION; i++) {
      float[] axis = new float[DIMENSION];
      axis[i] = 1;
      for (float value : matrix.apply(axis)) {
        numbers.putFloat(value);
      }
    }
    return numbers.array();
  }

  private static byte[] text(int field, String text) {
    return message(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(int field, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (field << 3) | 2);
    varint(out, content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] number(int field, int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, field << 3);
    varint(out, value);
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
