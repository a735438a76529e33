package io.voxward.enrollment.upload;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.enrollment.store.UploadRepository;
import io.voxward.enrollment.store.UploadRepository.Wrapped;
import io.voxward.keys.ContentKey;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.SealContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The keys of uploads, each wrapped under the data key of its domain. */
@ApplicationScoped
public class UploadKeys {
  private final UploadRepository rows;
  private final DomainKeys keys;

  /** Keeps them in {@code rows}, wrapped by {@code keys}. */
  public UploadKeys(UploadRepository rows, DomainKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /** A new key, as it is kept; in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  Wrapped make(TenantId tenant, DomainId domain, UploadId upload) {
    DataKey domainKey = keys.sealing(tenant, domain).dataKey();
    return new Wrapped(
        ContentKey.make(domainKey, keyContext(tenant, domain, upload.value())),
        domainKey.generation());
  }

  /** The key of an upload; empty once it is destroyed. */
  @Transactional
  Optional<ContentKey> find(TenantId tenant, DomainId domain, UploadId upload) {
    Optional<Wrapped> found = rows.key(tenant, domain, upload);
    if (found.isPresent() && !hasDataKey(tenant, domain, found.get().generation())) {
      found = rows.key(tenant, domain, upload); // It was sealed anew while it was read.
    }
    return found.map(wrapped ->
        ContentKey.open(
            keys.dataKey(tenant, domain, wrapped.generation()),
            wrapped.bytes(),
            keyContext(tenant, domain, upload.value())));
  }

  private boolean hasDataKey(TenantId tenant, DomainId domain, int generation) {
    int transform = keys.generations(tenant, domain).transform();
    return keys.has(tenant, domain, new DomainKeys.Generations(generation, transform));
  }

  static SealContext keyContext(TenantId tenant, DomainId domain, String upload) {
    return new SealContext(tenant, domain, "upload-key", upload, "");
  }
}
