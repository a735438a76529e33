package io.voxward.consent;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.consent.store.PolicyRepository;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The published texts of each domain: written by its administrator, read by anybody. */
@ApplicationScoped
public class Policies {
  private final Domains domains;
  private final PolicyRepository rows;
  private final Audit audit;
  private final Clock clock;

  /** Keeps texts in {@code rows}. */
  public Policies(Domains domains, PolicyRepository rows, Audit audit, Clock clock) {
    this.domains = domains;
    this.rows = rows;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A text as the public sees it.
   *
   * @param retentionDays days after the last access when a voice in the domain is erased
   */
  public record Published(Policy policy, int retentionDays) {}

  /**
   * Publishes a version; from now on it is the one in force. The same version with the same text
   * again changes nothing.
   *
   * @throws FailureException of kind {@code NAME_IN_USE} if that version says something else
   */
  @Transactional
  public Policy publish(TenantId tenant, DomainId domain, String version, String text) {
    Policy policy = new Policy(version, text, audit.actor(), clock.instant());
    Domain _ = domains.requireActive(tenant, domain);
    if (rows.insertIfNew(tenant, domain, policy)) {
      audit.record(
          new AuditEntry(tenant, "policy.published", domain, domain.value(), "version=" + version));
      return policy;
    }
    Policy known = rows.find(tenant, domain, version).orElseThrow();
    if (!known.text().equals(text)) {
      throw FailureException.conflict(
          Failure.ConflictKind.NAME_IN_USE,
          "this version was published with another text: a published text never changes");
    }
    return known;
  }

  /** A page of a domain's versions, the oldest first. */
  @Transactional
  public Page<Policy> list(TenantId tenant, DomainId domain, int limit, @Nullable PageToken from) {
    Domain _ = domains.requireActive(tenant, domain);
    return rows.list(tenant, domain, limit, from);
  }

  /**
   * A text for whoever asks, also while the domain is suspended: what it holds is still there.
   *
   * @param version absent for the one in force
   * @throws FailureException {@link Failure.NotFound}, alike for an unknown domain and for one that
   *     published none
   */
  @Transactional
  public Published shown(DomainId domain, @Nullable String version) {
    if (version != null) {
      Policy.requireVersion(version);
    }
    Optional<PolicyRepository.Found> found =
        version == null ? rows.inForce(domain) : rows.ofDomain(domain, version);
    return found
        .map(policy ->
            new Published(
                policy.policy(),
                domains.get(policy.tenant(), domain).settings().effectiveRetentionDays()))
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.POLICY));
  }

  /**
   * Passes a version that was published; where a domain never published any, whatever its records
   * call their texts.
   *
   * @param version absent where a record names none, which passes
   */
  void requirePublished(TenantId tenant, DomainId domain, @Nullable String version) {
    if (version != null
        && rows.find(tenant, domain, version).isEmpty()
        && rows.countOf(tenant, domain) > 0) {
      throw FailureException.invalid(
          "policyVersion", "must be a version that this domain has published");
    }
  }
}
