package io.voxward.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.enrollment.BatchEnrolled;
import io.voxward.enrollment.EnrollmentRecords;
import io.voxward.enrollment.EnrollmentRecords.Sound;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.Voiceprints;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6.4: whoever opts out is gone in that very transaction, also for work that waits. */
@QuarkusTest
class OptOutTest {
  private static final TenantId TENANT = new TenantId("opt-out-test");
  private static final CustomerSpeakerId CUSTOMER = new CustomerSpeakerId("customer-7");
  private static final SpeakerRef WHO = new SpeakerRef.Customer(CUSTOMER);
  private static final String JOB = "0123456789012345678901";

  private final Tenants tenants;
  private final Domains domains;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final OptOuts optOuts;
  private final EnrollmentRecords records;
  private final Clock clock;
  private final EntityManager database;
  private DomainId domain = DomainId.random();

  @Inject
  OptOutTest(
      Tenants tenants,
      Domains domains,
      Speakers speakers,
      Voiceprints voiceprints,
      OptOuts optOuts,
      EnrollmentRecords records,
      Clock clock,
      EntityManager database) {
    this.tenants = tenants;
    this.domains = domains;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.optOuts = optOuts;
    this.records = records;
    this.clock = clock;
    this.database = database;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
  }

  /** What an item of a batch job does when its voice is made. */
  private BatchEnrolled batchItem() {
    float[] direction = new float[192];
    direction[0] = 1;
    VoiceMaker.Made.Voice voice =
        new VoiceMaker.Made.Voice(
            Embedding.ofDirection(direction, new ModelId("test-model")),
            new NetSpeech(12.5),
            new VoiceMaker.Quality(20, 0, 3400));
    return QuarkusTransaction.requiringNew()
        .call(() -> records.keepBatch(TENANT, domain, CUSTOMER, voice, Sound.NONE, true, JOB));
  }

  private long count(String table, Speaker speaker) {
    return (Long)
        database
            .createNativeQuery(
                "select count(*) from " + table + " where subject_id = ?1", Long.class)
            .setParameter(1, speaker.id().value())
            .getSingleResult();
  }

  @Test
  void the_voice_the_tombstone_and_the_receipt_go_together_or_not_at_all() {
    // Given
    Speaker speaker = batchItem().speaker();

    // When
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  Speaker _ = optOuts.optOut(TENANT, domain, WHO);
                  throw new IllegalStateException("killed before the commit");
                }))
        .hasMessageContaining("killed");
    boolean stays = voiceprints.find(speaker).isPresent();
    long tombstonesBefore = count("tombstones", speaker);
    Speaker after = optOuts.optOut(TENANT, domain, WHO);

    // Then
    assertThat(stays).isTrue();
    assertThat(tombstonesBefore).isZero();
    assertThat(after.status()).isEqualTo(SpeakerStatus.OPTED_OUT);
    assertThat(voiceprints.find(speaker)).isEmpty();
    assertThat(count("tombstones", speaker)).isEqualTo(1);
    assertThat(count("receipts", speaker)).isEqualTo(1);
  }

  @Test
  void an_item_of_a_running_batch_job_that_comes_after_it_is_refused_and_leaves_no_voice() {
    // Given
    Speaker speaker = optOuts.optOut(TENANT, domain, WHO);

    // When / Then
    assertThatThrownBy(this::batchItem)
        .isInstanceOfSatisfying(
            FailureException.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind())
                                .isEqualTo(Failure.ConflictKind.SPEAKER_OPTED_OUT)));
    assertThat(voiceprints.find(speaker)).isEmpty();
  }

  @Test
  void a_withdrawal_by_consent_lets_them_be_enrolled_again() {
    // Given
    Speaker _ = optOuts.optOut(TENANT, domain, WHO);

    // When
    Speaker back =
        optOuts.withdraw(
            TENANT, domain, WHO, new ConsentDraft("phone", clock.instant(), "call-4711", "v3"));
    Speaker enrolled = batchItem().speaker();

    // Then
    assertThat(back.status()).isEqualTo(SpeakerStatus.PENDING);
    assertThat(speakers.require(TENANT, domain, WHO).status()).isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(voiceprints.find(enrolled)).isPresent();
  }
}
