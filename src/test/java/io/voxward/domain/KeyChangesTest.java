package io.voxward.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.audit.Audit;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.domain.store.DomainRepository;
import io.voxward.keys.BrokenKeys;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.SealContext;
import io.voxward.keys.store.DomainKeyRepository;
import io.voxward.outbox.Outbox;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A change of a domain's key. The runner of the application works meanwhile, so a change may be
 * over before a test looks; where that matters the test holds the domain's row or breaks the keys.
 */
@QuarkusTest
class KeyChangesTest {
  private static final TenantId TENANT = new TenantId("key-changes-test");
  private static final DomainDraft DRAFT = new DomainDraft("bank", null, DomainSettings.DEFAULT);
  private static final KeyId OLD = new KeyId("alias/old");
  private static final KeyId NEW =
      new KeyId("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
  private static final byte[] PLAIN = {1, 2, 3};

  private final Domains domains;
  private final KeyChanges changes;
  private final DomainKeys keys;
  private final DomainRepository domainRows;
  private final DomainKeyRepository keyRows;
  private final KeyProvider provider;
  private final Outbox outbox;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Tenants tenants;
  private final EntityManager database;

  @Inject
  KeyChangesTest(
      Domains domains,
      KeyChanges changes,
      DomainKeys keys,
      DomainRepository domainRows,
      DomainKeyRepository keyRows,
      KeyProvider provider,
      Outbox outbox,
      Audit audit,
      MeterRegistry meters,
      Tenants tenants,
      EntityManager database) {
    this.domains = domains;
    this.changes = changes;
    this.keys = keys;
    this.domainRows = domainRows;
    this.keyRows = keyRows;
    this.provider = provider;
    this.outbox = outbox;
    this.audit = audit;
    this.meters = meters;
    this.tenants = tenants;
    this.database = database;
  }

  @BeforeEach
  void makeTenant() {
    tenants.ensure(TENANT);
  }

  private DomainId domain(@Nullable KeyId key) {
    return domains.create(TENANT, DRAFT, key, List.of()).id();
  }

  private Domain changeTo(DomainId id, KeyId key) {
    return domains.update(TENANT, id, key, draft -> draft);
  }

  private KeyChange change(DomainId id) {
    KeyChange change = domains.get(TENANT, id).key().change();
    assertThat(change).isNotNull();
    return java.util.Objects.requireNonNull(change);
  }

  private void runAll() {
    while (changes.carryOutOne()) {
      // until nothing is due
    }
  }

  private List<String> wrappedUnder(DomainId id) {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            database
                .unwrap(org.hibernate.Session.class)
                .createNativeQuery(
                    "select distinct master_key from domain_keys where tenant_id = ?1 and domain_id = ?2",
                    String.class)
                .setParameter(1, TENANT.value())
                .setParameter(2, id.value())
                .getResultList());
  }

  /** A change in another world: that clock, those keys; in a transaction of its own. */
  private void tryOnce(DomainId id, KeyProvider with, Instant at) {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    KeyChanges elsewhere =
        new KeyChanges(
            domainRows, new DomainKeys(keyRows, with, clock), outbox, audit, meters, clock);
    QuarkusTransaction.requiringNew()
        .run(() -> {
          assertThat(elsewhere.carryOutOne()).isTrue();
          assertThat(change(id)).isNotNull();
        });
  }

  /** Far in the future, so that the application's own runner finds nothing due. */
  private void dueOnlyAt(DomainId id, Instant at) {
    domainRows.startKeyChange(domains.get(TENANT, id), at);
  }

  @Test
  void a_domain_has_the_products_own_key_unless_another_is_named() {
    // When
    Domain own = domains.get(TENANT, domain(null));
    Domain named = domains.get(TENANT, domain(OLD));

    // Then
    assertThat(own.key()).isEqualTo(new DomainKey(KeyId.DEFAULT, null));
    assertThat(named.key()).isEqualTo(new DomainKey(OLD, null));
    assertThat(wrappedUnder(own.id())).containsExactly(provider.currentKey());
    assertThat(wrappedUnder(named.id())).containsExactly(provider.namedKey(TENANT, OLD.value()));
  }

  @Test
  void a_change_of_key_wraps_the_secrets_anew_and_what_they_sealed_still_opens() {
    // Given
    DomainId id = domain(OLD);
    SealContext context = new SealContext(TENANT, id, "test", "owner", "m");
    byte[] sealed = keys.dataKey(TENANT, id).seal(PLAIN, context);
    byte[] seed = keys.transformSeed(TENANT, id).bytes();

    // When
    Domain changing = changeTo(id, NEW);
    runAll();
    keys.forget(TENANT, id);

    // Then
    assertThat(changing.key())
        .isEqualTo(new DomainKey(NEW, new KeyChange(KeyChange.Status.IN_PROGRESS, OLD, null)));
    awaitEnd(id);
    assertThat(change(id)).isEqualTo(new KeyChange(KeyChange.Status.COMPLETED, OLD, null));
    assertThat(domains.get(TENANT, id).key().id()).isEqualTo(NEW);
    assertThat(wrappedUnder(id)).containsExactly(provider.namedKey(TENANT, NEW.value()));
    assertThat(keys.dataKey(TENANT, id).open(sealed, context)).isEqualTo(PLAIN);
    assertThat(keys.transformSeed(TENANT, id).bytes()).isEqualTo(seed);
  }

  /** If the runner took the change first, its transaction ends before the row can be locked. */
  private void awaitEnd(DomainId id) {
    QuarkusTransaction.requiringNew().run(() -> domainRows.lock(TENANT, id));
  }

  @Test
  void naming_the_same_key_changes_nothing() {
    // Given
    DomainId id = domain(OLD);

    // When
    Domain same = changeTo(id, OLD);

    // Then
    assertThat(same.key()).isEqualTo(new DomainKey(OLD, null));
  }

  @Test
  void a_second_change_meanwhile_is_a_conflict_but_a_new_name_is_not() {
    // Given
    DomainId id = domain(OLD);
    QuarkusTransaction.requiringNew()
        .run(() -> {
          changeTo(id, NEW);
          dueOnlyAt(id, Instant.parse("2100-01-01T00:00:00Z"));
        });

    // When
    Domain renamed =
        domains.update(
            TENANT, id, NEW, draft -> new DomainDraft("renamed", null, draft.settings()));

    // Then
    assertThat(renamed.name()).isEqualTo("renamed");
    assertThat(renamed.key().isChanging()).isTrue();
    assertThatThrownBy(() -> changeTo(id, new KeyId("alias/third")))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind())
                                .isEqualTo(
                                    Failure.ConflictKind.DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES)));
  }

  @Test
  void a_change_that_cannot_be_made_is_tried_again_then_has_failed_and_the_same_key_tries_anew() {
    // Given
    DomainId id = domain(OLD);
    Instant first = Instant.parse("2099-01-01T00:00:00Z");
    KeyProvider broken = new BrokenKeys(provider);
    QuarkusTransaction.requiringNew()
        .run(() -> {
          changeTo(id, NEW);
          dueOnlyAt(id, first);
        });

    // When / Then
    tryOnce(id, broken, first);
    assertThat(change(id).status()).isEqualTo(KeyChange.Status.IN_PROGRESS);
    Instant second = first.plus(Duration.ofSeconds(5));
    tryOnce(id, broken, second);
    assertThat(change(id).status()).isEqualTo(KeyChange.Status.IN_PROGRESS);
    tryOnce(id, broken, second.plus(Duration.ofSeconds(30)));
    assertThat(change(id).status()).isEqualTo(KeyChange.Status.FAILED);
    assertThat(change(id).message()).contains("same key");
    assertThat(change(id).from()).isEqualTo(OLD);
    assertThat(wrappedUnder(id)).containsExactly(provider.namedKey(TENANT, OLD.value()));

    // And the same configuration again
    assertThat(changeTo(id, NEW).key().isChanging()).isTrue();
    runAll();
    awaitEnd(id);
    assertThat(change(id)).isEqualTo(new KeyChange(KeyChange.Status.COMPLETED, OLD, null));
  }

  @Test
  void a_node_that_dies_in_the_middle_has_done_nothing_and_another_one_does_it_again() {
    // Given
    DomainId id = domain(OLD);

    // When
    QuarkusTransaction.begin();
    changeTo(id, NEW);
    database.flush();
    assertThat(changes.carryOutOne()).isTrue();
    QuarkusTransaction.rollback();

    // Then
    assertThat(domains.get(TENANT, id).key()).isEqualTo(new DomainKey(OLD, null));
    assertThat(wrappedUnder(id)).containsExactly(provider.namedKey(TENANT, OLD.value()));
    keys.forget(TENANT, id);
    assertThat(keys.dataKey(TENANT, id).generation()).isEqualTo(1);
  }

  @Test
  void several_nodes_at_once_carry_each_change_out_once()
      throws InterruptedException, ExecutionException {
    // Given
    List<DomainId> ids = IntStream.range(0, 6).mapToObj(i -> domain(OLD)).toList();
    ids.forEach(id -> changeTo(id, NEW));
    CountDownLatch go = new CountDownLatch(1);

    // When
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      List<Future<?>> each =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(i ->
                  nodes.submit(() -> {
                    go.await();
                    runAll();
                    return null;
                  }))
              .toList();
      go.countDown();
      for (Future<?> one : each) {
        one.get();
      }
    }

    // Then
    ids.forEach(this::awaitEnd);
    assertThat(ids)
        .allSatisfy(id -> assertThat(change(id).status()).isEqualTo(KeyChange.Status.COMPLETED));
    assertThat(completions(ids)).isEqualTo(ids.size());
  }

  private long completions(List<DomainId> ids) {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            ((Number)
                    database
                        .createNativeQuery(
                            "select count(*) from audit_entries where tenant_id = ?1"
                                + " and action = 'domain.key-change-completed' and domain_id in ?2")
                        .setParameter(1, TENANT.value())
                        .setParameter(2, ids.stream().map(DomainId::value).toList())
                        .getSingleResult())
                .longValue());
  }

  @Test
  void a_malformed_key_name_is_refused_by_name() {
    // When / Then
    for (String bad : new String[] {"", "a b", "x".repeat(2049), "alias/\n"}) {
      assertThatThrownBy(() -> new KeyId(bad)).hasMessageContaining("kmsKeyId");
    }
    assertThat(new KeyId("x".repeat(2048)).value()).hasSize(2048);
  }
}
