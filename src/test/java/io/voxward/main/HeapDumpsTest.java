package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What callers say is in memory only, and memory is not written to disk. */
class HeapDumpsTest {
  private final HotSpotDiagnosticMXBean machine =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  @Test
  void a_dump_that_was_asked_for_is_turned_off() {
    machine.setVMOption(HeapDumps.OPTION, "true");

    boolean asked = HeapDumps.forbid();

    assertThat(asked).isTrue();
    assertThat(machine.getVMOption(HeapDumps.OPTION).getValue()).isEqualTo("false");
    assertThat(HeapDumps.forbid()).isFalse();
  }

  @Test
  void the_launcher_asks_for_no_dump() throws IOException {
    assertThat(Files.readString(Path.of("voxward"))).doesNotContain("HeapDump");
  }
}
