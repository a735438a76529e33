package io.voxward.keys.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the wrapped secrets of domains. */
@ApplicationScoped
public class DomainKeyRepository implements PanacheRepositoryBase<DomainKeyRow, DomainKeyRow.Key> {
  /** What a secret is for. */
  public enum Purpose {
    DATA,
    TRANSFORM
  }

  /** A secret as it lies in the database. */
  @SuppressWarnings("ArrayRecordComponent") // compared and hashed by content below
  public record WrappedSecret(int generation, String masterKey, byte[] wrapped) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof WrappedSecret that
          && generation == that.generation
          && masterKey.equals(that.masterKey)
          && Arrays.equals(wrapped, that.wrapped);
    }

    @Override
    public int hashCode() {
      return Objects.hash(generation, masterKey, Arrays.hashCode(wrapped));
    }

    @Override
    public String toString() {
      return "WrappedSecret[generation=" + generation + ", masterKey=" + masterKey + "]";
    }
  }

  /** Adds a secret. */
  public void insert(
      TenantId tenant, DomainId domain, Purpose purpose, WrappedSecret secret, Instant at) {
    DomainKeyRow row = new DomainKeyRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.purpose = purpose.name();
    row.generation = secret.generation();
    row.masterKey = secret.masterKey();
    row.wrapped = secret.wrapped();
    row.createdAt = at;
    persist(row);
  }

  /** The newest secret of the domain for {@code purpose}. */
  public Optional<WrappedSecret> newest(TenantId tenant, DomainId domain, Purpose purpose) {
    return find(
            "tenantId = ?1 and domainId = ?2 and purpose = ?3 order by generation desc",
            tenant.value(),
            domain.value(),
            purpose.name())
        .firstResultOptional()
        .map(row -> new WrappedSecret(row.generation, row.masterKey, row.wrapped));
  }

  /** Every secret of the domain for {@code purpose}, the oldest first. */
  public List<WrappedSecret> all(TenantId tenant, DomainId domain, Purpose purpose) {
    return find(
            "tenantId = ?1 and domainId = ?2 and purpose = ?3 order by generation",
            tenant.value(),
            domain.value(),
            purpose.name())
        .stream()
        .map(row -> new WrappedSecret(row.generation, row.masterKey, row.wrapped))
        .toList();
  }

  /** Puts the same secret, wrapped otherwise, in its place. */
  public void replace(TenantId tenant, DomainId domain, Purpose purpose, WrappedSecret secret) {
    DomainKeyRow row =
        findById(
            new DomainKeyRow.Key(
                tenant.value(), domain.value(), purpose.name(), secret.generation()));
    row.masterKey = secret.masterKey();
    row.wrapped = secret.wrapped();
  }

  /** Removes all secrets of the domain. */
  public void delete(TenantId tenant, DomainId domain) {
    delete("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }
}
