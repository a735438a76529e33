package io.voxward.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.AccessKeySecrets;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.TenantId;
import io.voxward.job.Job;
import io.voxward.job.JobDraft;
import io.voxward.job.Jobs;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.KeysException;
import io.voxward.keys.SealContext;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6.7: rotation of the keys that wrap all others. */
@QuarkusTest
class WrappingKeysTest {
  private static final TenantId TENANT = new TenantId("wrapping-keys-test");
  private static final KeyId NAMED = new KeyId("alias/named");
  private static final byte[] PLAIN = {1, 2, 3};
  private static final String KEYS = "/api/v1/wrapping-keys";

  private final Domains domains;
  private final DomainKeys keys;
  private final KeyProvider provider;
  private final AccessKeySecrets accessKeys;
  private final Tenants tenants;
  private final DomainSecrets secrets;
  private final WrappingKeys wrappingKeys;
  private final Jobs jobs;
  private final RewrapKind kind;
  private final RestCalls rest;
  private final EntityManager database;
  private String token = "";

  @Inject
  WrappingKeysTest(
      Domains domains,
      DomainKeys keys,
      KeyProvider provider,
      AccessKeySecrets accessKeys,
      Tenants tenants,
      DomainSecrets secrets,
      WrappingKeys wrappingKeys,
      Jobs jobs,
      RewrapKind kind,
      RestCalls rest,
      EntityManager database) {
    this.domains = domains;
    this.keys = keys;
    this.provider = provider;
    this.accessKeys = accessKeys;
    this.tenants = tenants;
    this.secrets = secrets;
    this.wrappingKeys = wrappingKeys;
    this.jobs = jobs;
    this.kind = kind;
    this.rest = rest;
    this.database = database;
  }

  @BeforeEach
  void makeTenant() {
    token = rest.token(TENANT, Role.ADMIN);
  }

  private DomainId domain(KeyId key) {
    return domains
        .create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT), key, List.of())
        .id();
  }

  private static SealContext context(DomainId id) {
    return new SealContext(TENANT, id, "test", "owner", "m");
  }

  private Set<String> wrappedUnder(DomainId id) {
    return Set.copyOf(
        database
            .unwrap(org.hibernate.Session.class)
            .createNativeQuery(
                "select master_key from domain_keys where domain_id = ?1", String.class)
            .setParameter(1, id.value())
            .getResultList());
  }

  private byte[] wrapped(DomainId id, String purpose) {
    return (byte[])
        database
            .createNativeQuery(
                "select wrapped from domain_keys where domain_id = ?1 and purpose = ?2",
                byte[].class)
            .setParameter(1, id.value())
            .setParameter(2, purpose)
            .getSingleResult();
  }

  private RestCalls.Answer rotate() throws InterruptedException {
    RestCalls.Answer answer = rest.send("POST", KEYS, token, null);
    // Another test's rotation, or secrets of one that is over, may still be on their way.
    for (int look = 0; look < 600 && answer.status() == 409; look++) {
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      answer = rest.send("POST", KEYS, token, null);
    }
    assertThat(answer.status()).isEqualTo(202);
    return answer;
  }

  private void awaitUnused(String key) throws InterruptedException {
    JsonNode secrets = shown(key).path("secrets");
    for (int look = 0; look < 1200 && !secrets.isEmpty(); look++) {
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      secrets = shown(key).path("secrets");
    }
    assertThat(secrets).as("secrets under " + key).isEmpty();
  }

  private JsonNode shown(String key) {
    for (JsonNode one : rest.send("GET", KEYS, token, null).body().path("items")) {
      if (one.path("name").asText().equals(key)) {
        return one;
      }
    }
    throw new AssertionError("no key " + key);
  }

  @Test
  void a_rotation_wraps_every_secret_anew_and_touches_nothing_that_they_sealed()
      throws InterruptedException {
    // Given
    DomainId own = domain(KeyId.DEFAULT);
    DomainId named = domain(NAMED);
    DomainId suspended = domain(KeyId.DEFAULT);
    Domain _ = domains.delete(TENANT, suspended);
    byte[] sealed = keys.dataKey(TENANT, own).seal(PLAIN, context(own));
    byte[] seed = keys.transformSeed(TENANT, own).bytes();
    String before = provider.currentKey();

    // When
    RestCalls.Answer begun = rotate();
    String after = begun.text("name");
    awaitUnused(before);

    // Then
    assertThat(after).isNotEqualTo(before).isEqualTo(provider.currentKey());
    JsonNode run = begun.body().at("/runs/0");
    assertThat(run.path("kind").asText()).isEqualTo("KEY_REWRAP");
    assertThat(run.has("domainId") && !run.path("domainId").isNull()).isFalse();
    assertThat(endOf(run.path("jobId").asText())).isEqualTo("COMPLETED");
    assertThat(wrappedUnder(own)).containsExactly(after);
    assertThat(wrappedUnder(suspended)).containsExactly(after);
    assertThat(wrappedUnder(named)).containsExactly(provider.namedKey(TENANT, NAMED.value()));
    keys.forget(TENANT, own);
    assertThat(keys.dataKey(TENANT, own).generation()).isEqualTo(1);
    assertThat(keys.dataKey(TENANT, own).open(sealed, context(own))).isEqualTo(PLAIN);
    assertThat(keys.transformSeed(TENANT, own).bytes()).isEqualTo(seed);
    assertThat(accessKeys.stale(TENANT)).isEmpty();
    assertThat(shown(after).path("current").asBoolean()).isTrue();
  }

  private String endOf(String run) throws InterruptedException {
    String path = "/api/v1/schedules/key-rewrap/runs/" + run;
    for (int look = 0; look < 600; look++) {
      RestCalls.Answer answer = rest.send("GET", path, token, null);
      if (!Set.of("SUBMITTED", "IN_PROGRESS").contains(answer.text("status"))) {
        assertThat(answer.body().at("/progress/percentComplete").asInt()).isEqualTo(100);
        return answer.text("status");
      }
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the run does not end");
  }

  @Test
  void an_old_key_is_destroyed_only_when_unused_and_then_a_backup_of_what_it_wrapped_is_lost()
      throws InterruptedException {
    // Given
    MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
    DomainId id = domain(KeyId.DEFAULT);
    String old = provider.currentKey();
    byte[] backup = wrapped(id, "DATA");
    byte[] bound = ("wrapping\0" + id).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] other = provider.wrap(old, PLAIN, bound);
    assertThat(provider.unwrap(old, other, bound)).isEqualTo(PLAIN);

    // When
    RestCalls.Answer whileCurrent = rest.send("DELETE", KEYS + "/" + old, token, null);
    RestCalls.Answer _ = rotate();
    awaitUnused(old);
    RestCalls.Answer tooEarly = rest.send("DELETE", KEYS + "/" + old, token, null);
    QuarkusMock.installMockForType(clock, Clock.class);
    clock.advance(WrappingKeys.KEPT.plusMinutes(1));
    RestCalls.Answer destroyed = rest.send("DELETE", KEYS + "/" + old, token, null);
    RestCalls.Answer again = rest.send("DELETE", KEYS + "/" + old, token, null);

    // Then
    assertThat(whileCurrent.text("type")).endsWith(":key-in-use");
    assertThat(tooEarly.text("type")).endsWith(":key-in-use");
    assertThat(tooEarly.text("detail")).contains("10 minutes");
    assertThat(destroyed.status()).isEqualTo(204);
    assertThat(again.text("type")).endsWith(":wrapping-key-not-found");
    assertThatThrownBy(() -> provider.unwrap(old, other, bound)).isInstanceOf(KeysException.class);
    putBack(id, old, backup);
    keys.forget(TENANT, id);
    assertThatThrownBy(() -> keys.dataKey(TENANT, id)).isInstanceOf(KeysException.class);
    QuarkusTransaction.requiringNew().run(() -> keys.destroy(TENANT, id));
  }

  /** The row as it was in a backup of the database. */
  private void putBack(DomainId id, String key, byte[] wrapped) {
    QuarkusTransaction.requiringNew()
        .run(() ->
            database
                .createNativeQuery(
                    "update domain_keys set master_key = ?1, wrapped = ?2"
                        + " where domain_id = ?3 and purpose = 'DATA'")
                .setParameter(1, key)
                .setParameter(2, wrapped)
                .setParameter(3, id.value())
                .executeUpdate());
  }

  @Test
  void a_key_with_secrets_under_it_is_not_destroyed() throws InterruptedException {
    // Given
    DomainId id = domain(KeyId.DEFAULT);
    String old = provider.currentKey();
    byte[] data = wrapped(id, "DATA");
    RestCalls.Answer _ = rotate();
    awaitUnused(old);
    putBack(id, old, data);

    // When
    RestCalls.Answer refused = rest.send("DELETE", KEYS + "/" + old, token, null);
    RestCalls.Answer run = rest.send("POST", "/api/v1/schedules/key-rewrap/runs", token, null);

    // Then
    assertThat(refused.text("type")).endsWith(":key-in-use");
    assertThat(refused.text("detail")).contains("domains");
    assertThat(endOf(run.body().at("/items/0/jobId").asText())).isEqualTo("COMPLETED");
    assertThat(wrappedUnder(id)).containsExactly(provider.currentKey());
    assertThat(keys.dataKey(TENANT, id).generation()).isEqualTo(1);
  }

  @Test
  void an_item_killed_before_its_commit_has_done_nothing_and_is_done_again()
      throws InterruptedException {
    // Given
    DomainId id = domain(KeyId.DEFAULT);
    String old = provider.currentKey();
    RestCalls.Answer _ = rotate();
    awaitUnused(old);
    String current = provider.currentKey();
    QuarkusTransaction.requiringNew().run(() -> keys.wrapUnder(TENANT, id, NAMED.value()));
    assertThat(secrets.stale(TENANT)).contains(id.value());

    // When
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  secrets.rewrap(TENANT, id.value());
                  database.flush();
                  throw new IllegalStateException("killed before the commit");
                }))
        .hasMessageContaining("killed");
    Set<String> between = wrappedUnder(id);
    QuarkusTransaction.requiringNew().run(() -> secrets.rewrap(TENANT, id.value()));
    QuarkusTransaction.requiringNew().run(() -> secrets.rewrap(TENANT, id.value()));

    // Then
    assertThat(between).containsExactly(provider.namedKey(TENANT, NAMED.value()));
    assertThat(wrappedUnder(id)).containsExactly(current);
    assertThat(kind.atOnce()).isEqualTo(1);
  }

  @Test
  void a_rotation_while_another_goes_on_is_a_conflict_and_makes_no_key() {
    // Given
    String current = provider.currentKey();

    // When / Then
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  Job _ =
                      jobs.submit(new JobDraft(TENANT, Job.NO_DOMAIN, RewrapKind.NAME, null, "{}"));
                  String _ = wrappingKeys.rotate(TENANT);
                }))
        .hasMessageContaining("still being wrapped");
    assertThat(provider.currentKey()).isEqualTo(current);
  }

  @Test
  void only_administrators_of_all_domains_may_rotate() {
    // Given
    DomainId id = domain(KeyId.DEFAULT);
    String privacy = rest.token(TENANT, Role.PRIVACY);
    String narrow = rest.token(TENANT, Role.ADMIN, new DomainScope.Only(Set.of(id)));
    String current = provider.currentKey();

    // When / Then
    for (String by : List.of(privacy, narrow)) {
      assertThat(rest.send("POST", KEYS, by, null).status()).isEqualTo(403);
      assertThat(rest.send("GET", KEYS, by, null).status()).isEqualTo(403);
      assertThat(rest.send("DELETE", KEYS + "/" + current, by, null).status()).isEqualTo(403);
    }
    assertThat(provider.currentKey()).isEqualTo(current);
    assertThat(tenants.all()).contains(TENANT);
  }
}
