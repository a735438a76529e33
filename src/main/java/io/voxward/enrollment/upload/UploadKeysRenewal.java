package io.voxward.enrollment.upload;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.enrollment.store.UploadRepository;
import io.voxward.enrollment.store.UploadRepository.Wrapped;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeysException;
import io.voxward.keys.SealContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals the keys of uploads with the newest data key of their domain; what they sealed is not
 * touched. A domain has few of them, so they are one range.
 */
@ApplicationScoped
public class UploadKeysRenewal implements RenewalStep {
  private static final Logger LOG = Logger.getLogger(UploadKeysRenewal.class);

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
    DataKey newest = keys.sealing(tenant, domain).dataKey();
    return rows.renewKeys(
        tenant,
        domain,
        newest.generation(),
        (upload, old) -> anew(tenant, domain, upload, old, newest));
  }

  private byte @Nullable [] anew(
      TenantId tenant, DomainId domain, String upload, Wrapped old, DataKey newest) {
    DomainKeys.Generations now = keys.generations(tenant, domain);
    if (!keys.has(tenant, domain, new DomainKeys.Generations(old.generation(), now.transform()))) {
      LOG.errorf("the key of an upload is sealed with a key that is gone domainId=%s", domain);
      return null;
    }
    SealContext context = UploadKeys.keyContext(tenant, domain, upload);
    DataKey oldKey = keys.dataKey(tenant, domain, old.generation());
    try {
      return newest.seal(oldKey.open(old.bytes(), context), context);
    } catch (KeysException e) {
      LOG.errorf("the key of an upload does not open domainId=%s (%s)", domain, e.getMessage());
      return null;
    }
  }
}
