package io.voxward.enrollment.upload;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.PurgeStep;
import io.voxward.enrollment.store.UploadRepository;
import io.voxward.storage.OwnObjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the uploads of a domain that is purged, with what is sealed in them. */
@ApplicationScoped
public class UploadsPurge implements PurgeStep {
  private final UploadRepository rows;
  private final OwnObjects objects;

  /** Removes from {@code rows} and {@code objects}. */
  public UploadsPurge(UploadRepository rows, OwnObjects objects) {
    this.rows = rows;
    this.objects = objects;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("uploads", rows::countOf, this::removeSome));
  }

  /**
   * A purge comes long after everything in the domain has ended: there is hardly an object left.
   */
  private int removeSome(TenantId tenant, DomainId domain, int most) {
    int removed = 0;
    for (var upload : rows.some(tenant, domain, most)) {
      if (upload.status() != UploadStatus.ERASED) {
        objects.removeGroup(upload.id().value());
      }
      rows.delete(upload);
      removed++;
    }
    return removed;
  }
}
