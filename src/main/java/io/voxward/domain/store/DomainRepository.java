package io.voxward.domain.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.access.DomainScope;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.DataRules;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainKey;
import io.voxward.domain.DomainPlace;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.DomainStatus;
import io.voxward.domain.KeyChange;
import io.voxward.domain.KeyId;
import io.voxward.domain.RetentionClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers domains. */
@ApplicationScoped
public class DomainRepository implements PanacheRepositoryBase<DomainRow, DomainRow.Key> {
  private static final Pattern COMMA = Pattern.compile(",");

  /** A change of a domain's key that is due, and how often it was tried. */
  public record DueKeyChange(Domain domain, int attempts) {}

  /** Adds a domain. */
  public void insert(Domain domain) {
    DomainRow row = new DomainRow();
    row.tenantId = domain.tenant().value();
    row.domainId = domain.id().value();
    row.defaultWatchlistId = domain.defaultWatchlist().value();
    row.createdAt = domain.createdAt();
    fill(row, domain);
    persist(row);
    flush();
  }

  /** Writes what may change about the domain. */
  public void update(Domain domain) {
    fill(findById(new DomainRow.Key(domain.tenant().value(), domain.id().value())), domain);
  }

  private static void fill(DomainRow row, Domain domain) {
    DomainSettings settings = domain.settings();
    row.name = domain.name();
    row.description = domain.draft().description();
    row.status = domain.status().name();
    row.acceptanceThreshold = settings.acceptanceThreshold();
    row.riskThreshold = settings.riskThreshold();
    row.enrollmentSpeechSeconds = settings.enrollmentSpeechSeconds();
    row.authenticationSpeechSeconds = settings.authenticationSpeechSeconds();
    row.consentRequired = settings.consentRequired();
    row.retentionDays = settings.retentionDays();
    row.retentionClocks = clocks(settings.data().clocks());
    row.keepEnrollmentAudio = settings.data().keepEnrollmentAudio();
    row.tuningDays = settings.data().tuningDays();
    row.leastAcceptanceThreshold = settings.leastAcceptanceThreshold();
    row.updatedAt = domain.updatedAt();
    row.suspendedAt = domain.suspendedAt();
    fill(row, domain.key());
  }

  private static void fill(DomainRow row, DomainKey key) {
    KeyChange change = key.change();
    row.kmsKeyId = key.id().value();
    row.oldKmsKeyId = change == null ? null : change.from().value();
    row.keyChangeStatus = change == null ? null : change.status().name();
    row.keyChangeMessage = change == null ? null : change.message();
  }

  /** The change of the domain's key may begin. */
  public void startKeyChange(Domain domain, Instant due) {
    DomainRow row = findById(key(domain));
    row.keyChangeAttempts = 0;
    row.keyChangeDueAt = due;
  }

  /** A try has failed; the next one comes at {@code due}. */
  public void postponeKeyChange(Domain domain, Instant due) {
    DomainRow row = findById(key(domain));
    row.keyChangeAttempts++;
    row.keyChangeDueAt = due;
  }

  /** A domain whose key is to change now, locked until commit; passes over locked ones. */
  public Optional<DueKeyChange> takeDueKeyChange(Instant now) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select * from domains where key_change_status = 'IN_PROGRESS'"
                + " and key_change_due_at <= ?1 order by key_change_due_at limit 1"
                + " for update skip locked",
            DomainRow.class)
        .setParameter(1, now)
        .getResultStream()
        .findFirst()
        .map(row -> new DueKeyChange(domain(row), row.keyChangeAttempts));
  }

  private static DomainRow.Key key(Domain domain) {
    return new DomainRow.Key(domain.tenant().value(), domain.id().value());
  }

  /** The domain of that id. */
  public Optional<Domain> find(TenantId tenant, DomainId id) {
    return findByIdOptional(new DomainRow.Key(tenant.value(), id.value()))
        .map(DomainRepository::domain);
  }

  /** The domain of that id, locked until commit. */
  public Optional<Domain> lock(TenantId tenant, DomainId id) {
    return findByIdOptional(
            new DomainRow.Key(tenant.value(), id.value()), LockModeType.PESSIMISTIC_WRITE)
        .map(DomainRepository::domain);
  }

  /** The tenant's domains that are not suspended; who counts stands in line until commit. */
  public long countInUse(TenantId tenant) {
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "domains " + tenant)
        .getSingleResult();
    return count("tenantId = ?1 and status <> ?2", tenant.value(), DomainStatus.SUSPENDED.name());
  }

  /** Every suspended domain. */
  public List<DomainPlace> suspended() {
    return places(find("status = ?1", DomainStatus.SUSPENDED.name()));
  }

  /** The domains suspended at {@code until} or before, of one tenant or of all. */
  public List<DomainPlace> suspendedUntil(@Nullable TenantId tenant, Instant until) {
    String suspended = DomainStatus.SUSPENDED.name();
    String order = " order by suspendedAt, tenantId, domainId";
    return places(
        tenant == null
            ? find("status = ?1 and suspendedAt <= ?2" + order, suspended, until)
            : find(
                "status = ?1 and suspendedAt <= ?2 and tenantId = ?3" + order,
                suspended,
                until,
                tenant.value()));
  }

  private static List<DomainPlace> places(PanacheQuery<DomainRow> query) {
    return query.stream()
        .map(row -> new DomainPlace(new TenantId(row.tenantId), new DomainId(row.domainId)))
        .toList();
  }

  /** Notes that the domain's secrets changed. */
  public void noteSecretsChanged(Domain domain, Instant now) {
    findById(key(domain)).secretsChangedAt = now;
    flush();
  }

  /** The domains whose secrets changed at {@code since} or later. */
  public List<DomainPlace> secretsChangedSince(Instant since) {
    return places(find("secretsChangedAt >= ?1", since));
  }

  /** Since when a domain is purged; absent if it is not. */
  public @Nullable Instant purgeStartedAt(Domain domain) {
    return findById(key(domain)).purgeStartedAt;
  }

  /** Notes that a domain is purged from now on. */
  public void startPurge(Domain domain, Instant now) {
    findById(key(domain)).purgeStartedAt = now;
    flush();
  }

  /** Removes a domain that nothing refers to any more. */
  public void delete(Domain domain) {
    delete(findById(key(domain)));
    flush();
  }

  /** Every active domain, of one tenant or of all. */
  public List<Domain> active(@Nullable TenantId tenant) {
    String active = DomainStatus.ACTIVE.name();
    return (tenant == null
            ? find("status = ?1 order by tenantId, domainId", active)
            : find(
                "status = ?1 and tenantId = ?2 order by tenantId, domainId",
                active,
                tenant.value()))
        .stream().map(DomainRepository::domain).toList();
  }

  /** A page of domains, by id. */
  public Page<Domain> list(
      TenantId tenant, DomainScope scope, int limit, @Nullable PageToken from) {
    String after = from == null ? "" : from.lastKey();
    List<DomainRow> rows =
        switch (scope) {
          case DomainScope.All() ->
              find("tenantId = ?1 and domainId > ?2 order by domainId", tenant.value(), after)
                  .range(0, limit)
                  .list();
          case DomainScope.Only(Set<DomainId> ids) ->
              find(
                      "tenantId = ?1 and domainId > ?2 and domainId in ?3 order by domainId",
                      tenant.value(),
                      after,
                      ids.stream().map(DomainId::value).toList())
                  .range(0, limit)
                  .list();
        };
    List<Domain> domains = rows.stream().limit(limit).map(DomainRepository::domain).toList();
    return new Page<>(
        domains, rows.size() > limit ? new PageToken(domains.getLast().id().value()) : null);
  }

  private static Domain domain(DomainRow row) {
    return new Domain(
        new TenantId(row.tenantId),
        new DomainId(row.domainId),
        new DomainDraft(
            row.name,
            row.description,
            new DomainSettings(
                row.acceptanceThreshold,
                row.riskThreshold,
                row.enrollmentSpeechSeconds,
                row.authenticationSpeechSeconds,
                row.consentRequired,
                row.retentionDays,
                new DataRules(clocks(row.retentionClocks), row.keepEnrollmentAudio, row.tuningDays),
                row.leastAcceptanceThreshold)),
        DomainStatus.valueOf(row.status),
        new WatchlistId(row.defaultWatchlistId),
        domainKey(row),
        row.createdAt,
        row.updatedAt,
        row.suspendedAt);
  }

  private static @Nullable String clocks(List<RetentionClock> clocks) {
    return clocks.isEmpty()
        ? null
        : clocks.stream()
            .map(clock -> clock.law() + "=" + clock.days())
            .collect(Collectors.joining(","));
  }

  private static List<RetentionClock> clocks(@Nullable String written) {
    return written == null
        ? List.of()
        : COMMA
            .splitAsStream(written)
            .map(clock -> {
              int sign = clock.indexOf('=');
              return new RetentionClock(
                  clock.substring(0, sign), Integer.parseInt(clock.substring(sign + 1)));
            })
            .toList();
  }

  private static DomainKey domainKey(DomainRow row) {
    KeyId id = row.kmsKeyId == null ? KeyId.DEFAULT : new KeyId(row.kmsKeyId);
    if (row.keyChangeStatus == null || row.oldKmsKeyId == null) {
      return new DomainKey(id, null);
    }
    return new DomainKey(
        id,
        new KeyChange(
            KeyChange.Status.valueOf(row.keyChangeStatus),
            new KeyId(row.oldKmsKeyId),
            row.keyChangeMessage));
  }
}
