package io.voxward.engine.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The command line tool sox as an independent reference, where it is installed. */
final class Sox {
  private Sox() {}

  /** Ends the test as skipped, with a clear line, where sox is not installed. */
  static void required() {
    try {
      Process process = new ProcessBuilder("sox", "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      Assumptions.assumeTrue(process.waitFor() == 0, "sox does not run: comparison left out");
    } catch (IOException e) {
      Assumptions.abort("sox is not installed: the comparison with it is left out");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs sox with the arguments given, {@code IN} and {@code OUT} standing for files. */
  static byte[] run(byte[] input, String... arguments) {
    try {
      Path in = Files.createTempFile("voxward-sox", ".in");
      Path out = Files.createTempFile("voxward-sox", ".out");
      try {
        Files.write(in, input);
        List<String> command = new ArrayList<>(List.of("sox"));
        for (String argument : arguments) {
          command.add(argument.replace("IN", in.toString()).replace("OUT", out.toString()));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (InputStream output = process.getInputStream()) {
          said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
          throw new IllegalStateException("sox: " + said);
        }
        return Files.readAllBytes(out);
      } finally {
        Files.delete(in);
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] floats(float[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putFloat(sample);
    }
    return bytes.array();
  }

  static float[] floats(byte[] bytes) {
    float[] samples = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
    return samples;
  }
}
