package io.voxward.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.Page;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SpeakersTest {
  private static final TenantId TENANT = new TenantId("speakers-test");

  private final Speakers speakers;
  private final Domains domains;
  private final Tenants tenants;
  private DomainId domain = DomainId.random();

  @Inject
  SpeakersTest(Speakers speakers, Domains domains, Tenants tenants) {
    this.speakers = speakers;
    this.domains = domains;
    this.tenants = tenants;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
  }

  @Test
  void a_customer_not_seen_before_becomes_a_pending_speaker_once() {
    // Given
    SpeakerRef ref = SpeakerRef.parse("customer-7");

    // When
    Speaker first = speakers.ensure(TENANT, domain, ref);

    // Then
    assertThat(first.status()).isEqualTo(SpeakerStatus.PENDING);
    assertThat(speakers.ensure(TENANT, domain, ref)).isEqualTo(first);
    assertThat(speakers.require(TENANT, domain, new SpeakerRef.Generated(first.id())))
        .isEqualTo(first);
  }

  @Test
  void a_generated_id_never_given_is_not_found() {
    // Given
    SpeakerRef ref = new SpeakerRef.Generated(GeneratedSpeakerId.random());

    // When / Then
    assertThatThrownBy(() -> speakers.ensure(TENANT, domain, ref))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isEqualTo(new Failure.NotFound(Failure.Resource.SPEAKER)));
  }

  @Test
  void an_enrollment_is_an_access_and_an_authentication_an_hour_later_is_the_next() {
    // Given
    Speaker pending = speakers.ensure(TENANT, domain, SpeakerRef.parse("c"));
    assertThat(pending.lastAccessedAt()).isNull();

    // When
    Speaker enrolled = speakers.recordEnrollment(pending, EnrolledFrom.UPLOAD);
    QuarkusMock.installMockForType(
        Clock.offset(Clock.systemUTC(), Speakers.ACCESS_EXACT_TO), Clock.class);
    speakers.recordAccess(enrolled);

    // Then
    Speaker now = speakers.require(TENANT, domain, SpeakerRef.parse("c"));
    assertThat(now.status()).isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(now.lastAccessedAt()).isAfter(enrolled.lastAccessedAt());
  }

  @Test
  void an_opted_out_speaker_cannot_be_enrolled() {
    // Given
    Speaker pending = speakers.ensure(TENANT, domain, SpeakerRef.parse("c"));
    QuarkusTransaction.requiringNew().run(() -> speakers.markOptedOut(speakers.lock(pending)));

    // When / Then
    assertThatThrownBy(() -> speakers.recordEnrollment(pending, EnrolledFrom.UPLOAD))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind())
                                .isEqualTo(Failure.ConflictKind.SPEAKER_OPTED_OUT)));
  }

  @Test
  void a_list_walks_through_all_speakers_once_in_the_order_of_their_ids() {
    // Given
    for (int i = 0; i < 7; i++) {
      speakers.ensure(TENANT, domain, SpeakerRef.parse("customer-" + i));
    }

    // When
    List<String> seen = new ArrayList<>();
    Page<Speaker> page = speakers.list(TENANT, domain, null, 3, null);
    page.items().forEach(speaker -> seen.add(speaker.id().value()));
    while (page.next() != null) {
      page = speakers.list(TENANT, domain, null, 3, page.next());
      page.items().forEach(speaker -> seen.add(speaker.id().value()));
    }

    // Then
    assertThat(seen).hasSize(7).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_list_by_status_holds_only_those() {
    // Given
    speakers.ensure(TENANT, domain, SpeakerRef.parse("pending"));
    Speaker enrolled =
        speakers.recordEnrollment(
            speakers.ensure(TENANT, domain, SpeakerRef.parse("enrolled")), EnrolledFrom.UPLOAD);

    // When
    Page<Speaker> page = speakers.list(TENANT, domain, SpeakerStatus.ENROLLED, 10, null);

    // Then
    assertThat(page.items()).containsExactly(enrolled);
    assertThat(page.next()).isNull();
  }
}
