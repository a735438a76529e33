package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.ADMINISTER_WATCHLISTS;
import static io.voxward.access.Permission.DELETE_SPEAKERS;
import static io.voxward.access.Permission.ENROLL_SPEAKERS;
import static io.voxward.access.Permission.OPT_OUT_SPEAKERS;
import static io.voxward.access.Permission.READ_DOMAINS;
import static io.voxward.access.Permission.READ_JOBS;
import static io.voxward.access.Permission.READ_SESSIONS;
import static io.voxward.access.Permission.READ_SPEAKERS;
import static io.voxward.access.Permission.READ_WATCHLISTS;
import static io.voxward.access.Permission.RUN_JOBS;
import static io.voxward.access.Permission.RUN_SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.DomainScope;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Permission;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.Arns;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may call what: the one table, and an allowed and a refused case from each of its rows. */
@QuarkusTest
class PermissionsTest {
  private static final TenantId TENANT = new TenantId("voice-id-permissions");

  /** Every operation of the dialect and the permission it needs. */
  private static final Map<String, Permission> TABLE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("CreateDomain", ADMINISTER_DOMAINS),
              Map.entry("UpdateDomain", ADMINISTER_DOMAINS),
              Map.entry("TagResource", ADMINISTER_DOMAINS),
              Map.entry("UntagResource", ADMINISTER_DOMAINS),
              Map.entry("ListTagsForResource", READ_DOMAINS),
              Map.entry("DeleteDomain", ADMINISTER_DOMAINS),
              Map.entry("DescribeDomain", READ_DOMAINS),
              Map.entry("ListDomains", READ_DOMAINS),
              Map.entry("DeleteSpeaker", DELETE_SPEAKERS),
              Map.entry("DescribeSpeaker", READ_SPEAKERS),
              Map.entry("ListSpeakers", READ_SPEAKERS),
              Map.entry("OptOutSpeaker", OPT_OUT_SPEAKERS),
              Map.entry("CreateWatchlist", ADMINISTER_WATCHLISTS),
              Map.entry("DeleteWatchlist", ADMINISTER_WATCHLISTS),
              Map.entry("DescribeWatchlist", READ_WATCHLISTS),
              Map.entry("ListWatchlists", READ_WATCHLISTS),
              Map.entry("UpdateWatchlist", ADMINISTER_WATCHLISTS),
              Map.entry("AssociateFraudster", ADMINISTER_WATCHLISTS),
              Map.entry("DeleteFraudster", ADMINISTER_WATCHLISTS),
              Map.entry("DescribeFraudster", READ_WATCHLISTS),
              Map.entry("DisassociateFraudster", ADMINISTER_WATCHLISTS),
              Map.entry("ListFraudsters", READ_WATCHLISTS),
              Map.entry("StartFraudsterRegistrationJob", RUN_JOBS),
              Map.entry("DescribeFraudsterRegistrationJob", READ_JOBS),
              Map.entry("ListFraudsterRegistrationJobs", READ_JOBS),
              Map.entry("StartSpeakerEnrollmentJob", RUN_JOBS),
              Map.entry("DescribeSpeakerEnrollmentJob", READ_JOBS),
              Map.entry("ListSpeakerEnrollmentJobs", READ_JOBS),
              Map.entry("EvaluateSession", READ_SESSIONS),
              Map.entry("StartSession", RUN_SESSIONS),
              Map.entry("DescribeSession", READ_SESSIONS),
              Map.entry("UpdateSession", RUN_SESSIONS),
              Map.entry("StopSession", RUN_SESSIONS),
              Map.entry("EnrollBySession", ENROLL_SPEAKERS)));

  private final VoiceIdCalls calls;
  private final Dispatcher dispatcher;
  private final Domains domains;
  private final Tenants tenants;
  private final Arns arns;
  private final Samples samples = new Samples(ServiceModel.load());

  @Inject
  PermissionsTest(
      VoiceIdCalls calls, Dispatcher dispatcher, Domains domains, Tenants tenants, Arns arns) {
    this.calls = calls;
    this.dispatcher = dispatcher;
    this.domains = domains;
    this.tenants = tenants;
    this.arns = arns;
  }

  @Test
  void every_operation_needs_what_the_table_says_and_none_is_missing_from_it() {
    // When
    Map<String, Permission> found = new TreeMap<>();
    dispatcher.names().forEach(name -> found.put(name, dispatcher.operation(name).permission()));

    // Then
    assertThat(found).isEqualTo(TABLE);
  }

  private String request(String operation, String domain) {
    return samples
        .least(operation, domain)
        .toString()
        .replace(":111122223333:domain", ":" + arns.account(TENANT) + ":domain");
  }

  @TestFactory
  Stream<DynamicTest> each_role_may_call_what_its_permissions_cover_and_nothing_else() {
    return Arrays.stream(Role.values())
        .flatMap(role -> {
          IssuedAccessKey key = calls.key(TENANT, role);
          return TABLE.entrySet().stream()
              .map(row ->
                  DynamicTest.dynamicTest(
                      role.word() + " " + row.getKey(),
                      () -> check(key, role, row.getKey(), row.getValue())));
        });
  }

  private void check(IssuedAccessKey key, Role role, String operation, Permission needed) {
    // When
    VoiceIdCalls.Answer answer = calls.call(key, operation, request(operation, Samples.DOMAIN));

    // Then
    if (role.permissions().contains(needed)) {
      assertThat(answer.exception()).isNotEqualTo("AccessDeniedException");
      assertThat(answer.status()).isNotEqualTo(403).isLessThan(500);
    } else {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.exception()).isEqualTo("AccessDeniedException");
      assertThat(answer.message()).contains(needed.name());
    }
  }

  @TestFactory
  Stream<DynamicTest> a_narrowed_key_reaches_its_own_domain_and_learns_nothing_of_another() {
    return TABLE.keySet().stream()
        .filter(operation -> dispatcher.operation(operation).domain() != null)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> checkScope(operation)));
  }

  private void checkScope(String operation) {
    // Given
    DomainId own = domain();
    DomainId other = domain();
    IssuedAccessKey key = calls.key(TENANT, Role.ADMIN, new DomainScope.Only(Set.of(own)));

    // When
    VoiceIdCalls.Answer allowed = calls.call(key, operation, request(operation, own.value()));
    VoiceIdCalls.Answer foreign = calls.call(key, operation, request(operation, other.value()));
    VoiceIdCalls.Answer unknown = calls.call(key, operation, request(operation, Samples.DOMAIN));

    // Then
    assertThat(allowed.status()).isNotEqualTo(403).isLessThan(500);
    assertThat(allowed.text("ResourceType")).isNotEqualTo("DOMAIN");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.exception()).isEqualTo("AccessDeniedException");
    assertThat(unknown.status()).isEqualTo(403);
    assertThat(unknown.message().replace(Samples.DOMAIN, other.value()))
        .isEqualTo(foreign.message());
  }

  private DomainId domain() {
    tenants.ensure(TENANT);
    return domains.create(TENANT, new DomainDraft("bank", null, DomainSettings.DEFAULT)).id();
  }
}
