package io.voxward.job;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/**
 * Tells {@link Schedules} that time has passed, on one node at a time: a Quartz scheduler whose
 * triggers lie in the database that all nodes share. It is started a while after the node, on a
 * thread of its own, so that it costs the start nothing. The triggers go by the machine's clock;
 * what is due is read from the service's.
 */
@ApplicationScoped
public class ScheduleTimer {
  private static final Logger LOG = Logger.getLogger(ScheduleTimer.class);

  private final Instance<Scheduler> quartz;
  private final Schedules schedules;
  private final ScheduleConfig config;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Has {@code quartz} tell {@code schedules}. */
  public ScheduleTimer(Instance<Scheduler> quartz, Schedules schedules, ScheduleConfig config) {
    this.quartz = quartz;
    this.schedules = schedules;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      Thread.ofVirtual().name("schedules").start(this::beginLater);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  private void beginLater() {
    try {
      if (!stopped.await(config.startAfter().toMillis(), TimeUnit.MILLISECONDS)) {
        begin();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SchedulerException e) {
      LOG.errorf(e, "schedules do not run on this node");
    }
  }

  /**
   * Begins to look at the clock. The first look of a schedule comes at once; one that another node
   * began with keeps its time.
   */
  void begin() throws SchedulerException {
    Scheduler shared = quartz.get();
    for (Schedule schedule : schedules.all()) {
      JobDetail job =
          JobBuilder.newJob(ScheduleTick.class)
              .withIdentity(schedule.name())
              .storeDurably()
              .build();
      Trigger trigger = trigger(schedule);
      if (changed(shared, trigger)) {
        shared.scheduleJob(job, Set.of(trigger), true);
      }
    }
    shared.start();
  }

  private static Trigger trigger(Schedule schedule) {
    return TriggerBuilder.newTrigger()
        .withIdentity(schedule.name())
        .forJob(schedule.name())
        .withDescription("every " + schedule.every())
        .startNow()
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(schedule.every().toMillis())
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount())
        .build();
  }

  private static boolean changed(Scheduler shared, Trigger wanted) throws SchedulerException {
    Trigger there = shared.getTrigger(wanted.getKey());
    return there == null || !wanted.getDescription().equals(there.getDescription());
  }
}
