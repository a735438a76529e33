package io.voxward.consent;

import io.voxward.audit.Audit;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobItem;
import io.voxward.job.JobStatus;
import io.voxward.job.UpkeepKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * The job that purges one domain. An item is some rows of one kind: it takes what is left when it
 * is worked on, so it does not matter which node does which. The domain itself goes in the
 * transaction in which the job ends; if a part failed it stays, and the next run goes on.
 */
@ApplicationScoped
public class DomainPurgeKind implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "DOMAIN_PURGE";

  private final DomainPurge purge;
  private final Audit audit;

  /** Works by {@code purge}. */
  public DomainPurgeKind(DomainPurge purge, Audit audit) {
    this.purge = purge;
    this.audit = audit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Expansion expand(Job job) {
    purge.begin(job.tenant(), job.domain());
    List<ItemDraft> items = new ArrayList<>();
    purge
        .left(job.tenant(), job.domain())
        .forEach((what, rows) -> items.addAll(ItemDraft.batches(what, rows, DomainPurge.BATCH)));
    return new Expansion.Items(items);
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    return new Prepared.Effect(() ->
        new ItemResult.Done(
            Integer.toString(purge.removeSome(job.tenant(), job.domain(), item.input()))));
  }

  @Override
  public void ended(Job job) {
    if (job.status() == JobStatus.COMPLETED) {
      purge.complete(job.tenant(), job.domain());
    }
    audit.record(UpkeepKind.end(job));
  }
}
