package io.voxward.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.audit.Audit;
import io.voxward.common.TenantId;
import io.voxward.job.Schedule.Place;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.TriggerKey;

/** Issue 6.1: schedules lie in the database that all nodes share. */
@QuarkusTest
class ScheduleTimerTest {
  private final Instance<Scheduler> shared;
  private final Jobs jobs;
  private final Audit audit;
  private final MeterRegistry meters;

  @Inject
  ScheduleTimerTest(Instance<Scheduler> shared, Jobs jobs, Audit audit, MeterRegistry meters) {
    this.shared = shared;
    this.jobs = jobs;
    this.audit = audit;
    this.meters = meters;
  }

  private record Often(Duration every) implements Schedule {
    @Override
    public String name() {
      return "timer-test";
    }

    @Override
    public String kind() {
      return "NOBODY_DOES_THIS";
    }

    @Override
    public List<Place> due(@Nullable TenantId tenant) {
      return List.of();
    }
  }

  private ScheduleTimer node(Duration every) {
    return new ScheduleTimer(
        shared,
        new Schedules(List.of(new Often(every)), jobs, audit, meters),
        new ScheduleConfig() {
          @Override
          public boolean enabled() {
            return true;
          }

          @Override
          public Duration startAfter() {
            return Duration.ZERO;
          }
        });
  }

  @AfterEach
  void leaveNothing() throws SchedulerException {
    shared.get().standby();
    boolean _ = shared.get().deleteJob(JobKey.jobKey("timer-test"));
  }

  @Test
  void a_second_node_keeps_the_times_of_the_first_and_another_interval_replaces_them()
      throws SchedulerException {
    // Given
    node(Duration.ofHours(1)).begin();
    SimpleTrigger first = trigger();

    // When
    node(Duration.ofHours(1)).begin();
    SimpleTrigger second = trigger();
    node(Duration.ofHours(2)).begin();
    SimpleTrigger third = trigger();

    // Then
    assertThat(shared.get().getMetaData().isJobStoreClustered()).isTrue();
    assertThat(shared.get().getMetaData().isJobStoreSupportsPersistence()).isTrue();
    assertThat(second.getStartTime()).isEqualTo(first.getStartTime());
    assertThat(second.getRepeatInterval()).isEqualTo(Duration.ofHours(1).toMillis());
    assertThat(third.getRepeatInterval()).isEqualTo(Duration.ofHours(2).toMillis());
  }

  private SimpleTrigger trigger() throws SchedulerException {
    return (SimpleTrigger) shared.get().getTrigger(TriggerKey.triggerKey("timer-test"));
  }
}
