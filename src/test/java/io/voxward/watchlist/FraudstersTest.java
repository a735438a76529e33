package io.voxward.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.keys.KeysException;
import io.voxward.outbox.OutboxRows;
import io.voxward.watchlist.FraudsterAdmissions.Admitted;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateAction;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateRule;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FraudstersTest {
  private static final TenantId TENANT = new TenantId("fraudsters-test");

  private final Watchlists watchlists;
  private final Fraudsters fraudsters;
  private final FraudsterAdmissions admissions;
  private final FraudsterSearch search;
  private final Snapshots snapshots;
  private final Domains domains;
  private final Tenants tenants;
  private final EntityManager database;
  private final OutboxRows outbox;
  private DomainId domain = DomainId.random();
  private WatchlistId defaultList = WatchlistId.random();

  @Inject
  FraudstersTest(
      Watchlists watchlists,
      Fraudsters fraudsters,
      FraudsterAdmissions admissions,
      FraudsterSearch search,
      Snapshots snapshots,
      Domains domains,
      Tenants tenants,
      EntityManager database,
      OutboxRows outbox) {
    this.watchlists = watchlists;
    this.fraudsters = fraudsters;
    this.admissions = admissions;
    this.search = search;
    this.snapshots = snapshots;
    this.domains = domains;
    this.tenants = tenants;
    this.database = database;
    this.outbox = outbox;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    Domain made = newDomain();
    domain = made.id();
    defaultList = made.defaultWatchlist();
  }

  private Domain newDomain() {
    return domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT));
  }

  private Fraudster register(long seed) {
    return register(seed, defaultList);
  }

  private Fraudster register(long seed, WatchlistId list) {
    return QuarkusTransaction.requiringNew()
        .call(() -> fraudsters.register(TENANT, domain, Set.of(list), TestVoices.voice(seed)));
  }

  private WatchlistId anotherList() {
    return watchlists.create(TENANT, domain, new WatchlistDraft("other", null)).id();
  }

  private FraudsterSearch.Nearest nearest(WatchlistId list, long seed) {
    return search.nearest(TENANT, domain, list, TestVoices.again(seed), TestVoices.SPEECH);
  }

  private static void assertRefused(ThrowingCallable call, Class<? extends Failure> kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(kind));
  }

  private long count(String table, GeneratedFraudsterId id) {
    String column = table.equals("voiceprints") ? "owner_id" : "generated_fraudster_id";
    return (long)
        database
            .createNativeQuery(
                "select count(*) from " + table + " where " + column + " = ?1", Long.class)
            .setParameter(1, id.value())
            .getSingleResult();
  }

  private byte[] sealed(GeneratedFraudsterId id) {
    return (byte[])
        database
            .createNativeQuery("select sealed from voiceprints where owner_id = ?1", byte[].class)
            .setParameter(1, id.value())
            .getSingleResult();
  }

  @Test
  void a_registered_voice_is_found_again_and_a_stranger_is_not() {
    Fraudster registered = register(1);
    register(2);

    FraudsterSearch.Nearest known = nearest(defaultList, 1);
    FraudsterSearch.Nearest stranger = nearest(defaultList, 3);

    assertThat(known.fraudster()).isEqualTo(registered.id());
    assertThat(known.score().value()).isGreaterThanOrEqualTo(90);
    assertThat(known.searched()).isEqualTo(2);
    assertThat(stranger.score().value()).isLessThan(50);
  }

  @Test
  void an_empty_list_and_a_list_that_is_not_there_score_zero() {
    register(1);
    WatchlistId empty = anotherList();

    assertThat(nearest(empty, 1)).isEqualTo(FraudsterSearch.Nearest.NOBODY);
    assertThat(nearest(WatchlistId.random(), 1)).isEqualTo(FraudsterSearch.Nearest.NOBODY);
  }

  @Test
  void a_search_looks_into_its_own_list_or_the_whole_domain() {
    WatchlistId other = anotherList();
    Fraudster there = register(1, other);

    assertThat(nearest(defaultList, 1).fraudster()).isNull();
    assertThat(nearest(other, 1).fraudster()).isEqualTo(there.id());
    assertThat(
            search
                .nearest(TENANT, domain, null, TestVoices.again(1), TestVoices.SPEECH)
                .fraudster())
        .isEqualTo(there.id());
  }

  @Test
  void a_deleted_fraudster_never_matches_again_and_nothing_of_them_is_left_but_a_tombstone() {
    Fraudster registered = register(1);
    assertThat(nearest(defaultList, 1).fraudster()).isEqualTo(registered.id());

    fraudsters.delete(TENANT, domain, registered.id());

    assertThat(nearest(defaultList, 1)).isEqualTo(FraudsterSearch.Nearest.NOBODY);
    for (String table : List.of("voiceprints", "fraudsters", "fraudster_watchlists")) {
      assertThat(count(table, registered.id())).as(table).isZero();
    }
    assertThat(
            database
                .createNativeQuery(
                    "select kind from tombstones where subject_id = ?1", String.class)
                .setParameter(1, registered.id().value())
                .getSingleResult())
        .isEqualTo("FRAUDSTER");
    assertRefused(() -> fraudsters.get(TENANT, domain, registered.id()), Failure.NotFound.class);
    assertRefused(() -> fraudsters.delete(TENANT, domain, registered.id()), Failure.NotFound.class);
  }

  @Test
  void a_change_that_another_node_made_is_seen_at_the_next_search() {
    Fraudster registered = register(1);
    assertThat(nearest(defaultList, 1).fraudster()).isEqualTo(registered.id());

    QuarkusTransaction.requiringNew()
        .run(() -> {
          for (String sql :
              List.of(
                  "delete from fraudster_watchlists where domain_id = ?1",
                  "update fraudster_galleries set state = gen_random_uuid()"
                      + " where domain_id = ?1")) {
            database.createNativeQuery(sql).setParameter(1, domain.value()).executeUpdate();
          }
        });

    assertThat(nearest(defaultList, 1).fraudster()).isNull();
  }

  @Test
  void a_registration_that_is_undone_is_not_found_though_it_was_searched_before_its_end() {
    register(2);
    FraudsterSearch.Nearest[] within = new FraudsterSearch.Nearest[1];
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  fraudsters.register(TENANT, domain, Set.of(defaultList), TestVoices.voice(1));
                  within[0] = nearest(defaultList, 1);
                  throw new IllegalStateException("undone");
                }))
        .hasMessageContaining("undone");

    FraudsterSearch.Nearest after = nearest(defaultList, 1);

    assertThat(within[0].fraudster()).isNotNull();
    assertThat(after.searched()).isEqualTo(1);
    assertThat(after.score().value()).isLessThan(50);
  }

  @Test
  void a_fraudster_is_on_several_lists_and_stays_on_one_at_least() {
    Fraudster registered = register(1);
    WatchlistId other = anotherList();

    Fraudster both = fraudsters.associate(TENANT, domain, registered.id(), other);
    Fraudster again = fraudsters.associate(TENANT, domain, registered.id(), other);

    assertThat(both.watchlists()).containsExactlyInAnyOrder(defaultList, other);
    assertThat(again).isEqualTo(both);
    assertThat(nearest(other, 1).fraudster()).isEqualTo(registered.id());
    Fraudster one = fraudsters.disassociate(TENANT, domain, registered.id(), defaultList);
    assertThat(one.watchlists()).containsExactly(other);
    assertThat(nearest(defaultList, 1).fraudster()).isNull();
    assertThat(fraudsters.disassociate(TENANT, domain, registered.id(), defaultList))
        .isEqualTo(one);
    assertThatThrownBy(() -> fraudsters.disassociate(TENANT, domain, registered.id(), other))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(((Failure.Conflict) e.failure()).kind())
                    .isEqualTo(
                        Failure.ConflictKind.FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST));
  }

  @Test
  void what_is_not_there_is_not_found() {
    Fraudster registered = register(1);
    GeneratedFraudsterId nobody = GeneratedFraudsterId.random();
    WatchlistId nowhere = WatchlistId.random();

    assertRefused(
        () -> fraudsters.associate(TENANT, domain, registered.id(), nowhere),
        Failure.NotFound.class);
    assertRefused(
        () -> fraudsters.disassociate(TENANT, domain, registered.id(), nowhere),
        Failure.NotFound.class);
    assertRefused(
        () -> fraudsters.associate(TENANT, domain, nobody, defaultList), Failure.NotFound.class);
    assertRefused(() -> fraudsters.list(TENANT, domain, nowhere, 10, null), Failure.NotFound.class);
    assertRefused(() -> register(2, nowhere), Failure.NotFound.class);
    assertRefused(
        () -> fraudsters.get(new TenantId("somebody-else"), domain, registered.id()),
        Failure.NotFound.class);
  }

  @Test
  void pages_hold_every_fraudster_once_with_their_lists_and_filter_by_list() {
    WatchlistId other = anotherList();
    for (int i = 0; i < 5; i++) {
      register(i);
    }
    Fraudster there = register(9, other);

    List<Fraudster> all = pages(null);

    assertThat(all).hasSize(6);
    assertThat(all.stream().map(found -> found.id().value())).isSorted().doesNotHaveDuplicates();
    assertThat(all).allSatisfy(found -> assertThat(found.watchlists()).hasSize(1));
    assertThat(pages(defaultList)).hasSize(5);
    assertThat(pages(other)).containsExactly(there);
  }

  private List<Fraudster> pages(@Nullable WatchlistId only) {
    List<Fraudster> all = new ArrayList<>();
    Page<Fraudster> page = fraudsters.list(TENANT, domain, only, 2, null);
    all.addAll(page.items());
    while (page.next() != null) {
      page = fraudsters.list(TENANT, domain, only, 2, page.next());
      all.addAll(page.items());
    }
    return all;
  }

  @Test
  void remarks_are_kept_and_hidden_from_logs() {
    Fraudster registered = register(1);

    Fraudster remarked =
        fraudsters.remark(
            TENANT, domain, registered.id(), before -> new FraudsterRemarks("case 7", "calls\nat"));

    assertThat(fraudsters.get(TENANT, domain, registered.id())).isEqualTo(remarked);
    assertThat(remarked.remarks().label()).isEqualTo("case 7");
    assertThat(remarked.toString()).doesNotContain("case 7");
    assertRefused(() -> new FraudsterRemarks("", null), Failure.Invalid.class);
    assertRefused(() -> new FraudsterRemarks(null, "a\u0000b"), Failure.Invalid.class);
  }

  @Test
  void a_voice_that_is_known_is_registered_once_unless_it_is_wanted_twice() {
    Admitted first = admit(TestVoices.voice(1), DuplicateRule.DEFAULT);

    Admitted second = admit(TestVoices.voice(TestVoices.again(1)), DuplicateRule.DEFAULT);
    Admitted third =
        admit(
            TestVoices.voice(TestVoices.again(1)),
            new DuplicateRule(DuplicateAction.REGISTER_AS_NEW, new DisplayScore(90)));

    assertThat(first).isInstanceOf(Admitted.Registered.class);
    assertThat(second).isInstanceOf(Admitted.Known.class);
    assertThat(second.fraudster()).isEqualTo(first.fraudster());
    assertThat(((Admitted.Known) second).similarity().value()).isGreaterThanOrEqualTo(90);
    assertThat(third.fraudster().id()).isNotEqualTo(first.fraudster().id());
  }

  private Admitted admit(NewVoice voice, DuplicateRule rule) {
    return admissions.admit(TENANT, domain, Set.of(defaultList), voice, rule);
  }

  @Test
  void the_print_is_sealed_in_the_domains_space_and_opens_for_nobody_else() {
    Fraudster one = register(1);
    Fraudster two = register(2);
    byte[] sealed = sealed(one.id());
    for (float number : TestVoices.of(1).vector()) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        byte[] bytes = ByteBuffer.allocate(4).order(order).putFloat(number).array();
        assertThat(contains(sealed, bytes)).isFalse();
      }
    }

    QuarkusTransaction.requiringNew()
        .run(() -> {
          database
              .createNativeQuery("update voiceprints set sealed = ?1 where owner_id = ?2")
              .setParameter(1, sealed)
              .setParameter(2, two.id().value())
              .executeUpdate();
        });

    assertThatThrownBy(() -> nearest(defaultList, 1)).isInstanceOf(KeysException.class);
  }

  private static boolean contains(byte[] haystack, byte[] needle) {
    for (int i = 0; i + needle.length <= haystack.length; i++) {
      if (Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void domains_know_nothing_of_each_others_fraudsters() {
    register(1);
    Domain other = newDomain();

    FraudsterSearch.Nearest there =
        search.nearest(TENANT, other.id(), null, TestVoices.again(1), TestVoices.SPEECH);

    assertThat(there).isEqualTo(FraudsterSearch.Nearest.NOBODY);
  }

  @Test
  void a_suspended_domain_leaves_the_memory() {
    register(1);
    assertThat(nearest(defaultList, 1).searched()).isEqualTo(1);
    int before = snapshots.domains();
    long bytes = snapshots.bytes();

    domains.delete(TENANT, domain);

    assertThat(snapshots.domains()).isEqualTo(before - 1);
    assertThat(snapshots.bytes()).isLessThan(bytes);
    assertRefused(
        () ->
            QuarkusTransaction.requiringNew()
                .call(() ->
                    fraudsters.register(TENANT, domain, Set.of(defaultList), TestVoices.voice(2))),
        Failure.Conflict.class);
  }

  @Test
  void candidates_come_nearest_first_and_only_those_with_a_score() {
    Fraudster registered = register(1);
    for (int i = 10; i < 30; i++) {
      register(i);
    }

    FraudsterSearch.Candidates found =
        search.candidates(TENANT, domain, null, TestVoices.again(1), TestVoices.SPEECH, 5);

    assertThat(found.searched()).isEqualTo(21);
    assertThat(found.candidates().getFirst().fraudster()).isEqualTo(registered.id());
    assertThat(found.candidates())
        .allSatisfy(candidate -> assertThat(candidate.score().value()).isPositive())
        .isSortedAccordingTo((a, b) -> b.score().compareTo(a.score()))
        .hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void registering_skipping_and_deleting_are_told_and_joining_a_list_or_a_remark_is_not() {
    Fraudster registered = admit(TestVoices.voice(1), DuplicateRule.DEFAULT).fraudster();
    fraudsters.associate(TENANT, domain, registered.id(), anotherList());
    fraudsters.remark(
        TENANT, domain, registered.id(), before -> new FraudsterRemarks("secret-words", null));
    admit(TestVoices.voice(1), DuplicateRule.DEFAULT);

    fraudsters.delete(TENANT, domain, registered.id());

    List<JsonNode> told =
        outbox.serviceEvents(registered.id().value()).stream()
            .map(event -> event.path("detail"))
            .toList();
    assertThat(told.stream().map(detail -> detail.path("action").asText()))
        .containsExactly("REGISTER_FRAUDSTER", "REGISTER_FRAUDSTER", "DELETE_FRAUDSTER");
    assertThat(told.get(0).at("/data/registrationStatus").asText()).isEqualTo("NEW_REGISTRATION");
    assertThat(told.get(0).at("/data/registrationSource").asText()).isEqualTo("UPLOAD");
    assertThat(told.get(1).at("/data/registrationStatus").asText()).isEqualTo("DUPLICATE_SKIPPED");
    assertThat(told.get(2).path("watchlistIds")).hasSize(2);
    assertThat(told.get(2).path("data").isNull()).isTrue();
    assertThat(outbox.payloads(registered.id().value()).toString()).doesNotContain("secret-words");
  }

  @Test
  void watchlists_and_the_fraudsters_on_one_are_as_many_as_the_tenant_may_have() {
    TenantId small = new TenantId("quota-watchlists");
    tenants.ensure(small);
    Domain made = domains.create(small, new DomainDraft("d", null, DomainSettings.DEFAULT));
    WatchlistId second =
        watchlists.create(small, made.id(), new WatchlistDraft("second", null)).id();
    watchlists.create(small, made.id(), new WatchlistDraft("third", null));
    Set<WatchlistId> first = Set.of(made.defaultWatchlist());
    for (int i = 0; i < 2; i++) {
      NewVoice voice = TestVoices.voice(i);
      QuarkusTransaction.requiringNew()
          .call(() -> fraudsters.register(small, made.id(), first, voice));
    }
    Fraudster elsewhere =
        QuarkusTransaction.requiringNew()
            .call(() -> fraudsters.register(small, made.id(), Set.of(second), TestVoices.voice(7)));

    assertRefused(
        () -> watchlists.create(small, made.id(), new WatchlistDraft("fourth", null)),
        Failure.QuotaExceeded.class);
    assertRefused(
        () ->
            QuarkusTransaction.requiringNew()
                .call(() -> fraudsters.register(small, made.id(), first, TestVoices.voice(8))),
        Failure.QuotaExceeded.class);
    assertRefused(
        () -> fraudsters.associate(small, made.id(), elsewhere.id(), made.defaultWatchlist()),
        Failure.QuotaExceeded.class);
  }

  @Test
  void one_voice_sent_several_times_at_once_is_registered_once() {
    List<CompletableFuture<Admitted>> sent = new ArrayList<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        sent.add(
            CompletableFuture.supplyAsync(
                () -> admit(TestVoices.voice(1), DuplicateRule.DEFAULT), senders));
      }
    }

    assertThat(sent.stream().map(CompletableFuture::join))
        .filteredOn(Admitted.Registered.class::isInstance)
        .hasSize(1);
    assertThat(fraudsters.list(TENANT, domain, null, 10, null).items()).hasSize(1);
  }

  @Test
  void every_change_and_every_search_that_somebody_asked_for_is_audited_by_ids_alone() {
    Fraudster registered = register(1);
    WatchlistId other = anotherList();
    fraudsters.associate(TENANT, domain, registered.id(), other);
    fraudsters.remark(TENANT, domain, registered.id(), old -> new FraudsterRemarks("Bob", null));
    search.candidates(TENANT, domain, other, TestVoices.of(1), TestVoices.SPEECH, 5);
    fraudsters.disassociate(TENANT, domain, registered.id(), other);
    fraudsters.delete(TENANT, domain, registered.id());
    watchlists.delete(TENANT, domain, other);

    List<?> audited =
        database
            .createNativeQuery(
                "select action || ' ' || subject_id || ' ' || coalesce(detail, '')"
                    + " from audit_entries where tenant_id = ?1 and domain_id = ?2"
                    + " order by sequence")
            .setParameter(1, TENANT.value())
            .setParameter(2, domain.value())
            .getResultList();

    assertThat(audited.stream().map(entry -> entry.toString().replaceAll(" .*", "")))
        .containsSubsequence(
            "fraudster.registered",
            "watchlist.created",
            "fraudster.associated",
            "fraudster.remarked",
            "fraudsters.searched",
            "fraudster.disassociated",
            "fraudster.deleted",
            "watchlist.deleted");
    assertThat(audited.toString()).doesNotContain("Bob").contains(registered.id().value());
  }
}
