package io.voxward.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.FailureException;
import io.voxward.job.JobKind.Expansion;
import io.voxward.job.JobKind.Finish;
import io.voxward.job.JobKind.ItemResult;
import io.voxward.job.JobKind.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What one node does about jobs, one step after another; {@link JobWorkers} runs the steps side by
 * side. A step that fails unexpectedly is tried again, later each time, and after so many attempts
 * the item, or the job, fails.
 */
final class JobRunner {
  private static final Logger LOG = Logger.getLogger(JobRunner.class);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 10;
  private static final int READ_TOGETHER = 500;
  private static final String OURS = "internal error";

  private final String owner;
  private final JobLeases leases;
  private final Map<String, JobKind> kinds;
  private final JobConfig config;
  private final Clock clock;
  private final MeterRegistry meters;

  /** How many items of each kind this node works on. */
  private final Map<String, AtomicInteger> working = new ConcurrentHashMap<>();

  private final Queue<Consumer<Instant>> owed = new ConcurrentLinkedQueue<>();

  /**
   * Works as {@code owner} on jobs of {@code kinds}.
   *
   * @param owner unlike any other node's, and unlike this node's before its last start
   */
  JobRunner(
      String owner,
      JobLeases leases,
      List<JobKind> kinds,
      JobConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.owner = owner;
    this.leases = leases;
    this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  /** Takes work: one job to split or finish, or some items of one job; empty if there is none. */
  List<Runnable> take(int most) {
    Instant now = clock.instant();
    Instant until = now.plus(config.lease());
    Optional<JobLease> job = leases.takeJob(owner, kinds.keySet(), now, until);
    return job.map(lease -> List.of(turn(lease))).orElseGet(() -> takeItems(most, now, until));
  }

  private List<Runnable> takeItems(int most, Instant now, Instant until) {
    List<String> withRoom = kinds.keySet().stream().filter(kind -> room(kind) > 0).toList();
    if (withRoom.isEmpty()) {
      return List.of();
    }
    List<ItemLease> taken =
        leases.takeItems(owner, withRoom, kind -> Math.min(most, room(kind)), now, until);
    taken.forEach(lease -> working(lease.job().kind()).incrementAndGet());
    return taken.stream().map(this::turn).toList();
  }

  /** How many more items of a kind this node may work on. */
  private int room(String kind) {
    return Objects.requireNonNull(kinds.get(kind)).atOnce() - working(kind).get();
  }

  private AtomicInteger working(String kind) {
    return working.computeIfAbsent(kind, _ -> new AtomicInteger());
  }

  private Runnable turn(JobLease lease) {
    return () -> orOwe(() -> advance(lease), at -> leases.release(lease, at));
  }

  private Runnable turn(ItemLease lease) {
    return () -> {
      try {
        orOwe(() -> work(lease), at -> leases.release(lease, at, true));
      } finally {
        working(lease.job().kind()).decrementAndGet();
      }
    };
  }

  /** Works; if not even the end of it could be written, the lease is to be given back later. */
  private void orOwe(Runnable work, Consumer<Instant> release) {
    boolean written = false;
    try {
      work.run();
      written = true;
    } finally {
      if (!written) {
        owed.add(release);
      }
    }
  }

  /** Takes one piece of work and does it; false if there is none. */
  boolean step() {
    List<Runnable> work = take(1);
    work.forEach(Runnable::run);
    return !work.isEmpty();
  }

  /** A sign of life for what is worked on; what broke off is given back. */
  void prolong() {
    Instant now = clock.instant();
    for (Consumer<Instant> release = owed.peek(); release != null; release = owed.peek()) {
      release.accept(now.plus(config.backOff()));
      boolean _ = owed.remove(release);
    }
    leases.prolong(owner, now.plus(config.lease()));
  }

  /** Gives back everything it holds. */
  void giveBack() {
    leases.releaseAll(owner, clock.instant());
  }

  /** How many items wait or are worked on, on all nodes. */
  long openItems() {
    return leases.openItems(kinds.keySet());
  }

  private JobKind kind(Job job) {
    return Objects.requireNonNull(kinds.get(job.kind()));
  }

  private void advance(JobLease lease) {
    Job job = lease.job();
    try {
      if (job.attempts() > config.mostAttempts()) {
        end(lease, JobEnd.failed(givenUp(OURS)));
      } else if (job.status() == JobStatus.SUBMITTED) {
        split(lease);
      } else {
        finish(lease);
      }
    } catch (FailureException refused) {
      Refusals.lasting(refused.failure())
          .ifPresentOrElse(
              failure -> end(lease, JobEnd.failed(failure)), () -> again(lease, refused));
    } catch (RuntimeException e) {
      again(lease, e);
    }
  }

  private void split(JobLease lease) {
    switch (kind(lease.job()).expand(lease.job())) {
      case Expansion.Items(List<ItemDraft> items) -> {
        if (leases.begin(lease, items, clock.instant())) {
          LOG.infof("job begun jobId=%s items=%d", lease.job().id(), items.size());
        }
      }
      case Expansion.Refused(JobFailure failure) -> end(lease, JobEnd.failed(failure));
    }
  }

  private void finish(JobLease lease) {
    Job job = lease.job();
    switch (kind(job).finish(job, () -> new Items(job))) {
      case Finish.Written() -> end(lease, JobEnd.completed(job.progress()));
      case Finish.Refused(JobFailure failure) -> end(lease, JobEnd.failed(failure));
    }
  }

  private void end(JobLease lease, JobEnd end) {
    Job job = lease.job();
    Instant now = clock.instant();
    if (leases.end(lease, kind(job), end, now)) {
      LOG.infof("job ended jobId=%s status=%s", job.id(), end.status());
      meters.counter("voxward.jobs", "kind", job.kind(), "status", end.status().name()).increment();
      meters
          .timer("voxward.job.duration", "kind", job.kind())
          .record(Duration.between(job.createdAt(), now));
    }
  }

  private void again(JobLease lease, RuntimeException fault) {
    LOG.warnf(
        fault,
        "a job could not go on jobId=%s attempt=%d",
        lease.job().id(),
        lease.job().attempts());
    int attempts = lease.job().attempts();
    if (attempts >= config.mostAttempts()) {
      end(lease, JobEnd.failed(givenUp(explain(lease.job(), fault))));
    } else {
      leases.release(lease, clock.instant().plus(backOff(attempts)));
    }
  }

  private void work(ItemLease lease) {
    try {
      Prepared prepared =
          lease.item().attempts() > config.mostAttempts()
              ? new Prepared.Refused(givenUp(OURS))
              : kind(lease.job()).prepare(lease.job(), lease.item());
      follow(lease, prepared);
    } catch (FailureException refused) {
      follow(lease, refused);
    } catch (RuntimeException e) {
      again(lease, e);
    }
  }

  private void follow(ItemLease lease, Prepared prepared) {
    switch (prepared) {
      case Prepared.Effect(Supplier<ItemResult> change) -> settle(lease, change);
      case Prepared.Refused(JobFailure failure) ->
          settle(lease, () -> new ItemResult.Failed(failure));
      case Prepared.Later(Duration wait) ->
          leases.release(lease, clock.instant().plus(wait), false);
    }
  }

  private void follow(ItemLease lease, FailureException refused) {
    Optional<JobFailure> lasting = Refusals.lasting(refused.failure());
    Optional<Prepared.Later> later = Refusals.later(refused.failure());
    if (lasting.isPresent()) {
      try {
        follow(lease, new Prepared.Refused(lasting.get()));
      } catch (RuntimeException e) {
        again(lease, e);
      }
    } else if (later.isPresent()) {
      follow(lease, later.get());
    } else {
      again(lease, refused);
    }
  }

  private void settle(ItemLease lease, Supplier<ItemResult> change) {
    Outcome outcome = new Outcome(change);
    if (leases.settle(lease, outcome, clock.instant())) {
      count(lease.job(), outcome.word);
    } else {
      count(lease.job(), "lost");
    }
  }

  /** Remembers what came of a change, for the metric. */
  private static final class Outcome implements Supplier<ItemResult> {
    private final Supplier<ItemResult> change;
    private String word = "";

    Outcome(Supplier<ItemResult> change) {
      this.change = change;
    }

    @Override
    public ItemResult get() {
      ItemResult result = change.get();
      word = result instanceof ItemResult.Done ? "done" : "failed";
      return result;
    }
  }

  private void again(ItemLease lease, RuntimeException fault) {
    int attempts = lease.item().attempts();
    LOG.warnf(
        fault,
        "an item could not be worked on jobId=%s item=%d attempt=%d",
        lease.job().id(),
        lease.item().number(),
        attempts);
    if (attempts >= config.mostAttempts()) {
      JobFailure failure = givenUp(explain(lease.job(), fault));
      settle(lease, () -> new ItemResult.Failed(failure));
    } else {
      leases.release(lease, clock.instant().plus(backOff(attempts)), true);
      count(lease.job(), "retried");
    }
  }

  private void count(Job job, String outcome) {
    meters.counter("voxward.job.items", "kind", job.kind(), "outcome", outcome).increment();
  }

  private String explain(Job job, RuntimeException fault) {
    return kind(job).explain(fault).orElse(OURS);
  }

  private JobFailure givenUp(String why) {
    return new JobFailure(
        JobFailure.INTERNAL, why + ", given up after " + config.mostAttempts() + " tries");
  }

  private Duration backOff(int attempts) {
    Duration wait = config.backOff().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
  }

  /** Walks through the items of a job, reading some together. */
  private final class Items implements Iterator<JobItem> {
    private final Job job;
    private Iterator<JobItem> page;
    private long last = -1;

    Items(Job job) {
      this.job = job;
      this.page = leases.page(job, last, READ_TOGETHER).iterator();
    }

    @Override
    public boolean hasNext() {
      if (!page.hasNext() && last >= 0) {
        page = leases.page(job, last, READ_TOGETHER).iterator();
      }
      return page.hasNext();
    }

    @Override
    public JobItem next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      JobItem item = page.next();
      last = item.number();
      return item;
    }
  }
}
