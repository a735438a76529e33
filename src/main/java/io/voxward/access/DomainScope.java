package io.voxward.access;

import io.voxward.common.DomainId;
import java.util.Set;

/** The domains a caller may act in. */
public sealed interface DomainScope {
  /** Every domain of the caller's tenant, also those to come. */
  record All() implements DomainScope {}

  /** These domains only. */
  record Only(Set<DomainId> domains) implements DomainScope {
    public Only {
      domains = Set.copyOf(domains);
    }
  }

  /** Whether {@code domain} is one of them. */
  default boolean covers(DomainId domain) {
    return switch (this) {
      case All() -> true;
      case Only(Set<DomainId> domains) -> domains.contains(domain);
    };
  }
}
