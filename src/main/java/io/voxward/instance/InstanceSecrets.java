package io.voxward.instance;

import io.voxward.common.InstanceId;
import io.voxward.common.TenantId;
import io.voxward.instance.store.InstanceRepository;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.KeysException;
import io.voxward.keys.WrappedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** The secrets that linked platforms sign their requests with. */
@ApplicationScoped
public class InstanceSecrets implements WrappedSecrets {
  private final InstanceRepository rows;
  private final KeyProvider keys;

  /** Wraps those in {@code rows} by {@code keys}. */
  public InstanceSecrets(InstanceRepository rows, KeyProvider keys) {
    this.rows = rows;
    this.keys = keys;
  }

  @Override
  public String what() {
    return "instances";
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
    InstanceId instance = new InstanceId(id);
    rows.lockSecret(tenant, instance)
        .ifPresent(stored ->
            rows.replaceSecret(
                tenant, instance, stored.rewrapped(keys, Instances.context(tenant, instance))));
  }
}
