package io.voxward.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WatchlistsTest {
  private static final TenantId TENANT = new TenantId("watchlists-test");

  private final Watchlists watchlists;
  private final Fraudsters fraudsters;
  private final Domains domains;
  private final Tenants tenants;
  private DomainId domain = DomainId.random();
  private WatchlistId defaultList = WatchlistId.random();

  @Inject
  WatchlistsTest(Watchlists watchlists, Fraudsters fraudsters, Domains domains, Tenants tenants) {
    this.watchlists = watchlists;
    this.fraudsters = fraudsters;
    this.domains = domains;
    this.tenants = tenants;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    Domain made = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT));
    domain = made.id();
    defaultList = made.defaultWatchlist();
  }

  private Watchlist create(String name) {
    return watchlists.create(TENANT, domain, new WatchlistDraft(name, "first words"));
  }

  private static void assertRefused(ThrowingCallable call, Class<? extends Failure> kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(kind));
  }

  @Test
  void a_new_domain_has_one_watchlist_and_it_is_the_default_one() {
    Page<Watchlist> lists = watchlists.list(TENANT, domain, 10, null);

    assertThat(lists.items()).hasSize(1);
    assertThat(lists.items().getFirst().id()).isEqualTo(defaultList);
    assertThat(lists.items().getFirst().isDefault()).isTrue();
  }

  @Test
  void a_watchlist_is_found_as_it_was_made() {
    Watchlist made = create("card-fraud");

    Watchlist found = watchlists.get(TENANT, domain, made.id());

    assertThat(found.draft()).isEqualTo(new WatchlistDraft("card-fraud", "first words"));
    assertThat(found.isDefault()).isFalse();
  }

  @Test
  void a_change_keeps_what_it_does_not_name() {
    Watchlist made = create("card-fraud");

    Watchlist changed =
        watchlists.update(
            TENANT,
            domain,
            made.id(),
            before -> new WatchlistDraft("loan-fraud", before.description()));

    assertThat(watchlists.get(TENANT, domain, made.id()).draft())
        .isEqualTo(new WatchlistDraft("loan-fraud", "first words"));
    assertThat(changed.createdAt()).isEqualTo(made.createdAt());
  }

  @Test
  void the_default_watchlist_is_neither_changed_nor_deleted() {
    assertRefused(
        () -> watchlists.update(TENANT, domain, defaultList, before -> before),
        Failure.Invalid.class);
    assertRefused(() -> watchlists.delete(TENANT, domain, defaultList), Failure.Invalid.class);
  }

  @Test
  void an_empty_watchlist_is_deleted_and_one_with_a_fraudster_is_not() {
    Watchlist empty = create("empty");
    Watchlist full = create("full");
    QuarkusTransaction.requiringNew()
        .call(() -> fraudsters.register(TENANT, domain, Set.of(full.id()), TestVoices.voice(1)));

    watchlists.delete(TENANT, domain, empty.id());

    assertRefused(() -> watchlists.get(TENANT, domain, empty.id()), Failure.NotFound.class);
    assertThatThrownBy(() -> watchlists.delete(TENANT, domain, full.id()))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(((Failure.Conflict) e.failure()).kind())
                    .isEqualTo(Failure.ConflictKind.CANNOT_DELETE_NON_EMPTY_WATCHLIST));
  }

  @Test
  void pages_hold_every_watchlist_once_in_order() {
    for (int i = 0; i < 6; i++) {
      create("list-" + i);
    }

    List<WatchlistId> seen = new ArrayList<>();
    Page<Watchlist> page = watchlists.list(TENANT, domain, 3, null);
    page.items().forEach(list -> seen.add(list.id()));
    while (page.next() != null) {
      page = watchlists.list(TENANT, domain, 3, page.next());
      page.items().forEach(list -> seen.add(list.id()));
    }

    assertThat(seen).hasSize(7).doesNotHaveDuplicates().contains(defaultList);
    assertThat(seen.stream().map(WatchlistId::value)).isSorted();
  }

  @Test
  void a_named_watchlist_must_exist_and_none_means_the_default_one() {
    Domain known = domains.get(TENANT, domain);

    assertThat(watchlists.requireOrDefault(known, null)).isEqualTo(defaultList);
    assertRefused(
        () -> watchlists.requireOrDefault(known, WatchlistId.random()), Failure.NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-x", "a b", "ä"})
  void a_name_of_another_form_is_refused(String name) {
    assertRefused(() -> create(name), Failure.Invalid.class);
  }

  @Test
  void in_a_suspended_domain_nothing_is_seen_or_changed() {
    Watchlist made = create("card-fraud");
    domains.delete(TENANT, domain);

    assertRefused(() -> watchlists.get(TENANT, domain, made.id()), Failure.Conflict.class);
    assertRefused(() -> watchlists.list(TENANT, domain, 10, null), Failure.Conflict.class);
    assertRefused(() -> create("other"), Failure.Conflict.class);
    assertRefused(() -> watchlists.delete(TENANT, domain, made.id()), Failure.Conflict.class);
  }
}
