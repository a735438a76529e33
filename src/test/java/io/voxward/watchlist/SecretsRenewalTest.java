package io.voxward.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainKey;
import io.voxward.domain.DomainRenewal;
import io.voxward.domain.DomainRenewal.Extent;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.DomainStatus;
import io.voxward.domain.Domains;
import io.voxward.domain.KeyId;
import io.voxward.domain.RenewalStep;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeysException;
import io.voxward.keys.SealContext;
import io.voxward.speaker.EnrolledFrom;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.KeptRecordings;
import io.voxward.voiceprint.Voiceprint;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.voiceprint.VoiceprintsRenewal;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Issue 6.7: new secrets for a domain. Another node is made of what a node consists of, with a
 * memory of its own.
 */
@QuarkusTest
class SecretsRenewalTest {
  private static final TenantId TENANT = new TenantId("renewal-test");
  private static final Domain NONE =
      new Domain(
          TENANT,
          DomainId.random(),
          new DomainDraft("none", null, DomainSettings.DEFAULT),
          DomainStatus.ACTIVE,
          WatchlistId.random(),
          new DomainKey(KeyId.DEFAULT, null),
          Instant.EPOCH,
          Instant.EPOCH,
          null);
  private static final int SPEAKERS = 5;
  private static final int FRAUDSTERS = 3;

  private final Speakers speakers;
  private final Fraudsters fraudsters;
  private final FraudsterSearch search;
  private final Voiceprints voiceprints;
  private final VoiceprintsRenewal renewal;
  private final DomainRenewal domainRenewal;
  private final DomainKeys keys;
  private final Snapshots snapshots;
  private final OtherNode otherNode;
  private final KeptRecordings recordings;
  private final Domains domains;
  private final RestCalls rest;
  private final EntityManager database;
  private final Map<Speaker, Long> enrolled = new HashMap<>();
  private final List<Fraudster> registered = new ArrayList<>();
  private String token = "";
  private Domain domain = NONE;

  /** What a node has of its own. */
  private record Node(Voiceprints voiceprints, FraudsterSearch search) {}

  @Inject
  SecretsRenewalTest(
      Speakers speakers,
      Fraudsters fraudsters,
      FraudsterSearch search,
      Voiceprints voiceprints,
      VoiceprintsRenewal renewal,
      DomainRenewal domainRenewal,
      DomainKeys keys,
      Snapshots snapshots,
      OtherNode otherNode,
      KeptRecordings recordings,
      RestCalls rest,
      Domains domains,
      EntityManager database) {
    this.domains = domains;
    this.speakers = speakers;
    this.fraudsters = fraudsters;
    this.search = search;
    this.voiceprints = voiceprints;
    this.renewal = renewal;
    this.domainRenewal = domainRenewal;
    this.keys = keys;
    this.snapshots = snapshots;
    this.rest = rest;
    this.database = database;
    this.otherNode = otherNode;
    this.recordings = recordings;
  }

  @BeforeEach
  void fillADomain() {
    token = rest.token(TENANT, Role.ADMIN);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT));
    for (long seed = 0; seed < SPEAKERS; seed++) {
      enrolled.put(enroll(voiceprints, "customer-" + seed, seed), seed);
    }
    for (long seed = 100; seed < 100 + FRAUDSTERS; seed++) {
      long voice = seed;
      registered.add(
          QuarkusTransaction.requiringNew()
              .call(() ->
                  fraudsters.register(
                      TENANT,
                      domain.id(),
                      Set.of(domain.defaultWatchlist()),
                      TestVoices.voice(voice))));
    }
    assertEverythingReadable();
  }

  private Speaker enroll(Voiceprints by, String customer, long seed) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          Speaker speaker =
              speakers.recordEnrollment(
                  speakers.ensure(TENANT, domain.id(), SpeakerRef.parse(customer)),
                  EnrolledFrom.UPLOAD);
          by.replace(
              speaker,
              TestVoices.of(seed),
              TestVoices.SPEECH,
              VoiceprintFigures.NONE,
              VoiceprintSource.UPLOAD);
          return speaker;
        });
  }

  /** Every print opens on both nodes and every score is what it is without a transform. */
  private void assertEverythingReadable() {
    for (Node node : List.of(new Node(voiceprints, search), other())) {
      QuarkusTransaction.requiringNew()
          .run(() -> {
            enrolled.forEach((speaker, seed) ->
                assertThat(cosine(node, speaker, seed))
                    .isCloseTo(TestVoices.of(seed).cosine(TestVoices.again(seed)), within(1e-6)));
            for (int i = 0; i < FRAUDSTERS; i++) {
              FraudsterSearch.Nearest found = nearest(node, 100 + i);
              assertThat(found.fraudster()).isEqualTo(registered.get(i).id());
              assertThat(found.searched()).isEqualTo(FRAUDSTERS);
            }
            assertThat(nearest(node, 999).score().value()).isLessThan(50);
          });
    }
  }

  private Node other() {
    return new Node(otherNode.voiceprints(), otherNode.search());
  }

  private static double cosine(Node node, Speaker speaker, long seed) {
    Voiceprint print = node.voiceprints().find(speaker).orElseThrow();
    return print.embedding().cosine(print.inSpace(TestVoices.again(seed)));
  }

  private FraudsterSearch.Nearest elsewhere(long seed) {
    return QuarkusTransaction.requiringNew().call(() -> nearest(other(), seed));
  }

  private FraudsterSearch.Nearest nearest(Node node, long seed) {
    return node.search()
        .nearest(TENANT, domain.id(), null, TestVoices.again(seed), TestVoices.SPEECH);
  }

  private List<Map.Entry<Integer, Integer>> generations() {
    List<Object[]> rows =
        QuarkusTransaction.requiringNew()
            .call(() ->
                database
                    .unwrap(org.hibernate.Session.class)
                    .createNativeQuery(
                        "select key_generation, transform_generation from voiceprints"
                            + " where domain_id = ?1",
                        Object[].class)
                    .setParameter(1, domain.id().value())
                    .getResultList());
    return rows.stream().map(row -> Map.entry((Integer) row[0], (Integer) row[1])).toList();
  }

  private byte[] sealed(String owner) {
    return (byte[])
        database
            .createNativeQuery("select sealed from voiceprints where owner_id = ?1", byte[].class)
            .setParameter(1, owner)
            .getSingleResult();
  }

  private static SealContext context(DomainId domain, String purpose, String owner) {
    return new SealContext(TENANT, domain, purpose, owner, TestVoices.MODEL.value());
  }

  private static Embedding opened(byte[] plain) {
    float[] vector = new float[plain.length / Float.BYTES];
    ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return Embedding.ofDirection(vector, TestVoices.MODEL);
  }

  private String path(String what) {
    return "/api/v1/domains/" + domain.id() + "/" + what;
  }

  private String renew(Extent extent) throws InterruptedException {
    RestCalls.Answer begun =
        rest.send("POST", path("key-renewals"), token, "{\"extent\": \"" + extent + "\"}");
    assertThat(begun.status()).isEqualTo(202);
    return endOf(begun.text("jobId"));
  }

  private String endOf(String run) throws InterruptedException {
    String path = "/api/v1/schedules/key-renewal/runs/" + run;
    for (int look = 0; look < 600; look++) {
      String status = rest.send("GET", path, token, null).text("status");
      if (!status.equals("SUBMITTED") && !status.equals("IN_PROGRESS")) {
        return status;
      }
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the run does not end");
  }

  /** New secrets without the job, which the test does step by step. */
  private void makeNewSecrets(boolean transform) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          DomainKeys.Generations _ = keys.renew(TENANT, domain.id(), null, transform);
          snapshots.renewed(domain);
        });
  }

  @Test
  void a_new_data_key_seals_every_print_anew_and_the_old_one_opens_nothing_any_more()
      throws InterruptedException {
    // Given
    DataKey leaked = keys.dataKey(TENANT, domain.id());
    Speaker speaker = enrolled.keySet().iterator().next();
    SealContext context = context(domain.id(), "voiceprint", speaker.id().value());
    byte[] backup = sealed(speaker.id().value());

    // When
    String ended = renew(Extent.DATA_KEY);

    // Then
    assertThat(ended).isEqualTo("COMPLETED");
    assertThat(generations()).hasSize(SPEAKERS + FRAUDSTERS).containsOnly(Map.entry(2, 1));
    assertEverythingReadable();
    assertThat(leaked.open(backup, context)).isNotEmpty();
    assertThatThrownBy(() -> leaked.open(sealed(speaker.id().value()), context))
        .isInstanceOf(KeysException.class);
    String fraudster = registered.getFirst().id().value();
    assertThatThrownBy(() ->
            leaked.open(sealed(fraudster), context(domain.id(), "fraudster-voiceprint", fraudster)))
        .isInstanceOf(KeysException.class);
    assertThatThrownBy(() -> keys.dataKey(TENANT, domain.id(), 1))
        .isInstanceOf(KeysException.class);
    JsonNode shown = rest.send("GET", path("keys"), token, null).body();
    assertThat(shown.path("kmsKeyId").asText()).isEqualTo("alias/voxward");
    assertThat(shown.path("dataKeyGeneration").asInt()).isEqualTo(2);
    assertThat(shown.path("transformGeneration").asInt()).isEqualTo(1);
    assertThat(shown.path("olderSecrets").asInt()).isZero();
    assertThat(shown.path("left")).isNotEmpty().allMatch(left -> left.asInt() == 0);
    assertThat(audited())
        .contains("domain.data-key-renewed", "domain.old-secrets-destroyed", "job.ended");
  }

  private List<String> audited() {
    return database
        .unwrap(org.hibernate.Session.class)
        .createNativeQuery("select action from audit_entries where domain_id = ?1", String.class)
        .setParameter(1, domain.id().value())
        .getResultList();
  }

  @Test
  void a_recording_that_is_kept_opens_after_a_renewal_though_only_its_persons_key_was_sealed_anew()
      throws InterruptedException {
    // Given
    Speaker speaker = enrolled.keySet().iterator().next();
    PcmAudio sound = new PcmAudio(new float[] {0, 0.25f, -0.5f}, new SampleRate(8000));
    QuarkusTransaction.requiringNew()
        .run(() -> recordings.replaceEnrollment(speaker, List.of(sound)));
    List<PcmAudio> before = recordings.enrollmentAudio(speaker);

    // When
    String ended = renew(Extent.DATA_KEY);

    // Then
    assertThat(ended).isEqualTo("COMPLETED");
    assertThat(keys.older(TENANT, domain.id())).isZero();
    assertThat(before).hasSize(1);
    assertThat(recordings.enrollmentAudio(speaker))
        .singleElement()
        .satisfies(after -> assertThat(after.seconds()).isEqualTo(before.getFirst().seconds()));
    assertThat(
            database
                .createNativeQuery(
                    "select key_generation from speaker_keys where domain_id = ?1", Integer.class)
                .setParameter(1, domain.id().value())
                .getSingleResult())
        .isEqualTo(2);
  }

  @Test
  void a_rekeyed_domain_scores_as_before_and_an_old_leaked_print_is_like_a_strangers()
      throws InterruptedException {
    // Given
    Speaker speaker = enrolled.keySet().iterator().next();
    long seed = enrolled.getOrDefault(speaker, -1L);
    Embedding leaked =
        opened(
            keys.dataKey(TENANT, domain.id())
                .open(
                    sealed(speaker.id().value()),
                    context(domain.id(), "voiceprint", speaker.id().value())));
    Voiceprint before = voiceprints.find(speaker).orElseThrow();
    FraudsterSearch.Nearest found = elsewhere(100);

    // When
    String ended = renew(Extent.DATA_KEY_AND_TRANSFORM);

    // Then
    assertThat(ended).isEqualTo("COMPLETED");
    assertThat(generations()).containsOnly(Map.entry(2, 2));
    assertEverythingReadable();
    assertThat(elsewhere(100).score()).isEqualTo(found.score());
    Voiceprint after = voiceprints.find(speaker).orElseThrow();
    assertThat(after.createdAt()).isEqualTo(before.createdAt());
    assertThat(leaked.cosine(before.embedding())).isCloseTo(1, within(1e-6));
    assertThat(leaked.cosine(after.embedding())).isCloseTo(0, within(0.35));
    assertThat(leaked.cosine(after.inSpace(TestVoices.of(seed)))).isCloseTo(0, within(0.35));
    assertThatThrownBy(() -> keys.transformSeed(TENANT, domain.id(), 1))
        .isInstanceOf(KeysException.class);
  }

  @Test
  void killed_at_any_step_everything_is_readable_on_every_node_and_the_job_goes_on() {
    // Given
    makeNewSecrets(true);
    List<RenewalStep.Range> ranges = renewal.ranges(TENANT, domain.id(), 3);
    assertThat(ranges).hasSize(3);
    assertEverythingReadable();

    // When
    for (RenewalStep.Range range : ranges) {
      assertThatThrownBy(() ->
              QuarkusTransaction.requiringNew()
                  .run(() -> {
                    int _ = renewal.renew(TENANT, domain.id(), range);
                    throw new IllegalStateException("killed before the commit");
                  }))
          .hasMessageContaining("killed");
      assertEverythingReadable();
      int closed =
          QuarkusTransaction.requiringNew().call(() -> renewal.renew(TENANT, domain.id(), range));
      assertThat(closed).isZero();
      assertEverythingReadable();
    }

    // Then
    assertThat(generations()).hasSize(SPEAKERS + FRAUDSTERS).containsOnly(Map.entry(2, 2));
    assertThat(renewal.left(TENANT, domain.id())).isZero();
    assertThat(renewal.ranges(TENANT, domain.id(), 3)).isEmpty();
  }

  @Test
  void a_node_that_has_not_heard_of_the_new_secrets_seals_with_them_all_the_same() {
    // Given
    makeNewSecrets(true);

    // When
    Speaker late = enroll(otherNode.voiceprints(), "late", 7);

    // Then
    assertThat(
            database
                .createNativeQuery(
                    "select key_generation from voiceprints where owner_id = ?1", Integer.class)
                .setParameter(1, late.id().value())
                .getSingleResult())
        .isEqualTo(2);
    enrolled.put(late, 7L);
    assertEverythingReadable();
  }

  @Test
  void who_began_to_seal_with_the_old_secrets_is_waited_for_before_they_are_destroyed()
      throws Exception {
    // Given
    Speaker speaker = speakers.ensure(TENANT, domain.id(), SpeakerRef.parse("slow"));
    CountDownLatch sealedIt = new CountDownLatch(1);
    CountDownLatch commit = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> slow =
          CompletableFuture.runAsync(() -> sealSlowly(speaker, sealedIt, commit), threads);
      assertThat(sealedIt.await(30, TimeUnit.SECONDS)).isTrue();

      // When
      RestCalls.Answer begun =
          rest.send("POST", path("key-renewals"), token, "{\"extent\": \"DATA_KEY\"}");
      awaitAllButTheSlowOne();
      int older = keys.older(TENANT, domain.id());
      commit.countDown();
      Void _ = slow.get(30, TimeUnit.SECONDS);
      String ended = endOf(begun.text("jobId"));

      // Then
      assertThat(older).isEqualTo(1);
      assertThat(ended).isEqualTo("COMPLETED");
      assertThat(keys.older(TENANT, domain.id())).isZero();
      assertThat(generations()).containsOnly(Map.entry(2, 1));
      enrolled.put(speaker, 8L);
      assertEverythingReadable();
    }
  }

  private void sealSlowly(Speaker speaker, CountDownLatch sealedIt, CountDownLatch commit) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          voiceprints.replace(
              speaker,
              TestVoices.of(8),
              TestVoices.SPEECH,
              VoiceprintFigures.NONE,
              VoiceprintSource.UPLOAD);
          sealedIt.countDown();
          try {
            assertThat(commit.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitAllButTheSlowOne() throws InterruptedException {
    for (int look = 0; look < 600 && renewal.left(TENANT, domain.id()) > 0; look++) {
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    assertThat(renewal.left(TENANT, domain.id())).isZero();
  }

  @Test
  void what_does_not_open_is_told_and_keeps_its_old_key_and_the_others_go_on()
      throws InterruptedException {
    // Given
    Speaker broken = enrolled.keySet().iterator().next();
    QuarkusTransaction.requiringNew()
        .run(() ->
            database
                .createNativeQuery(
                    "update voiceprints set sealed = set_byte(sealed, 40,"
                        + " 255 - get_byte(sealed, 40)) where owner_id = ?1")
                .setParameter(1, broken.id().value())
                .executeUpdate());

    // When
    String ended = renew(Extent.DATA_KEY);

    // Then
    assertThat(ended).isEqualTo("COMPLETED_WITH_ERRORS");
    assertThat(generations()).hasSize(SPEAKERS + FRAUDSTERS).contains(Map.entry(1, 1));
    assertThat(generations().stream().filter(Map.entry(2, 1)::equals))
        .hasSize(SPEAKERS + FRAUDSTERS - 1);
    enrolled.remove(broken);
    assertEverythingReadable();
    assertThat(keys.older(TENANT, domain.id())).isEqualTo(1);
    assertThat(rest.send("GET", path("keys"), token, null).body().at("/left/voiceprints").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_renewal_left_by_a_suspension_goes_on_by_its_schedule_after_the_restoration()
      throws InterruptedException {
    // Given
    makeNewSecrets(false);
    RestCalls.Answer _ = rest.send("DELETE", "/api/v1/domains/" + domain.id(), token, null);
    RestCalls.Answer none = rest.send("POST", "/api/v1/schedules/key-renewal/runs", token, null);
    RestCalls.Answer _ = rest.send("POST", path("restore"), token, null);

    // When
    RestCalls.Answer begun = rest.send("POST", "/api/v1/schedules/key-renewal/runs", token, null);

    // Then
    assertThat(none.body().at("/items").toString()).doesNotContain(domain.id().value());
    assertThat(begun.body().at("/items").toString()).contains(domain.id().value());
    for (var run : begun.body().at("/items")) {
      assertThat(endOf(run.path("jobId").asText())).startsWith("COMPLETED");
    }
    assertThat(generations()).containsOnly(Map.entry(2, 1));
    assertThat(keys.older(TENANT, domain.id())).isZero();
    assertEverythingReadable();
  }

  @Test
  void a_renewal_is_refused_without_the_permission_in_a_suspended_domain_and_by_bad_words() {
    // Given
    String analyst = rest.token(TENANT, Role.ANALYST);

    // When
    RestCalls.Answer forbidden =
        rest.send("POST", path("key-renewals"), analyst, "{\"extent\": \"DATA_KEY\"}");
    RestCalls.Answer unknown =
        rest.send("POST", path("key-renewals"), token, "{\"extent\": \"ALL\"}");
    RestCalls.Answer missing = rest.send("POST", path("key-renewals"), token, "{}");
    RestCalls.Answer _ = rest.send("DELETE", "/api/v1/domains/" + domain.id(), token, null);
    RestCalls.Answer suspended =
        rest.send("POST", path("key-renewals"), token, "{\"extent\": \"DATA_KEY\"}");

    // Then
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("field")).isEqualTo("extent");
    assertThat(missing.text("field")).isEqualTo("extent");
    assertThat(suspended.text("type")).endsWith(":domain-not-active");
    assertThat(keys.older(TENANT, domain.id())).isZero();
  }

  /** Who seals by the data key of a domain and does not follow a renewal loses what was sealed. */
  @Test
  void every_table_that_names_a_data_key_takes_part_in_renewals() {
    // When
    List<String> tables =
        database
            .unwrap(org.hibernate.Session.class)
            .createNativeQuery(
                "select table_name from information_schema.columns"
                    + " where table_schema = 'public' and column_name = 'key_generation'",
                String.class)
            .getResultList();

    // Then
    assertThat(
            Arc.container().listAll(RenewalStep.class).stream()
                .map(step -> step.get().what().replace(' ', '_')))
        .containsExactlyInAnyOrderElementsOf(tables);
  }

  @Test
  void two_renewals_at_once_are_a_conflict() {
    // When / Then
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  Object _ = domainRenewal.begin(TENANT, domain.id(), Extent.DATA_KEY);
                  Object _ = domainRenewal.begin(TENANT, domain.id(), Extent.DATA_KEY);
                }))
        .hasMessageContaining("in progress");
    assertThat(keys.generations(TENANT, domain.id())).isEqualTo(new DomainKeys.Generations(1, 1));
  }
}
