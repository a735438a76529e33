package io.voxward.main;

import io.voxward.engine.onnx.BackgroundPriority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets the Java machine's optimising compiler (C2) work in what the rest of a start leaves. It has
 * as much to do then as the main thread, which waits for a processor half of its time on a machine
 * of two; what it compiles pays off only later. Linux only: elsewhere nothing happens.
 */
final class PatientCompiler {
  /** Linux cuts the name of a thread after fifteen characters. */
  private static final String NAME = "C2 CompilerThre";

  private static final Path THREADS = Path.of("/proc/self/task");

  private PatientCompiler() {}

  /** The compiler waits for others from now on. Returns at once. */
  static void begin() {
    Thread.ofPlatform()
        .name("voxward-patient-compiler")
        .daemon()
        .start(() -> give(BackgroundPriority.NICENESS));
  }

  /**
   * The compiler works as before, if the system lets us: to raise a priority takes the capability
   * {@code CAP_SYS_NICE}. Without it it keeps to what is left, which is enough but for a machine
   * that is full from its first minute.
   */
  static void end() {
    give(BackgroundPriority.ORDINARY);
  }

  private static void give(int niceness) {
    for (int thread : compilers()) {
      BackgroundPriority.give(thread, niceness);
    }
  }

  private static List<Integer> compilers() {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads
          .filter(PatientCompiler::isCompiler)
          .map(thread -> Integer.valueOf(String.valueOf(thread.getFileName())))
          .toList();
    } catch (IOException | UncheckedIOException noSuchSystem) {
      return List.of();
    }
  }

  private static boolean isCompiler(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip().equals(NAME);
    } catch (IOException endedMeanwhile) {
      return false;
    }
  }
}
