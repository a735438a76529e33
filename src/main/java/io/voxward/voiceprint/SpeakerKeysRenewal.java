package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.keys.DomainKeys;
import io.voxward.voiceprint.store.SpeakerKeyRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Seals the keys of people whose recordings are kept with the newest data key of their domain; the
 * recordings themselves are not touched.
 */
@ApplicationScoped
public class SpeakerKeysRenewal implements RenewalStep {
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
    DomainKeys.Sealing newest = keys.sealing(tenant, domain);
    return rows.renew(
        tenant,
        domain,
        newest.dataKey().generation(),
        range.after(),
        range.until(),
        (owner, old) ->
            keys.sealedAnew(
                "a person's key",
                tenant,
                domain,
                old.keyGeneration(),
                old.wrapped(),
                KeptRecordings.keyContext(tenant, domain, owner),
                newest));
  }
}
