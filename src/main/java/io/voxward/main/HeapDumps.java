package io.voxward.main;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/**
 * Keeps the Java machine from writing its memory to disk when that runs out: the memory holds what
 * callers say. The launcher asks for no such dump; whoever does by an option of their own is told.
 */
@ApplicationScoped
public class HeapDumps {
  static final String OPTION = "HeapDumpOnOutOfMemoryError";

  private static final Logger LOG = Logger.getLogger(HeapDumps.class);

  void start(@Observes StartupEvent event) {
    forbid();
  }

  /** Turns the option off; says whether it was on. */
  static boolean forbid() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    boolean asked = Boolean.parseBoolean(machine.getVMOption(OPTION).getValue());
    if (asked) {
      machine.setVMOption(OPTION, "false");
      LOG.warnf("%s was turned off: a heap dump would hold what callers say", OPTION);
    }
    return asked;
  }
}
