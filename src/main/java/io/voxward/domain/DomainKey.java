package io.voxward.domain;

import org.jspecify.annotations.Nullable;

/**
 * The key under which a domain's secrets are wrapped, as its administrator names it.
 *
 * @param change the last change of it; absent until one was ever made
 */
public record DomainKey(KeyId id, @Nullable KeyChange change) {
  /** A key that was never changed. */
  static DomainKey of(@Nullable KeyId id) {
    return new DomainKey(id == null ? KeyId.DEFAULT : id, null);
  }

  boolean isChanging() {
    return change != null && change.status() == KeyChange.Status.IN_PROGRESS;
  }

  private boolean hasFailed() {
    return change != null && change.status() == KeyChange.Status.FAILED;
  }

  /** Whether naming {@code wanted} begins a change: it is another key, or the last try failed. */
  boolean changesTo(KeyId wanted) {
    return !wanted.equals(id) || hasFailed();
  }

  /** The key that the secrets are under: the old one until a change is completed. */
  KeyId inEffect() {
    return change == null || change.status() == KeyChange.Status.COMPLETED ? id : change.from();
  }

  /** The change to {@code wanted} begins. Where the last one failed the secrets never moved. */
  DomainKey changing(KeyId wanted) {
    KeyId from = change != null && hasFailed() ? change.from() : id;
    return new DomainKey(wanted, new KeyChange(KeyChange.Status.IN_PROGRESS, from, null));
  }

  /** The change ended like this. */
  DomainKey changed(KeyChange.Status status, @Nullable String message) {
    KeyId from = change == null ? id : change.from();
    return new DomainKey(id, new KeyChange(status, from, message));
  }
}
