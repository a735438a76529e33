package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The optimising compiler waits during a start; each of its threads runs in the test's machine,
 * too.
 */
@EnabledOnOs(OS.LINUX)
class PatientCompilerTest {
  /** The 19th field of a thread's status, of which the second may hold spaces. */
  private static int niceness(Path thread) {
    try {
      String status = Files.readString(thread.resolve("stat"));
      String[] after = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
      return Integer.parseInt(after[16]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Integer> nicenessOf(String name) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads
          .filter(thread -> {
            try {
              return Files.readString(thread.resolve("comm")).startsWith(name);
            } catch (IOException e) {
              return false;
            }
          })
          .map(PatientCompilerTest::niceness)
          .toList();
    }
  }

  private static void awaitCompilers(int niceness) throws IOException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!nicenessOf("C2 Compiler").stream().allMatch(nice -> nice == niceness)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void only_the_optimising_compiler_waits_for_others() throws IOException {
    assertThat(nicenessOf("C2 Compiler")).isNotEmpty();

    PatientCompiler.begin();
    awaitCompilers(10);

    assertThat(nicenessOf("C1 Compiler")).containsOnly(0);
    assertThat(nicenessOf("java")).containsOnly(0);
    PatientCompiler.end();
  }
}
