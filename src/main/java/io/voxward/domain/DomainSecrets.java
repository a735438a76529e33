package io.voxward.domain;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.store.DomainRepository;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.KeysException;
import io.voxward.keys.WrappedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data keys and transforms of domains, suspended ones included. What they sealed is not touched
 * when they are wrapped anew.
 */
@ApplicationScoped
public class DomainSecrets implements WrappedSecrets {
  private final DomainRepository rows;
  private final DomainKeys keys;
  private final KeyProvider provider;

  /** Wraps the secrets in {@code keys} of the domains in {@code rows}. */
  public DomainSecrets(DomainRepository rows, DomainKeys keys, KeyProvider provider) {
    this.rows = rows;
    this.keys = keys;
    this.provider = provider;
  }

  @Override
  public String what() {
    return "domains";
  }

  @Override
  @Transactional
  public Map<String, Long> byKey() {
    return keys.byWrappingKey();
  }

  @Override
  @Transactional
  public List<String> stale(TenantId tenant) {
    return keys.notUnder(tenant, provider.currentKey()).entrySet().stream()
        .filter(entry -> isStale(tenant, entry.getKey(), entry.getValue()))
        .map(entry -> entry.getKey().value())
        .toList();
  }

  private boolean isStale(TenantId tenant, DomainId id, Set<String> under) {
    return rows.find(tenant, id)
        .filter(domain -> !domain.key().isChanging())
        .map(domain -> !under.equals(Set.of(wanted(domain))))
        .orElse(false);
  }

  private String wanted(Domain domain) {
    return keys.wrappingKey(domain.tenant(), Domains.nameOf(domain.key().inEffect()));
  }

  /** A domain whose key is being changed is wrapped by that change. */
  @Override
  @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = KeysException.class)
  public void rewrap(TenantId tenant, String id) {
    rows.lock(tenant, new DomainId(id))
        .filter(domain -> !domain.key().isChanging())
        .ifPresent(
            domain -> keys.wrapUnder(tenant, domain.id(), Domains.nameOf(domain.key().inEffect())));
  }
}
