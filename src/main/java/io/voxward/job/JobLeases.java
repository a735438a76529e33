package io.voxward.job;

import io.voxward.job.JobKind.ItemResult;
import io.voxward.job.store.JobItemRepository;
import io.voxward.job.store.JobRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Who works on what, as transactions. An item's change, its result and the job's count are one
 * transaction, which begins by locking the item and asking whether the lease (its owner and its
 * number of attempts) still holds: so whatever happens to nodes, each item is done exactly once.
 */
@ApplicationScoped
public class JobLeases {
  private final JobRepository jobs;
  private final JobItemRepository items;

  /** Keeps leases in {@code jobs} and {@code items}. */
  public JobLeases(JobRepository jobs, JobItemRepository items) {
    this.jobs = jobs;
    this.items = items;
  }

  /** Takes a job that is to be split or finished. */
  @Transactional
  Optional<JobLease> takeJob(String owner, Collection<String> kinds, Instant now, Instant until) {
    return jobs.take(owner, kinds, now, until);
  }

  /**
   * Takes items of one job.
   *
   * @param room how many items of a kind may be taken
   */
  @Transactional
  List<ItemLease> takeItems(
      String owner,
      Collection<String> kinds,
      ToIntFunction<String> room,
      Instant now,
      Instant until) {
    return items
        .anyWithWork(kinds, now)
        .map(job -> items.take(job, owner, room.applyAsInt(job.kind()), now, until))
        .orElse(List.of());
  }

  /** Adds the items of a job that was split; false if the lease was lost. */
  @Transactional
  boolean begin(JobLease lease, List<ItemDraft> drafts, Instant now) {
    if (!jobs.lock(lease)) {
      return false;
    }
    items.insertAll(lease.job(), drafts, now);
    long failed = drafts.stream().filter(draft -> draft.failure() != null).count();
    jobs.begin(lease.job(), new JobProgress(drafts.size(), 0, failed), now);
    return true;
  }

  /** Ends a job, with what its kind does then; false if the lease was lost. */
  @Transactional
  boolean end(JobLease lease, JobKind kind, JobEnd end, Instant now) {
    if (!jobs.lock(lease)) {
      return false;
    }
    kind.ended(jobs.end(lease.job(), end.status(), end.failure(), now));
    return true;
  }

  /**
   * Makes an item's change and writes its result; false, with nothing changed, if the lease was
   * lost.
   */
  boolean settle(ItemLease lease, Supplier<ItemResult> change, Instant now) {
    try {
      settleOrUndo(lease, change, now);
      return true;
    } catch (LeaseLostException lost) {
      return false;
    }
  }

  @Transactional
  void settleOrUndo(ItemLease lease, Supplier<ItemResult> change, Instant now) {
    if (!items.lock(lease)) {
      throw new LeaseLostException();
    }
    ItemResult result = change.get();
    items.write(lease, result, now);
    if (!jobs.count(lease.job(), result instanceof ItemResult.Done, now)) {
      throw new LeaseLostException();
    }
  }

  /** Lets an item go, to be taken again at {@code at}. */
  @Transactional
  void release(ItemLease lease, Instant at, boolean costsAttempt) {
    items.release(lease, at, costsAttempt);
  }

  /** Lets a job go, to be taken again at {@code at}. */
  @Transactional
  void release(JobLease lease, Instant at) {
    jobs.release(lease, at);
  }

  /** A sign of life: prolongs every lease of the owner. */
  @Transactional
  void prolong(String owner, Instant until) {
    items.prolong(owner, until);
    jobs.prolong(owner, until);
  }

  /** Lets go of everything that the owner holds: others may take it at once. */
  @Transactional
  void releaseAll(String owner, Instant now) {
    items.releaseAll(owner, now);
    jobs.releaseAll(owner, now);
  }

  /** A page of a job's items. */
  @Transactional
  List<JobItem> page(Job job, long after, int most) {
    return items.page(job, after, most);
  }

  /** How many items wait or are worked on, on all nodes. */
  @Transactional
  long openItems(Collection<String> kinds) {
    return jobs.openItems(kinds);
  }
}
