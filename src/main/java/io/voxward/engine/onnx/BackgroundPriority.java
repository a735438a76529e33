package io.voxward.engine.onnx;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The operating system's lower priority for threads whose work nobody waits for: whenever another
 * thread wants a processor it gets it at once. Java's own thread priorities have no effect on Linux
 * unless the whole machine is started otherwise, so this asks the system: {@code setpriority(2)},
 * which Linux applies to the calling thread alone and which needs no rights in this direction.
 */
final class BackgroundPriority {
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  /** About a tenth of the weight of an ordinary thread, where both want the same processor. */
  private static final int NICENESS = 10;

  private BackgroundPriority() {}

  /**
   * Lowers the priority of the calling thread for good. Elsewhere than on Linux, or where the
   * system does not let us, the work competes with that of calls.
   */
  @SuppressWarnings("restricted") // One call of the C library, with numbers only.
  static void takeForThisThread() {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      return;
    }
    try {
      Linker linker = Linker.nativeLinker();
      Optional<MemorySegment> address = linker.defaultLookup().find("setpriority");
      if (address.isEmpty()) {
        return;
      }
      FunctionDescriptor types =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT);
      MethodHandle setPriority = linker.downcallHandle(address.get(), types);
      int _ = (int) setPriority.invokeExact(PRIO_PROCESS, CALLING_THREAD, NICENESS);
    } catch (Throwable e) {
      // As elsewhere.
    }
  }
}
