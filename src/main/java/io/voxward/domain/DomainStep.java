package io.voxward.domain;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;

/**
 * Something another feature does in the transaction that changes a domain. Every implementation
 * that exists is called, in no particular order; one that fails undoes the change.
 */
public interface DomainStep {
  /** The domain was just made; its row and keys exist. */
  default void created(Domain domain) {}

  /**
   * The domain was just given new secrets: what is sealed from now on is sealed with them, and what
   * was before follows by and by.
   */
  default void renewed(Domain domain) {}

  /** The domain was just deleted softly: whatever goes on in it ends. */
  default void suspended(Domain domain) {}

  /** The deleted domain was just restored: it is as it was. */
  default void restored(Domain domain) {}

  /**
   * A domain is suspended, whichever node suspended it: drops what this node holds of it in memory.
   * Called on every node within a second, outside of transactions, and again from time to time.
   */
  default void forget(TenantId tenant, DomainId domain) {}

  /**
   * The domain's secrets changed, on whichever node: drops what this node holds of them in memory.
   * Called on every node within a second and again a while later, outside of transactions.
   */
  default void secretsChanged(TenantId tenant, DomainId domain) {}
}
