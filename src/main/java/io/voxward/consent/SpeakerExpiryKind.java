package io.voxward.consent;

import io.voxward.audit.Audit;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobItem;
import io.voxward.job.UpkeepKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The job that lets the speakers of one domain expire. An item is one batch: it takes what is due
 * when it is worked on, so it does not matter which node does which, or which was begun before.
 */
@ApplicationScoped
public class SpeakerExpiryKind implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "SPEAKER_EXPIRY";

  private static final String EXPIRE = "EXPIRE";
  private static final String ERASE = "ERASE";

  private final Domains domains;
  private final SpeakerExpiry expiry;
  private final ExpiryConfig config;
  private final Audit audit;

  /** Works by {@code expiry}. */
  public SpeakerExpiryKind(
      Domains domains, SpeakerExpiry expiry, ExpiryConfig config, Audit audit) {
    this.domains = domains;
    this.expiry = expiry;
    this.config = config;
    this.audit = audit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Expansion expand(Job job) {
    Domain domain = domains.requireActive(job.tenant(), job.domain());
    SpeakerExpiry.Due due = expiry.due(domain);
    List<ItemDraft> items = new ArrayList<>();
    items.addAll(ItemDraft.batches(EXPIRE, due.expire(), config.batch()));
    items.addAll(ItemDraft.batches(ERASE, due.erase(), config.batch()));
    for (Duration distance : config.warnBefore()) {
      long warnings = expiry.dueWarnings(domain, distance);
      items.addAll(ItemDraft.batches(distance.toString(), warnings, config.batch()));
    }
    return new Expansion.Items(items);
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    return new Prepared.Effect(
        () -> new ItemResult.Done(Integer.toString(doSome(job, item.input()))));
  }

  private int doSome(Job job, String what) {
    return switch (what) {
      case EXPIRE -> expiry.expireSome(job.tenant(), job.domain(), job.id().value());
      case ERASE -> expiry.eraseSome(job.tenant(), job.domain(), job.id().value());
      default -> expiry.warnSome(job.tenant(), job.domain(), Duration.parse(what));
    };
  }

  @Override
  public void ended(Job job) {
    audit.record(UpkeepKind.endWithCounts(job));
  }
}
