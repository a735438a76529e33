package io.voxward.enrollment.upload;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.enrollment.store.UploadRepository;
import io.voxward.keys.DomainKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Seals the keys of uploads with the newest data key of their domain; what they sealed is not
 * touched. A domain has few of them, so they are one range.
 */
@ApplicationScoped
public class UploadKeysRenewal implements RenewalStep {
  private final UploadRepository rows;
  private final DomainKeys keys;

  /** Seals those in {@code rows} by {@code keys}. */
  public UploadKeysRenewal(UploadRepository rows, DomainKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  @Override
  public String what() {
    return "uploads";
  }

  @Override
  @Transactional
  public long left(TenantId tenant, DomainId domain) {
    return rows.countNotUnder(tenant, domain, keys.generations(tenant, domain).dataKey());
  }

  @Override
  @Transactional
  public List<Range> ranges(TenantId tenant, DomainId domain, int most) {
    return left(tenant, domain) == 0 ? List.of() : List.of(Range.ALL);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public int renew(TenantId tenant, DomainId domain, Range range) {
    DomainKeys.Sealing newest = keys.sealing(tenant, domain);
    return rows.renewKeys(
        tenant,
        domain,
        newest.dataKey().generation(),
        (upload, old) ->
            keys.sealedAnew(
                "the key of an upload",
                tenant,
                domain,
                old.generation(),
                old.bytes(),
                UploadKeys.keyContext(tenant, domain, upload),
                newest));
  }
}
