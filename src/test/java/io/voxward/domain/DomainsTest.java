package io.voxward.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.DomainScope;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DomainsTest {
  private static final TenantId TENANT = new TenantId("domains-test");
  private static final DomainDraft DRAFT =
      new DomainDraft("bank", "The line of the bank", DomainSettings.DEFAULT);

  private final Domains domains;
  private final Tenants tenants;

  @jakarta.inject.Inject
  DomainsTest(Domains domains, Tenants tenants) {
    this.domains = domains;
    this.tenants = tenants;
  }

  @BeforeEach
  void makeTenant() {
    tenants.ensure(TENANT);
  }

  @Test
  void a_new_domain_is_active_and_is_read_back_as_it_was_made() {
    // Given / When
    Domain made = domains.create(TENANT, DRAFT);

    // Then
    assertThat(domains.requireActive(TENANT, made.id())).isEqualTo(made);
    assertThat(made.settings()).isEqualTo(DomainSettings.DEFAULT);
  }

  @Test
  void another_tenants_domain_does_not_exist() {
    // Given
    Domain made = domains.create(TENANT, DRAFT);

    // When / Then
    assertThatThrownBy(() -> domains.get(new TenantId("somebody-else"), made.id()))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isEqualTo(new Failure.NotFound(Failure.Resource.DOMAIN)));
  }

  @Test
  void a_deleted_domain_is_suspended_and_comes_back_by_restore() {
    // Given
    Domain made = domains.create(TENANT, DRAFT);
    domains.delete(TENANT, made.id());
    assertThat(domains.get(TENANT, made.id()).status()).isEqualTo(DomainStatus.SUSPENDED);

    // When
    Domain restored = domains.restore(TENANT, made.id());

    // Then
    assertThat(restored.status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(domains.requireActive(TENANT, made.id()).settings()).isEqualTo(made.settings());
  }

  @Test
  void work_in_a_suspended_domain_is_a_conflict() {
    // Given
    DomainId id = domains.create(TENANT, DRAFT).id();
    domains.delete(TENANT, id);

    // When / Then
    assertThatThrownBy(() -> domains.requireActive(TENANT, id))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind())
                                .isEqualTo(Failure.ConflictKind.DOMAIN_NOT_ACTIVE)));
  }

  @Test
  void a_list_is_given_in_pages_and_only_what_the_scope_covers() {
    // Given
    TenantId tenant = new TenantId("domains-test-pages");
    tenants.ensure(tenant);
    DomainId first = domains.create(tenant, DRAFT).id();
    DomainId second = domains.create(tenant, DRAFT).id();
    domains.create(tenant, DRAFT);
    DomainScope scope = new DomainScope.Only(Set.of(first, second));

    // When
    Page<Domain> one = domains.list(tenant, scope, 1, null);
    Page<Domain> two = domains.list(tenant, scope, 1, one.next());

    // Then
    assertThat(one.items()).hasSize(1);
    assertThat(one.next()).isNotNull();
    assertThat(two.next()).isNull();
    assertThat(java.util.stream.Stream.concat(one.items().stream(), two.items().stream()))
        .extracting(Domain::id)
        .containsExactlyInAnyOrder(first, second);
  }
}
