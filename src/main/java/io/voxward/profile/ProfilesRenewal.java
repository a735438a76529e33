package io.voxward.profile;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeysException;
import io.voxward.keys.SealContext;
import io.voxward.profile.store.ProfileRepository;
import io.voxward.profile.store.ProfileRepository.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals the profiles of a domain with its newest data key, all at once: there are 10,000 short ones
 * at most.
 */
@ApplicationScoped
public class ProfilesRenewal implements RenewalStep {
  private static final Logger LOG = Logger.getLogger(ProfilesRenewal.class);

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
    DataKey newest = keys.sealing(tenant, domain).dataKey();
    return rows.renew(
        tenant,
        domain,
        newest.generation(),
        (name, old) ->
            sealedAnew(
                tenant,
                domain,
                old,
                newest,
                Profiles.context(tenant, domain, name, old.version())));
  }

  private byte @Nullable [] sealedAnew(
      TenantId tenant, DomainId domain, Stored old, DataKey newest, SealContext context) {
    int transform = keys.generations(tenant, domain).transform();
    if (!keys.has(tenant, domain, new DomainKeys.Generations(old.keyGeneration(), transform))) {
      LOG.errorf("a profile is sealed with a key that is gone domainId=%s", domain);
      return null;
    }
    try {
      return newest.seal(
          keys.dataKey(tenant, domain, old.keyGeneration()).open(old.sealed(), context), context);
    } catch (KeysException e) {
      LOG.errorf("a profile does not open domainId=%s (%s)", domain, e.getMessage());
      return null;
    }
  }
}
