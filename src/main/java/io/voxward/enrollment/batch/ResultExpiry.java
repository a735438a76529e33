package io.voxward.enrollment.batch;

import io.voxward.audit.Audit;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Erasures;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobItem;
import io.voxward.job.JobResults;
import io.voxward.job.UpkeepKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/**
 * The job that removes the results of batch jobs in one domain whose time is over. An item is some
 * entries; it takes what is over when it is worked on.
 */
@ApplicationScoped
public class ResultExpiry implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "RESULT_EXPIRY";

  private static final int BATCH = 2000;

  private final JobResults results;
  private final Erasures erasures;
  private final Audit audit;

  /** Removes from {@code results}. */
  public ResultExpiry(JobResults results, Erasures erasures, Audit audit) {
    this.results = results;
    this.erasures = erasures;
    this.audit = audit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Expansion expand(Job job) {
    long entries = results.countOver(job.tenant(), job.domain(), BatchKind.names());
    // One more than they need: a job without entries goes, too.
    List<ItemDraft> items = ItemDraft.batches(Integer.toString(BATCH), entries + 1, BATCH);
    return new Expansion.Items(items);
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    return new Prepared.Effect(() -> new ItemResult.Done(Integer.toString(removeSome(job))));
  }

  @Transactional(Transactional.TxType.MANDATORY)
  int removeSome(Job job) {
    JobResults.Removed removed =
        results.removeOver(job.tenant(), job.domain(), BatchKind.names(), BATCH);
    erasures.endedByTime(
        job.tenant(),
        job.domain(),
        ErasureReason.TIME_TO_LIVE,
        job.id().value(),
        Map.of("jobs", (long) removed.jobs(), "jobEntries", (long) removed.entries()));
    return removed.entries();
  }

  @Override
  public void ended(Job job) {
    audit.record(UpkeepKind.end(job));
  }
}
