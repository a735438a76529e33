package io.voxward.domain;

import io.voxward.audit.Audit;
import io.voxward.domain.DomainRenewal.Part;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import io.voxward.job.UpkeepKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The job that seals anew what is not sealed with the newest secrets of a domain. An item is a
 * range of values; done again it finds nothing left in it.
 */
@ApplicationScoped
public class DomainRenewalKind implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "KEY_RENEWAL";

  private static final String BETWEEN = "\n";
  private static final int PIECES = 3;

  private final Domains domains;
  private final DomainRenewal renewal;
  private final Audit audit;

  /** Works by {@code renewal}. */
  public DomainRenewalKind(Domains domains, DomainRenewal renewal, Audit audit) {
    this.domains = domains;
    this.renewal = renewal;
    this.audit = audit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Expansion expand(Job job) {
    Domain _ = domains.requireActive(job.tenant(), job.domain());
    List<ItemDraft> items =
        renewal.parts(job.tenant(), job.domain()).stream()
            .map(part -> ItemDraft.of(input(part)))
            .toList();
    return new Expansion.Items(items);
  }

  private static String input(Part part) {
    return String.join(BETWEEN, part.what(), part.range().after(), part.range().until());
  }

  private static Part part(String input) {
    String[] pieces = input.split(BETWEEN, PIECES);
    return new Part(pieces[0], new RenewalStep.Range(pieces[1], pieces[2]));
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    Part part = part(item.input());
    return new Prepared.Effect(() -> {
      int closed = renewal.renew(job.tenant(), job.domain(), part);
      return closed == 0
          ? new ItemResult.Done("")
          : new ItemResult.Failed(
              new JobFailure(
                  JobFailure.INTERNAL,
                  closed + " " + part.what() + " do not open and stay under the old secrets"));
    });
  }

  @Override
  public Finish finish(Job job, Iterable<JobItem> items) {
    renewal.complete(job.tenant(), job.domain());
    return new Finish.Written();
  }

  @Override
  public void ended(Job job) {
    audit.record(UpkeepKind.endWithCounts(job));
  }
}
