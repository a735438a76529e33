package io.voxward.domain.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Remembers since when wrapping keys are known; the keys themselves are the provider's. */
@ApplicationScoped
public class WrappingKeyRepository implements PanacheRepositoryBase<WrappingKeyRow, String> {
  /** Who rotates or destroys stands in line until commit. */
  public void standInLine() {
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "wrapping keys")
        .getSingleResult();
  }

  /** Notes that there is such a key; it may be noted already. */
  public void note(String name, Instant now) {
    int _ =
        getEntityManager()
            .createNativeQuery(
                "insert into wrapping_keys (name, known_since) values (?1, ?2)"
                    + " on conflict do nothing")
            .setParameter(1, name)
            .setParameter(2, now)
            .executeUpdate();
  }

  /** Since when a key is known. */
  public Optional<Instant> knownSince(String name) {
    return findByIdOptional(name).map(row -> row.knownSince);
  }

  /** Forgets a key. */
  public void forget(String name) {
    boolean _ = deleteById(name);
  }
}
