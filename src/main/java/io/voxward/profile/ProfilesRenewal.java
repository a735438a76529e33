package io.voxward.profile;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.keys.DomainKeys;
import io.voxward.profile.store.ProfileRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Seals the profiles of a domain with its newest data key, all at once: there are 10,000 short ones
 * at most.
 */
@ApplicationScoped
public class ProfilesRenewal implements RenewalStep {
  private final ProfileRepository rows;
  private final DomainKeys keys;

  /** Seals those in {@code rows} by {@code keys}. */
  public ProfilesRenewal(ProfileRepository rows, DomainKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  @Override
  public String what() {
    return "profile versions";
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
    return rows.renew(
        tenant,
        domain,
        newest.dataKey().generation(),
        (name, old) ->
            keys.sealedAnew(
                "a profile",
                tenant,
                domain,
                old.keyGeneration(),
                old.sealed(),
                Profiles.context(tenant, domain, name, old.version()),
                newest));
  }
}
