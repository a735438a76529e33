package io.voxward.job;

import io.quarkus.arc.Unremovable;
import io.voxward.common.StoreGate;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One look of a schedule at the clock: Quartz calls it on one of all nodes. */
@ApplicationScoped
@DisallowConcurrentExecution
@Unremovable
public class ScheduleTick implements Job {
  private static final Logger LOG = Logger.getLogger(ScheduleTick.class);

  private final Schedules schedules;
  private final StoreGate gate;

  /** Begins runs of {@code schedules} while {@code gate} is open. */
  public ScheduleTick(Schedules schedules, StoreGate gate) {
    this.schedules = schedules;
    this.gate = gate;
  }

  @Override
  public void execute(JobExecutionContext context) {
    String name = context.getJobDetail().getKey().getName();
    if (!gate.isOpen()) {
      return;
    }
    try {
      Schedule schedule = schedules.named(name);
      int begun = schedules.run(schedule, null, _ -> true).size();
      if (begun > 0) {
        LOG.infof("schedule begun schedule=%s jobs=%d", name, begun);
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "a schedule could not look, it looks again at its next time schedule=%s", name);
    }
  }
}
