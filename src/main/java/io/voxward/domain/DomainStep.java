package io.voxward.domain;

/**
 * Something another feature does in the transaction that changes a domain. Every implementation
 * that exists is called, in no particular order; one that fails undoes the change.
 */
public interface DomainStep {
  /** The domain was just made; its row and keys exist. */
  default void created(Domain domain) {}

  /** The domain was just deleted softly: whatever goes on in it ends. */
  default void suspended(Domain domain) {}
}
