package io.voxward.access;

import io.voxward.access.store.AccessRepository;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** The tenants of this installation. */
@ApplicationScoped
public class Tenants {
  private final AccessRepository rows;
  private final Clock clock;

  /** Keeps tenants in {@code rows}. */
  public Tenants(AccessRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Every tenant of this installation. */
  @Transactional
  public List<TenantId> all() {
    return rows.tenants();
  }

  /** Makes the tenant if there is none of that id; says whether it did. */
  @Transactional
  public boolean ensure(TenantId tenant) {
    return rows.insertTenant(tenant, clock.instant());
  }
}
