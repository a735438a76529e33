package io.voxward.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.keys.KeysException;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProfilesTest {
  private static final TenantId TENANT = new TenantId("profiles-test");
  private static final ProfileName NAME = new ProfileName("strict");

  private final Profiles profiles;
  private final Domains domains;
  private final Tenants tenants;
  private final EntityManager database;
  private DomainId domain = DomainId.random();

  @Inject
  ProfilesTest(Profiles profiles, Domains domains, Tenants tenants, EntityManager database) {
    this.profiles = profiles;
    this.domains = domains;
    this.tenants = tenants;
    this.database = database;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
  }

  private static Tuning accepting(int threshold) {
    return new Tuning(threshold, null, null, null, null, null);
  }

  @Test
  void a_version_that_was_put_in_the_place_of_another_does_not_open() {
    // Given
    Profile first = profiles.create(TENANT, domain, NAME, accepting(95));
    Profile second = profiles.revise(TENANT, domain, NAME, accepting(10));

    // When
    QuarkusTransaction.requiringNew()
        .run(() -> {
          int moved =
              database
                  .createNativeQuery(
                      "update profile_versions p set sealed = q.sealed from profile_versions q"
                          + " where p.domain_id = ?1 and q.domain_id = ?1 and p.version = 1"
                          + " and q.version = 2")
                  .setParameter(1, domain.value())
                  .executeUpdate();
          assertThat(moved).isEqualTo(1);
        });

    // Then
    assertThatThrownBy(() -> profiles.get(TENANT, domain, first.ref()))
        .isInstanceOf(KeysException.class);
    assertThat(profiles.get(TENANT, domain, second.ref()).tuning()).isEqualTo(accepting(10));
  }

  @Test
  void revisions_at_the_same_time_get_numbers_of_their_own() throws Exception {
    // Given
    Profile _ = profiles.create(TENANT, domain, NAME, accepting(95));
    List<Callable<Integer>> revisions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      revisions.add(() -> profiles.revise(TENANT, domain, NAME, accepting(96)).version());
    }

    // When
    Set<Integer> numbers = new TreeSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> revision : threads.invokeAll(revisions)) {
        numbers.add(number(revision));
      }
    }

    // Then
    assertThat(numbers).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
  }

  private static int number(Future<Integer> revision) throws InterruptedException {
    try {
      return revision.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
