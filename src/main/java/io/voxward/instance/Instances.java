package io.voxward.instance;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.access.DomainScope;
import io.voxward.access.Secrets;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.InstanceId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.instance.store.InstanceRepository;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.StoredSecret;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links contact-center installations with domains. A link may be moved to another domain at any
 * time: calls that begin afterwards go there, those under way keep the domain they began in.
 */
@ApplicationScoped
public class Instances {
  private static final String API_KEY_PREFIX = "vxi_";
  private static final String TOKEN_PREFIX = "vxp_";

  private final InstanceRepository rows;
  private final Domains domains;
  private final KeyProvider keys;
  private final Outbox outbox;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps links in {@code rows}, their secrets sealed by {@code keys}. */
  public Instances(
      InstanceRepository rows,
      Domains domains,
      KeyProvider keys,
      Outbox outbox,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.rows = rows;
    this.domains = domains;
    this.keys = keys;
    this.outbox = outbox;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Links an installation.
   *
   * @throws FailureException if the domain is missing or not active, or {@code
   *     INSTANCE_ALREADY_LINKED} if the tenant has linked it before
   */
  @Transactional
  public IssuedInstance link(TenantId tenant, InstanceDraft draft) {
    domains.requireActive(tenant, draft.domain());
    Instant now = clock.instant();
    InstanceId id = InstanceId.random();
    IssuedInstance issued =
        switch (draft.kind().proof()) {
          case KEY_AND_SECRET ->
              new IssuedInstance(
                  instance(tenant, id, draft, true, now),
                  Secrets.token(API_KEY_PREFIX),
                  Secrets.sharedSecret(),
                  null);
          case TOKEN ->
              new IssuedInstance(
                  instance(tenant, id, draft, true, now), null, null, Secrets.token(TOKEN_PREFIX));
          case OWN_SECRET ->
              new IssuedInstance(
                  instance(tenant, id, draft, draft.authToken() != null, now), null, null, null);
          case NONE -> new IssuedInstance(instance(tenant, id, draft, true, now), null, null, null);
        };
    String secret = issued.clientSecret() == null ? draft.authToken() : issued.clientSecret();
    String name = issued.apiKey() == null ? issued.token() : issued.apiKey();
    rows.insert(
        issued.instance(),
        secret == null ? null : seal(tenant, id, secret),
        name == null ? null : Secrets.hash(name));
    tell(issued.instance(), "instance.linked");
    return issued;
  }

  private static Instance instance(
      TenantId tenant, InstanceId id, InstanceDraft draft, boolean provable, Instant now) {
    return new Instance(
        tenant,
        id,
        draft.kind(),
        draft.externalId(),
        draft.domain(),
        draft.name(),
        provable,
        now,
        now);
  }

  /**
   * The installation.
   *
   * @throws FailureException {@link Failure.NotFound} if the tenant has none of that id in a domain
   *     that {@code scope} covers
   */
  @Transactional
  public Instance get(TenantId tenant, DomainScope scope, InstanceId id) {
    return rows.find(tenant, id)
        .filter(found -> scope.covers(found.domain()))
        .orElseThrow(Instances::unknown);
  }

  /** A page of the tenant's installations in domains that {@code scope} covers, by id. */
  @Transactional
  public Page<Instance> list(
      TenantId tenant, DomainScope scope, int limit, @Nullable PageToken from) {
    return rows.list(tenant, scope, limit, from);
  }

  /**
   * Changes an installation, its domain for example.
   *
   * @throws FailureException if it, or the domain, is missing in {@code scope}, or the domain is
   *     not active
   */
  @Transactional
  public Instance change(TenantId tenant, DomainScope scope, InstanceId id, InstanceChange change) {
    Instance before =
        rows.lock(tenant, id)
            .filter(found -> scope.covers(found.domain()))
            .orElseThrow(Instances::unknown);
    DomainId to = change.domain() == null ? before.domain() : change.domain();
    InstanceDraft draft =
        new InstanceDraft(
            before.kind(),
            before.externalId(),
            to,
            change.name() == null ? before.name() : change.name(),
            change.authToken());
    boolean moves = !to.equals(before.domain());
    if (moves) {
      if (!scope.covers(to)) {
        throw FailureException.notFound(Failure.Resource.DOMAIN);
      }
      domains.requireActive(tenant, to);
    }
    Instance after =
        new Instance(
            tenant,
            id,
            before.kind(),
            before.externalId(),
            to,
            draft.name(),
            before.provable() || change.authToken() != null,
            before.createdAt(),
            clock.instant());
    rows.update(after, change.authToken() == null ? null : seal(tenant, id, change.authToken()));
    tell(after, moves ? "instance.moved" : "instance.changed");
    return after;
  }

  /** Ends the link; its secrets are worth nothing from now on. */
  @Transactional
  public void unlink(TenantId tenant, DomainScope scope, InstanceId id) {
    Instance instance =
        rows.lock(tenant, id)
            .filter(found -> scope.covers(found.domain()))
            .orElseThrow(Instances::unknown);
    rows.delete(instance);
    tell(instance, "instance.unlinked");
  }

  /**
   * The installation that an API key or a token belongs to, whatever its tenant.
   *
   * @throws FailureException {@code DOMAIN_NOT_ACTIVE} if its domain is suspended
   */
  @Transactional
  public Optional<Instance> byToken(String token) {
    Optional<Instance> found = rows.byTokenHash(Secrets.hash(token));
    found.ifPresent(this::requireDomain);
    return found;
  }

  /**
   * The installations that a platform calls by that id. Tenants do not know of each other, so there
   * may be several: the one whose secret the request is signed with is meant.
   */
  @Transactional
  public List<Instance> byExternalId(InstanceKind kind, String externalId) {
    return rows.byExternalId(kind, externalId);
  }

  /**
   * The domain of a call that an installation begins now.
   *
   * @throws FailureException {@code DOMAIN_NOT_ACTIVE} if it is suspended
   */
  @Transactional
  public Domain requireDomain(Instance instance) {
    return domains.requireActive(instance.tenant(), instance.domain());
  }

  /** What the installation signs its requests with; empty where it does not sign. */
  @Transactional
  public Optional<PlatformSecret> secret(Instance instance) {
    return rows.secret(instance)
        .map(stored ->
            new PlatformSecret(
                keys.unwrap(
                    stored.masterKey(),
                    stored.sealed(),
                    context(instance.tenant(), instance.id()))));
  }

  /**
   * Notes a nonce that the installation has signed, on every node at once. Only who holds the
   * secret can add one, and each is forgotten when its signature could not be used again, so that
   * few are kept.
   *
   * @param until when the signature is worth nothing any more
   * @return whether it came for the first time
   */
  @Transactional
  public boolean useNonce(Instance instance, String nonce, Instant until) {
    rows.deleteNonces(clock.instant());
    return rows.insertNonce(instance, Secrets.hash(nonce), until);
  }

  private StoredSecret seal(TenantId tenant, InstanceId id, String secret) {
    String keyName = keys.currentKey();
    return new StoredSecret(
        keyName, keys.wrap(keyName, secret.getBytes(StandardCharsets.UTF_8), context(tenant, id)));
  }

  static byte[] context(TenantId tenant, InstanceId id) {
    return ("instance\0" + tenant + "\0" + id).getBytes(StandardCharsets.UTF_8);
  }

  private void tell(Instance instance, String what) {
    meters
        .counter("voxward.instances.changes", "kind", instance.kind().word(), "change", what)
        .increment();
    outbox.publish(
        OutboxEvent.in(
            instance.tenant(),
            instance.domain(),
            instance.id().value(),
            what,
            Map.of("kind", instance.kind().word())));
    audit.record(AuditEntry.in(instance.tenant(), instance.domain(), what, instance.id().value()));
  }

  private static FailureException unknown() {
    return FailureException.notFound(Failure.Resource.INSTANCE);
  }
}
