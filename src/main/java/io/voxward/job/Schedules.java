package io.voxward.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.job.Schedule.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Begins what is due, by the clock or by hand. Whoever begins stands in line for the domain, and a
 * job of the kind that has not ended keeps another from beginning: two nodes, or a node and a
 * person, that begin at the same time begin one job.
 */
@ApplicationScoped
public class Schedules {
  /** What a job begun by a schedule is configured with: it reads the domain when it runs. */
  private static final String NOTHING = "{}";

  private final List<Schedule> all;
  private final Jobs jobs;
  private final Audit audit;
  private final MeterRegistry meters;

  /** Begins {@code jobs} for {@code all}. */
  public Schedules(@All List<Schedule> all, Jobs jobs, Audit audit, MeterRegistry meters) {
    this.all = all;
    this.jobs = jobs;
    this.audit = audit;
    this.meters = meters;
  }

  /** Every schedule there is. */
  public List<Schedule> all() {
    return all;
  }

  /**
   * The schedule of that name.
   *
   * @throws FailureException {@link Failure.NotFound}
   */
  public Schedule named(String name) {
    return all.stream()
        .filter(schedule -> schedule.name().equals(name))
        .findFirst()
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.SCHEDULE));
  }

  /**
   * Looks where there is something to do and begins a job for each such domain that has none under
   * way; says which.
   *
   * @param tenant whose domains are looked at; absent for all
   * @param covered which of them
   */
  @Transactional
  public List<Job> run(Schedule schedule, @Nullable TenantId tenant, Predicate<DomainId> covered) {
    List<Job> begun = new ArrayList<>();
    for (Place place : schedule.due(tenant)) {
      if (covered.test(place.domain())
          && jobs.countActive(place.tenant(), place.domain(), schedule.kind()) == 0) {
        begun.add(begin(schedule, place));
      }
    }
    meters.counter("voxward.schedule.runs", "schedule", schedule.name()).increment();
    return begun;
  }

  private Job begin(Schedule schedule, Place place) {
    Job job =
        jobs.submit(new JobDraft(place.tenant(), place.domain(), schedule.kind(), null, NOTHING));
    audit.record(
        new AuditEntry(
            place.tenant(),
            "schedule.begun",
            job.inDomain(),
            job.id().value(),
            "schedule=" + schedule.name()));
    return job;
  }
}
