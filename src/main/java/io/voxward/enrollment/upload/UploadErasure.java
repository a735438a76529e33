package io.voxward.enrollment.upload;

import io.voxward.audit.Audit;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobItem;
import io.voxward.job.UpkeepKind;
import io.voxward.storage.OwnObjects;
import io.voxward.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The job that removes what is sealed in uploads of one domain that have ended, and ends those
 * whose time is over, or whose job is. An item is one upload: first its key is destroyed, if it was
 * not before, then its objects go, then that is noted.
 */
@ApplicationScoped
public class UploadErasure implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "UPLOAD_ERASURE";

  private static final int MOST = 10_000;

  private final Uploads uploads;
  private final OwnObjects objects;
  private final Audit audit;

  /** Removes from {@code objects}. */
  public UploadErasure(Uploads uploads, OwnObjects objects, Audit audit) {
    this.uploads = uploads;
    this.objects = objects;
    this.audit = audit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Expansion expand(Job job) {
    return new Expansion.Items(
        uploads.due(job.tenant(), job.domain(), MOST).stream()
            .map(upload -> ItemDraft.of(upload.value()))
            .toList());
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    UploadId upload = new UploadId(item.input());
    if (uploads.endDue(job.tenant(), job.domain(), upload).isPresent()) {
      objects.removeGroup(upload.value());
    }
    return new Prepared.Effect(() ->
        new ItemResult.Done(Integer.toString(uploads.erased(job.tenant(), job.domain(), upload))));
  }

  @Override
  public Optional<String> explain(RuntimeException fault) {
    return fault instanceof StorageException
        ? Optional.ofNullable(fault.getMessage())
        : Optional.empty();
  }

  @Override
  public void ended(Job job) {
    audit.record(UpkeepKind.endWithCounts(job));
  }
}
