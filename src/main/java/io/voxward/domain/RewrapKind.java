package io.voxward.domain;

import io.quarkus.arc.All;
import io.voxward.audit.Audit;
import io.voxward.common.TenantId;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import io.voxward.job.UpkeepKind;
import io.voxward.keys.KeysException;
import io.voxward.keys.WrappedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The job that wraps the secrets of a tenant under the newest wrapping key. An item is some
 * domains, access keys or instances; done again it wraps the same secrets once more, which changes
 * nothing.
 */
@ApplicationScoped
public class RewrapKind implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "KEY_REWRAP";

  /** Secrets of how many domains, access keys or instances one transaction wraps. */
  private static final int BATCH = 20;

  private static final Logger LOG = Logger.getLogger(RewrapKind.class);
  private static final String BETWEEN = "\n";

  private final Map<String, WrappedSecrets> secrets = new LinkedHashMap<>();
  private final Audit audit;

  /** Wraps {@code secrets}. */
  public RewrapKind(@All List<WrappedSecrets> secrets, Audit audit) {
    secrets.forEach(some -> this.secrets.put(some.what(), some));
    this.audit = audit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Expansion expand(Job job) {
    List<ItemDraft> items = new ArrayList<>();
    secrets.forEach((what, some) -> {
      List<String> ids = some.stale(job.tenant());
      for (int from = 0; from < ids.size(); from += BATCH) {
        List<String> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
        items.add(ItemDraft.of(what + BETWEEN + String.join(BETWEEN, batch)));
      }
    });
    return new Expansion.Items(items);
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    List<String> pieces = List.of(item.input().split(BETWEEN));
    WrappedSecrets some = secrets.get(pieces.getFirst());
    if (some == null) {
      throw new IllegalArgumentException("nobody has secrets of " + pieces.getFirst());
    }
    List<String> ids = pieces.subList(1, pieces.size());
    return new Prepared.Effect(() -> {
      long failed = ids.stream().filter(id -> !rewrap(some, job.tenant(), id)).count();
      return failed == 0
          ? new ItemResult.Done("")
          : new ItemResult.Failed(
              new JobFailure(
                  JobFailure.INTERNAL,
                  failed
                      + " "
                      + some.what()
                      + " have secrets that cannot be wrapped anew; the log of the service says"
                      + " why"));
    });
  }

  /** Wraps one; false if its secret does not open. A service that does not answer is no reason. */
  private static boolean rewrap(WrappedSecrets some, TenantId tenant, String id) {
    try {
      some.rewrap(tenant, id);
      return true;
    } catch (KeysException e) {
      if (e.isPassing()) {
        throw e;
      }
      LOG.errorf(e, "a secret cannot be wrapped anew, of %s: %s", some.what(), id);
      return false;
    }
  }

  @Override
  public void ended(Job job) {
    audit.record(UpkeepKind.endWithCounts(job));
  }
}
