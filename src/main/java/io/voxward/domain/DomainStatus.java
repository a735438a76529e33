package io.voxward.domain;

/** The life of a domain; the names are those of the Voice ID service model. */
public enum DomainStatus {
  /** In use. */
  ACTIVE,
  /** Being made. */
  PENDING,
  /** Deleted: everything in it is refused; an administrator may restore it for 30 days. */
  SUSPENDED
}
