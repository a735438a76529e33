package io.voxward.keys;

import io.voxward.common.TenantId;
import java.util.List;
import java.util.Map;

/**
 * Secrets that a feature keeps wrapped by the key provider. Every implementation that exists is
 * called when they are to be wrapped under another key.
 */
public interface WrappedSecrets {
  /** What they are, in the plural: a word of progress and refusals. */
  String what();

  /** How many there are under each key, over all tenants. */
  Map<String, Long> byKey();

  /** The ids of those of a tenant that are under another key than they should be. */
  List<String> stale(TenantId tenant);

  /**
   * Wraps one under the key that it should be under, in the caller's transaction; one that is gone
   * meanwhile is left.
   *
   * @throws KeysException if it cannot be done; then nothing is changed and the transaction may go
   *     on
   */
  void rewrap(TenantId tenant, String id);
}
