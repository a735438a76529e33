package io.voxward.profile;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.SealContext;
import io.voxward.profile.store.ProfileRepository;
import io.voxward.profile.store.ProfileRepository.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that a domain has registered, sealed with its data key, each version bound to its
 * place; and what a request is tuned by.
 */
@ApplicationScoped
public class Profiles {
  /** How many profiles a domain may have. */
  static final int MOST_PROFILES = 100;

  /** How many versions of one may be kept. */
  static final int MOST_VERSIONS = 100;

  private final ProfileRepository rows;
  private final Domains domains;
  private final DomainKeys keys;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps profiles in {@code rows}, sealed by {@code keys}. */
  public Profiles(
      ProfileRepository rows,
      Domains domains,
      DomainKeys keys,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.rows = rows;
    this.domains = domains;
    this.keys = keys;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Registers a profile.
   *
   * @throws FailureException {@code NAME_IN_USE}, if the domain has as many as it may, if it says
   *     nothing, or accepts below what the domain allows
   */
  @Transactional
  public Profile create(TenantId tenant, DomainId domainId, ProfileName name, Tuning tuning) {
    Domain domain = checked(tenant, domainId, tuning);
    rows.lockDomain(tenant, domainId);
    if (rows.newest(tenant, domainId, name).isPresent()) {
      throw FailureException.conflict(
          Failure.ConflictKind.NAME_IN_USE, "the domain has a profile of this name");
    }
    if (rows.count(tenant, domainId) >= MOST_PROFILES) {
      throw new FailureException(new Failure.QuotaExceeded("profiles of a domain", MOST_PROFILES));
    }
    return add(domain, name, tuning, "profile.created");
  }

  /**
   * Adds a version, which is the newest from now on; those before stay as they are.
   *
   * @throws FailureException {@link Failure.NotFound}, if there are as many as there may be, if it
   *     says nothing, or accepts below what the domain allows
   */
  @Transactional
  public Profile revise(TenantId tenant, DomainId domainId, ProfileName name, Tuning tuning) {
    Domain domain = checked(tenant, domainId, tuning);
    rows.lockDomain(tenant, domainId);
    if (rows.newest(tenant, domainId, name).isEmpty()) {
      throw FailureException.notFound(Failure.Resource.PROFILE);
    }
    if (rows.countVersions(tenant, domainId, name) >= MOST_VERSIONS) {
      throw new FailureException(new Failure.QuotaExceeded("versions of a profile", MOST_VERSIONS));
    }
    return add(domain, name, tuning, "profile.revised");
  }

  private Domain checked(TenantId tenant, DomainId id, Tuning tuning) {
    Domain domain = domains.requireActive(tenant, id);
    if (tuning.isEmpty()) {
      throw FailureException.invalid("body", "must have a member that tunes something");
    }
    domain.settings().requireAllowed("acceptanceThreshold", tuning.acceptanceThreshold());
    return domain;
  }

  private Profile add(Domain domain, ProfileName name, Tuning tuning, String what) {
    TenantId tenant = domain.tenant();
    int version = rows.nextVersion(tenant, domain.id(), name);
    Instant now = clock.instant();
    DataKey key = keys.sealing(tenant, domain.id()).dataKey();
    byte[] sealed =
        key.seal(TuningText.write(tuning), context(tenant, domain.id(), name.value(), version));
    rows.insert(tenant, domain.id(), name, new Stored(version, sealed, key.generation(), now));
    Profile made = new Profile(tenant, domain.id(), name, version, tuning, now);
    tell(domain, what, made.ref().toString());
    return made;
  }

  private void tell(Domain domain, String what, String subject) {
    audit.record(AuditEntry.in(domain.tenant(), domain.id(), what, subject));
    meters.counter("voxward.profiles.changes", "change", what).increment();
  }

  static SealContext context(TenantId tenant, DomainId domain, String name, int version) {
    return new SealContext(tenant, domain, "profile", name, Integer.toString(version));
  }

  /**
   * The profile that is meant.
   *
   * @throws FailureException {@link Failure.NotFound}, or the domain is not active
   */
  @Transactional
  public Profile get(TenantId tenant, DomainId domain, ProfileRef ref) {
    Domain _ = domains.requireActive(tenant, domain);
    return find(tenant, domain, ref)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.PROFILE));
  }

  /** The profile that is meant, if the domain has it. */
  @Transactional
  public Optional<Profile> find(TenantId tenant, DomainId domain, ProfileRef ref) {
    Optional<Stored> found = stored(tenant, domain, ref);
    if (found.isPresent() && !hasKey(tenant, domain, found.get())) {
      found = stored(tenant, domain, ref); // It was sealed anew while it was read.
    }
    return found.map(stored -> open(tenant, domain, ref.name(), stored));
  }

  private Optional<Stored> stored(TenantId tenant, DomainId domain, ProfileRef ref) {
    Integer version = ref.version();
    return version == null
        ? rows.newest(tenant, domain, ref.name())
        : rows.version(tenant, domain, ref.name(), version);
  }

  private boolean hasKey(TenantId tenant, DomainId domain, Stored stored) {
    int transform = keys.generations(tenant, domain).transform();
    return keys.has(tenant, domain, new DomainKeys.Generations(stored.keyGeneration(), transform));
  }

  private Profile open(TenantId tenant, DomainId domain, ProfileName name, Stored stored) {
    byte[] plain =
        keys.dataKey(tenant, domain, stored.keyGeneration())
            .open(stored.sealed(), context(tenant, domain, name.value(), stored.version()));
    return new Profile(
        tenant, domain, name, stored.version(), TuningText.read(plain), stored.createdAt());
  }

  /** A page of the domain's profiles by name, each in its newest version. */
  @Transactional
  public Page<Profile> list(TenantId tenant, DomainId domain, int limit, @Nullable PageToken from) {
    Domain _ = domains.requireActive(tenant, domain);
    Page<ProfileName> names = rows.names(tenant, domain, limit, from);
    return new Page<>(
        names.items().stream()
            .flatMap(name -> find(tenant, domain, new ProfileRef(name, null)).stream())
            .toList(),
        names.next());
  }

  /**
   * A page of a profile's versions, the oldest first.
   *
   * @throws FailureException {@link Failure.NotFound}
   */
  @Transactional
  public Page<Profile> versions(
      TenantId tenant, DomainId domain, ProfileName name, int limit, @Nullable PageToken from) {
    Profile _ = get(tenant, domain, new ProfileRef(name, null));
    Page<Integer> versions = rows.versions(tenant, domain, name, limit, from);
    return new Page<>(
        versions.items().stream()
            .flatMap(version -> find(tenant, domain, new ProfileRef(name, version)).stream())
            .toList(),
        versions.next());
  }

  /**
   * Deletes a profile with all its versions. Sessions that began with it keep what it said; jobs
   * that named it fail.
   *
   * @throws FailureException {@link Failure.NotFound}
   */
  @Transactional
  public void delete(TenantId tenant, DomainId domainId, ProfileName name) {
    Domain domain = domains.requireActive(tenant, domainId);
    rows.lockDomain(tenant, domainId);
    if (rows.delete(tenant, domainId, name) == 0) {
      throw FailureException.notFound(Failure.Resource.PROFILE);
    }
    tell(domain, "profile.deleted", name.value());
  }

  /**
   * What a request is tuned by. Nothing of it is written down.
   *
   * @param where what a refusal puts before the name of a member: nothing, or {@code tuning.}
   * @param named the profile that the request names
   * @param inline what it brings itself
   * @throws FailureException if the domain has no such profile, or allows no such acceptance
   *     threshold
   */
  @Transactional
  public Tuned choose(
      TenantId tenant, DomainId domainId, String where, @Nullable ProfileRef named, Tuning inline) {
    if (named == null && inline.isEmpty()) {
      return Tuned.NONE;
    }
    Domain domain = domains.requireActive(tenant, domainId);
    Profile profile = named == null ? null : get(tenant, domainId, named);
    domain.settings().requireAllowed(where + "acceptanceThreshold", inline.acceptanceThreshold());
    if (profile != null && inline.acceptanceThreshold() == null) {
      domain.settings().requireAllowed("profile", profile.tuning().acceptanceThreshold());
    }
    meters
        .counter(
            "voxward.tuned.requests",
            "inline",
            Boolean.toString(!inline.isEmpty()),
            "profile",
            Boolean.toString(profile != null))
        .increment();
    return new Tuned(inline, profile);
  }
}
