package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeysException;
import io.voxward.keys.SealContext;
import io.voxward.voiceprint.store.SpeakerKeyRepository;
import io.voxward.voiceprint.store.SpeakerKeyRepository.Wrapped;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals the keys of people whose recordings are kept with the newest data key of their domain; the
 * recordings themselves are not touched.
 */
@ApplicationScoped
public class SpeakerKeysRenewal implements RenewalStep {
  private static final Logger LOG = Logger.getLogger(SpeakerKeysRenewal.class);

  private final SpeakerKeyRepository rows;
  private final DomainKeys keys;

  /** Seals those in {@code rows} by {@code keys}. */
  public SpeakerKeysRenewal(SpeakerKeyRepository rows, DomainKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  @Override
  public String what() {
    return "speaker keys";
  }

  @Override
  @Transactional
  public long left(TenantId tenant, DomainId domain) {
    return rows.countNotUnder(tenant, domain, keys.generations(tenant, domain).dataKey());
  }

  @Override
  @Transactional
  public List<Range> ranges(TenantId tenant, DomainId domain, int most) {
    int newest = keys.generations(tenant, domain).dataKey();
    if (rows.countNotUnder(tenant, domain, newest) == 0) {
      return List.of();
    }
    return Range.between(rows.notUnder(tenant, domain, newest, most));
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public int renew(TenantId tenant, DomainId domain, Range range) {
    DataKey newest = keys.sealing(tenant, domain).dataKey();
    return rows.renew(
        tenant,
        domain,
        newest.generation(),
        range.after(),
        range.until(),
        (owner, old) ->
            sealedAnew(
                tenant, domain, old, newest, KeptRecordings.keyContext(tenant, domain, owner)));
  }

  private byte @Nullable [] sealedAnew(
      TenantId tenant, DomainId domain, Wrapped old, DataKey newest, SealContext context) {
    DomainKeys.Generations now = keys.generations(tenant, domain);
    if (!keys.has(
        tenant, domain, new DomainKeys.Generations(old.keyGeneration(), now.transform()))) {
      LOG.errorf("a person's key is sealed with a key that is gone domainId=%s", domain);
      return null;
    }
    DataKey oldKey = keys.dataKey(tenant, domain, old.keyGeneration());
    try {
      return newest.seal(oldKey.open(old.wrapped(), context), context);
    } catch (KeysException e) {
      LOG.errorf("a person's key does not open domainId=%s (%s)", domain, e.getMessage());
      return null;
    }
  }
}
