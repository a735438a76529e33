package io.voxward.voiceprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.Erasures;
import io.voxward.consent.OptOuts;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.keys.KeysException;
import io.voxward.speaker.EnrolledFrom;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VoiceprintsTest {
  private static final TenantId TENANT = new TenantId("voiceprints-test");
  private static final ModelId MODEL = new ModelId("test-model");
  private static final NetSpeech SPEECH = new NetSpeech(12.5);

  private final Voiceprints voiceprints;
  private final Speakers speakers;
  private final Domains domains;
  private final Tenants tenants;
  private final OptOuts optOuts;
  private final Erasures erasures;
  private final EntityManager database;
  private DomainId domain = DomainId.random();

  @Inject
  VoiceprintsTest(
      Voiceprints voiceprints,
      Speakers speakers,
      Domains domains,
      Tenants tenants,
      OptOuts optOuts,
      Erasures erasures,
      EntityManager database) {
    this.voiceprints = voiceprints;
    this.speakers = speakers;
    this.domains = domains;
    this.tenants = tenants;
    this.optOuts = optOuts;
    this.erasures = erasures;
    this.database = database;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    domain = newDomain();
  }

  private DomainId newDomain() {
    return domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
  }

  private static Embedding voice(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] direction = new float[192];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) (random.nextDouble() - 0.5);
    }
    return Embedding.ofDirection(direction, MODEL);
  }

  private Speaker enroll(DomainId where, String customer, Embedding voice) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          Speaker speaker =
              speakers.recordEnrollment(
                  speakers.ensure(TENANT, where, SpeakerRef.parse(customer)), EnrolledFrom.UPLOAD);
          voiceprints.replace(
              speaker, voice, SPEECH, VoiceprintFigures.NONE, VoiceprintSource.UPLOAD);
          return speaker;
        });
  }

  private byte[] sealed(Speaker speaker) {
    return (byte[])
        database
            .createNativeQuery("select sealed from voiceprints where owner_id = ?1", byte[].class)
            .setParameter(1, speaker.id().value())
            .getSingleResult();
  }

  @Test
  void a_comparison_in_the_domains_space_scores_as_one_without_it() {
    // Given
    Speaker speaker = enroll(domain, "c", voice(1));
    for (int other = 1; other < 20; other++) {
      // When
      Voiceprint print = voiceprints.find(speaker).orElseThrow();
      Embedding test = print.inSpace(voice(other));

      // Then
      assertThat(print.embedding().cosine(test))
          .isCloseTo(voice(1).cosine(voice(other)), within(1e-6));
    }
    assertThat(voiceprints.find(speaker).orElseThrow().netSpeech()).isEqualTo(SPEECH);
  }

  @Test
  void the_same_voice_in_two_domains_gives_unrelated_prints() {
    // Given
    DomainId other = newDomain();

    // When
    Voiceprint here = voiceprints.find(enroll(domain, "c", voice(1))).orElseThrow();
    Voiceprint there = voiceprints.find(enroll(other, "c", voice(1))).orElseThrow();

    // Then
    assertThat(here.embedding().cosine(there.embedding())).isCloseTo(0, within(0.35));
  }

  @Test
  void the_database_holds_neither_the_embedding_nor_what_the_transform_makes_of_it() {
    // Given
    Embedding voice = voice(1);

    // When
    byte[] sealed = sealed(enroll(domain, "c", voice));

    // Then
    Embedding turned = voiceprints.inSpace(voiceprints.space(TENANT, domain), voice);
    for (float[] plain : List.of(voice.vector(), turned.vector())) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        for (float number : plain) {
          byte[] bytes = ByteBuffer.allocate(4).order(order).putFloat(number).array();
          assertThat(indexOf(sealed, bytes)).isNegative();
        }
      }
    }
  }

  private static int indexOf(byte[] haystack, byte[] needle) {
    for (int i = 0; i + needle.length <= haystack.length; i++) {
      if (java.util.Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void a_print_moved_to_another_speaker_is_refused() {
    // Given
    Speaker one = enroll(domain, "one", voice(1));
    Speaker two = enroll(domain, "two", voice(2));
    byte[] stolen = sealed(one);

    // When
    QuarkusTransaction.requiringNew()
        .run(() ->
            database
                .createNativeQuery("update voiceprints set sealed = ?1 where owner_id = ?2")
                .setParameter(1, stolen)
                .setParameter(2, two.id().value())
                .executeUpdate());

    // Then
    assertThatThrownBy(() -> voiceprints.find(two)).isInstanceOf(KeysException.class);
  }

  @Test
  void enrolling_again_replaces_the_print() {
    // Given
    enroll(domain, "c", voice(1));

    // When
    Speaker speaker = enroll(domain, "c", voice(2));

    // Then
    Voiceprint print = voiceprints.find(speaker).orElseThrow();
    assertThat(print.embedding().cosine(print.inSpace(voice(2)))).isCloseTo(1, within(1e-6));
    assertThat(count(speaker)).isEqualTo(1);
  }

  private long count(Speaker speaker) {
    return (long)
        database
            .createNativeQuery("select count(*) from voiceprints where owner_id = ?1", Long.class)
            .setParameter(1, speaker.id().value())
            .getSingleResult();
  }

  @Test
  void an_opt_out_erases_the_print_at_once() {
    // Given
    Speaker speaker = enroll(domain, "c", voice(1));

    // When
    Speaker out = optOuts.optOut(TENANT, domain, SpeakerRef.parse("c"));

    // Then
    assertThat(out.status()).isEqualTo(SpeakerStatus.OPTED_OUT);
    assertThat(voiceprints.find(speaker)).isEmpty();
    assertThat(count(speaker)).isZero();
  }

  @Test
  void a_deletion_erases_the_print_and_the_entry_and_leaves_a_tombstone() {
    // Given
    Speaker speaker = enroll(domain, "c", voice(1));

    // When
    erasures.deleteSpeaker(TENANT, domain, SpeakerRef.parse("c"));

    // Then
    assertThat(count(speaker)).isZero();
    assertThat(speakers.find(TENANT, domain, SpeakerRef.parse("c"))).isEmpty();
    assertThat(
            database
                .createNativeQuery(
                    "select reason from tombstones where kind = 'SPEAKER' and subject_id = ?1",
                    String.class)
                .setParameter(1, speaker.id().value())
                .getSingleResult())
        .isEqualTo("DELETION");
  }
}
