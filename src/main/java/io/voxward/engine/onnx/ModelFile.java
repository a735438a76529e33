package io.voxward.engine.onnx;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a model that are proven to be those its card describes. */
public final class ModelFile {

  /** The key of the card that holds the SHA-256 of the file, in lower-case hexadecimal. */
  public static final String DIGEST_KEY = "sha256";

  private final CardProperties card;
  private final byte[] bytes;

  private ModelFile(CardProperties card, byte[] bytes) {
    this.card = card;
    this.bytes = bytes;
  }

  /**
   * Reads a model and its card and compares the digest before anything else looks at the file.
   *
   * @throws ModelRefusedException if either cannot be read or they disagree
   */
  public static ModelFile load(ModelSource source) {
    CardProperties card = CardProperties.of(source);
    String expected = card.text(DIGEST_KEY);
    if (!expected.matches("[0-9a-f]{64}")) {
      throw card.bad(DIGEST_KEY, expected, "64 lower-case hexadecimal digits");
    }
    byte[] bytes = read(source);
    String actual = digest(bytes);
    if (!actual.equals(expected)) {
      throw card.refused(new ModelFault.WrongDigest(expected, actual));
    }
    return new ModelFile(card, bytes);
  }

  private static byte[] read(ModelSource source) {
    try {
      return source.readFile();
    } catch (IOException e) {
      throw new ModelRefusedException(
          source, new ModelFault.Unreadable("the file cannot be read: " + e.getMessage()), e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The card of the model. */
  public CardProperties card() {
    return card;
  }

  /** A refusal of this file because the network in it cannot be run. */
  public ModelRefusedException refusedToRun(RuntimeException cause) {
    return new ModelRefusedException(
        card.source(),
        new ModelFault.Unreadable("the network does not run: " + cause.getMessage()),
        cause);
  }

  /** The file's bytes, shared and not copied. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return card.source().fileName();
  }
}
