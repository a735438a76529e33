package io.voxward.domain.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** Remembers the tags of domains. */
@ApplicationScoped
public class TagRepository implements PanacheRepositoryBase<TagRow, TagRow.Key> {

  /** The domain's tags, by key. */
  public List<Tag> list(TenantId tenant, DomainId domain) {
    return find("tenantId = ?1 and domainId = ?2 order by tagKey", tenant.value(), domain.value())
        .stream()
        .map(row -> new Tag(row.tagKey, row.tagValue))
        .toList();
  }

  /** Adds tags, or gives those that are there another value. */
  public void put(TenantId tenant, DomainId domain, List<Tag> tags) {
    for (Tag tag : tags) {
      TagRow row = new TagRow();
      row.tenantId = tenant.value();
      row.domainId = domain.value();
      row.tagKey = tag.key();
      row.tagValue = tag.value();
      getEntityManager().merge(row);
    }
    flush();
  }

  /** Removes those tags. */
  public void delete(TenantId tenant, DomainId domain, Collection<String> keys) {
    if (!keys.isEmpty()) {
      delete(
          "tenantId = ?1 and domainId = ?2 and tagKey in ?3",
          tenant.value(),
          domain.value(),
          List.copyOf(keys));
    }
  }

  /** Removes every tag of the domain. */
  public void deleteAll(TenantId tenant, DomainId domain) {
    delete("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }
}
