package io.voxward.domain;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.domain.store.DomainRepository;
import io.voxward.domain.store.TagRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tags of domains. */
@ApplicationScoped
public class Tags {
  /** Tags that one domain may have. */
  public static final int MOST = 50;

  private final DomainRepository domains;
  private final TagRepository rows;
  private final Audit audit;

  /** Keeps tags in {@code rows}. */
  public Tags(DomainRepository domains, TagRepository rows, Audit audit) {
    this.domains = domains;
    this.rows = rows;
    this.audit = audit;
  }

  /** The domain's tags, by key. */
  @Transactional
  public List<Tag> list(TenantId tenant, DomainId domain) {
    Domains.requireActive(
        domains
            .find(tenant, domain)
            .orElseThrow(() -> FailureException.notFound(Failure.Resource.DOMAIN)));
    return rows.list(tenant, domain);
  }

  /**
   * Adds tags; one whose key is there already gets the new value.
   *
   * @throws FailureException naming {@code tags} if a key is given twice or the domain would have
   *     more than {@link #MOST}
   */
  @Transactional
  public void tag(TenantId tenant, DomainId domain, List<Tag> tags) {
    Set<String> keys = keys(tags);
    lockActive(tenant, domain);
    rows.list(tenant, domain).forEach(tag -> keys.add(tag.key()));
    requireFew(keys);
    rows.put(tenant, domain, tags);
    tell(tenant, domain, "domain.tagged");
  }

  /** Gives the domain these tags and no others. */
  @Transactional
  public void replace(TenantId tenant, DomainId domain, List<Tag> tags) {
    requireFew(keys(tags));
    lockActive(tenant, domain);
    rows.deleteAll(tenant, domain);
    rows.put(tenant, domain, tags);
    tell(tenant, domain, "domain.tagged");
  }

  /** Takes tags away; a key that no tag has changes nothing. */
  @Transactional
  public void untag(TenantId tenant, DomainId domain, Collection<String> keys) {
    keys.forEach(Tag::checkKey);
    lockActive(tenant, domain);
    rows.delete(tenant, domain, keys);
    tell(tenant, domain, "domain.untagged");
  }

  /** Gives a domain that is just being made its first tags. */
  @Transactional(Transactional.TxType.MANDATORY)
  void begin(Domain fresh, List<Tag> tags) {
    requireFew(keys(tags));
    rows.put(fresh.tenant(), fresh.id(), tags);
  }

  /** Takes the tags of a domain that is removed. */
  @Transactional(Transactional.TxType.MANDATORY)
  void end(Domain purged) {
    rows.deleteAll(purged.tenant(), purged.id());
  }

  private static Set<String> keys(List<Tag> tags) {
    Set<String> keys = new TreeSet<>();
    for (Tag tag : tags) {
      if (!keys.add(tag.key())) {
        throw FailureException.invalid("tags", "must name each key once");
      }
    }
    return keys;
  }

  private static void requireFew(Set<String> keys) {
    if (keys.size() > MOST) {
      throw FailureException.invalid("tags", "must leave the resource with at most 50 tags");
    }
  }

  private void lockActive(TenantId tenant, DomainId domain) {
    Domains.requireActive(
        domains
            .lock(tenant, domain)
            .orElseThrow(() -> FailureException.notFound(Failure.Resource.DOMAIN)));
  }

  private void tell(TenantId tenant, DomainId domain, String what) {
    audit.record(AuditEntry.in(tenant, domain, what, domain.value()));
  }
}
