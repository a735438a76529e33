package io.voxward.enrollment;

import io.voxward.audit.Audit;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Erasures;
import io.voxward.domain.DataRules;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobItem;
import io.voxward.job.UpkeepKind;
import io.voxward.voiceprint.KeptRecordings;
import io.voxward.voiceprint.RecordingPurpose;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The job that erases recordings of one domain whose time is over, and those that the domain's
 * settings no longer ask for. An item is one batch: it takes what is due when it is worked on.
 */
@ApplicationScoped
public class KeptDataExpiry implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "KEPT_DATA_EXPIRY";

  private static final int BATCH = 500;
  private static final String OVER = "OVER";

  private final Domains domains;
  private final KeptRecordings recordings;
  private final Erasures erasures;
  private final Audit audit;

  /** Erases from {@code recordings}. */
  public KeptDataExpiry(
      Domains domains, KeptRecordings recordings, Erasures erasures, Audit audit) {
    this.domains = domains;
    this.recordings = recordings;
    this.erasures = erasures;
    this.audit = audit;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** How many recordings of a domain are due. */
  @Transactional
  long due(Domain domain) {
    long due = recordings.countOver(domain.tenant(), domain.id());
    for (RecordingPurpose purpose : RecordingPurpose.values()) {
      due += unwanted(domain, purpose);
    }
    return due;
  }

  private long unwanted(Domain domain, RecordingPurpose purpose) {
    return isWanted(domain.settings().data(), purpose)
        ? 0
        : recordings.count(domain.tenant(), domain.id(), purpose);
  }

  private static boolean isWanted(DataRules rules, RecordingPurpose purpose) {
    return switch (purpose) {
      case ENROLLMENT -> rules.keepEnrollmentAudio();
      case TUNING -> rules.tuningDays() > 0;
    };
  }

  @Override
  public Expansion expand(Job job) {
    Domain domain = domains.requireActive(job.tenant(), job.domain());
    List<ItemDraft> items = new ArrayList<>();
    long over = recordings.countOver(job.tenant(), job.domain());
    items.addAll(ItemDraft.batches(OVER, over, BATCH));
    for (RecordingPurpose purpose : RecordingPurpose.values()) {
      items.addAll(ItemDraft.batches(purpose.name(), unwanted(domain, purpose), BATCH));
    }
    return new Expansion.Items(items);
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    return new Prepared.Effect(
        () -> new ItemResult.Done(Integer.toString(eraseSome(job, item.input()))));
  }

  /** Erases some, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  int eraseSome(Job job, String what) {
    TenantId tenant = job.tenant();
    DomainId domain = job.domain();
    DataRules rules = domains.requireActive(tenant, domain).settings().data();
    boolean over = what.equals(OVER);
    int erased;
    if (over) {
      erased = recordings.forgetOver(tenant, domain, BATCH);
    } else {
      RecordingPurpose purpose = RecordingPurpose.valueOf(what);
      erased = isWanted(rules, purpose) ? 0 : recordings.forgetSome(tenant, domain, purpose, BATCH);
    }
    erasures.endedByTime(
        tenant,
        domain,
        over ? ErasureReason.TIME_TO_LIVE : ErasureReason.NO_LONGER_KEPT,
        job.id().value(),
        Map.of("keptRecordings", (long) erased));
    return erased;
  }

  @Override
  public void ended(Job job) {
    audit.record(UpkeepKind.end(job));
  }
}
