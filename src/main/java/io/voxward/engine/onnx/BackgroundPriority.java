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
public final class BackgroundPriority {
  /** About a tenth of the weight of an ordinary thread, where both want the same processor. */
  public static final int NICENESS = 10;

  /** What threads have unless they are given another. */
  public static final int ORDINARY = 0;

  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  private BackgroundPriority() {}

  /**
   * Lowers the priority of the calling thread for good. Elsewhere than on Linux, or where the
   * system does not let us, the work competes with that of calls.
   */
  static void takeForThisThread() {
    give(CALLING_THREAD, NICENESS);
  }

  /**
   * Gives a thread of this process a priority.
   *
   * @param thread its number in Linux
   * @param niceness 0 to 19, the higher the more it leaves to others; less than it has needs the
   *     capability {@code CAP_SYS_NICE}, and nothing happens without it
   */
  @SuppressWarnings("restricted") // One call of the C library, with numbers only.
  public static void give(int thread, int niceness) {
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
      int _ = (int) setPriority.invokeExact(PRIO_PROCESS, thread, niceness);
    } catch (Throwable e) {
      // As elsewhere.
    }
  }
}
