package io.voxward.access;

import io.voxward.access.store.AccessRepository;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.KeysException;
import io.voxward.keys.WrappedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** The secrets of access keys, kept to check signatures. */
@ApplicationScoped
public class AccessKeySecrets implements WrappedSecrets {
  private final AccessRepository rows;
  private final KeyProvider keys;

  /** Wraps those in {@code rows} by {@code keys}. */
  public AccessKeySecrets(AccessRepository rows, KeyProvider keys) {
    this.rows = rows;
    this.keys = keys;
  }

  @Override
  public String what() {
    return "access keys";
  }

  @Override
  @Transactional
  public Map<String, Long> byKey() {
    return rows.countByWrappingKey();
  }

  @Override
  @Transactional
  public List<String> stale(TenantId tenant) {
    return rows.notUnder(tenant, keys.currentKey());
  }

  @Override
  @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = KeysException.class)
  public void rewrap(TenantId tenant, String id) {
    rows.lockSecret(tenant, id)
        .ifPresent(stored ->
            rows.replaceSecret(tenant, id, stored.rewrapped(keys, AccessKeys.context(tenant, id))));
  }
}
