package io.voxward.voiceprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.client.Audio;
import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.keys.KeysException;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6.6 (D7, D12): nothing is kept by default; what is kept is sealed, told, and ends. */
@QuarkusTest
class KeptRecordingsTest {
  private static final TenantId TENANT = new TenantId("kept-recordings-test");
  private static final String TUNING_CONSENT =
      """
      {"purpose": "TUNING", "channel": "web", "givenAt": "2026-01-02T03:04:05Z",
       "policyVersion": "v1"}
      """;

  private final RestCalls rest;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final KeptRecordings recordings;
  private final VoiceMaker maker;
  private final EntityManager database;
  private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private String token = "";
  private Line line = new Line(Line.testAddress(), "");
  private String path = "";
  private DomainId domain = DomainId.random();

  @Inject
  KeptRecordingsTest(
      RestCalls rest,
      Speakers speakers,
      Voiceprints voiceprints,
      KeptRecordings recordings,
      VoiceMaker maker,
      EntityManager database) {
    this.rest = rest;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.recordings = recordings;
    this.maker = maker;
    this.database = database;
  }

  @BeforeEach
  void makeADomainThatKeepsAndHoldTheClock() {
    token = rest.token(TENANT, Role.ADMIN);
    line = new Line(Line.testAddress(), token);
    use("\"keepEnrollmentAudio\": true, \"tuningDays\": 1095");
    QuarkusMock.installMockForType(clock, Clock.class);
  }

  private void use(String settings) {
    domain =
        new DomainId(
            rest.send(
                    "POST",
                    "/api/v1/domains",
                    token,
                    "{\"name\": \"d\", \"enrollmentSpeechSeconds\": 5, " + settings + "}")
                .text("domainId"));
    path = "/domains/" + domain + "/speakers/";
  }

  private Line.Answer enroll(String customer, String query) {
    return line.upload(
        path + customer + "/enrollments" + query, "audio/flac", DemoVoices.flac("allison/enrol-2"));
  }

  private Speaker speaker(String customer) {
    return speakers.require(TENANT, domain, SpeakerRef.parse(customer));
  }

  private List<PcmAudio> kept(String customer) {
    return recordings.enrollmentAudio(speaker(customer));
  }

  private long rows(String table) {
    return (Long)
        database
            .createNativeQuery(
                "select count(*) from " + table + " where domain_id = ?1", Long.class)
            .setParameter(1, domain.value())
            .getSingleResult();
  }

  private String receipts() {
    return database
        .createNativeQuery("select body from receipts where domain_id = ?1", String.class)
        .setParameter(1, domain.value())
        .getResultList()
        .toString();
  }

  private static String retention(Line.Answer answer) {
    return answer.response().headers().firstValue("Voxward-Retention").orElse("no header");
  }

  @Test
  void by_default_nothing_of_an_enrolment_is_kept_and_the_answer_says_so() {
    // Given
    use("\"retentionDays\": 100");

    // When
    Line.Answer enrolled = enroll("allison", "");

    // Then
    assertThat(enrolled.status()).isEqualTo(201);
    assertThat(enrolled.text("/retention")).isEqualTo("none");
    assertThat(retention(enrolled)).isEqualTo("none");
    assertThat(rows("kept_recordings")).isZero();
    assertThat(rows("speaker_keys")).isZero();
  }

  @Test
  void a_domain_may_keep_it_sealed_and_the_print_made_of_it_anew_is_the_same_voice() {
    // When
    Line.Answer enrolled = enroll("allison", "");

    // Then
    assertThat(enrolled.text("/retention")).isEqualTo("audio");
    assertThat(retention(enrolled)).isEqualTo("audio");
    float[] original = DemoVoices.samples("allison/enrol-2");
    assertThat(kept("allison").getFirst().samples()).hasSameSizeAs(original);
    byte[] sealed =
        (byte[])
            database
                .createNativeQuery("select sealed from kept_recordings where domain_id = ?1")
                .setParameter(1, domain.value())
                .getSingleResult();
    byte[] plain = Audio.l16(original);
    byte[] piece = Arrays.copyOfRange(plain, plain.length / 2, plain.length / 2 + 32);
    assertThat(latin(sealed)).doesNotContain(latin(piece));
    PcmAudio sound = new PcmAudio(original, kept("allison").getFirst().rate());
    float[] before = voice(List.of(sound));
    float[] after = voice(kept("allison"));
    double cosine = 0;
    for (int i = 0; i < before.length; i++) {
      cosine += before[i] * after[i];
    }
    assertThat(cosine).isGreaterThan(0.999);
  }

  private float[] voice(List<PcmAudio> audio) {
    return ((VoiceMaker.Made.Voice) maker.make(audio, 5)).embedding().vector();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_request_may_say_that_nothing_is_kept_and_header_and_body_of_the_answer_agree() {
    // Given
    Line.Answer before = enroll("allison", "");

    // When
    Line.Answer again = enroll("allison", "?retention=none");
    Line.Answer more = enroll("allison", "?retention=all");
    Line.Answer verified =
        line.upload(
            path + "allison/verifications?retention=none",
            "audio/flac",
            DemoVoices.flac("allison/call-1"));

    // Then
    assertThat(before.text("/retention")).isEqualTo("audio");
    assertThat(again.text("/retention")).isEqualTo("none");
    assertThat(retention(again)).isEqualTo("none");
    assertThat(kept("allison")).as("the audio of the print that was replaced").isEmpty();
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.text("/field")).isEqualTo("retention");
    assertThat(verified.text("/retention")).isEqualTo("none");
    assertThat(retention(verified)).isEqualTo("none");
    assertThat(rows("kept_recordings")).isZero();
  }

  @Test
  void an_opt_out_erases_it_in_the_same_transaction_and_the_receipt_counts_it() {
    // Given
    Line.Answer _ = enroll("allison", "");

    // When
    Line.Answer out = line.call("POST", path + "allison/opt-out", null);

    // Then
    assertThat(out.text("/status")).isEqualTo("OPTED_OUT");
    assertThat(rows("kept_recordings")).isZero();
    assertThat(rows("speaker_keys")).isZero();
    assertThat(receipts())
        .contains("\"keptRecordings\":1", "\"voiceprints\":1", "\"rule\":\"OPT_OUT\"");
  }

  @Test
  void each_persons_is_sealed_under_a_key_of_their_own() {
    // Given
    Line.Answer _ = enroll("allison", "");
    Line.Answer _ = enroll("june", "");

    // When
    QuarkusTransaction.requiringNew()
        .run(() -> {
          int _ =
              database
                  .createNativeQuery(
                      "update speaker_keys a set wrapped = b.wrapped from speaker_keys b where"
                          + " a.domain_id = ?1 and b.domain_id = ?1"
                          + " and a.generated_speaker_id = ?2 and b.generated_speaker_id = ?3")
                  .setParameter(1, domain.value())
                  .setParameter(2, speaker("allison").id().value())
                  .setParameter(3, speaker("june").id().value())
                  .executeUpdate();
        });

    // Then
    assertThatThrownBy(() -> kept("allison")).isInstanceOf(KeysException.class);
    assertThat(kept("june")).hasSize(1);
  }

  private void run(String schedule) throws InterruptedException {
    String runs = "/api/v1/schedules/" + schedule + "/runs";
    RestCalls.Answer begun = rest.send("POST", runs, token, null);
    assertThat(begun.status()).isEqualTo(202);
    String own = "";
    for (JsonNode run : begun.body().path("items")) {
      own = run.path("domainId").asText().equals(domain.value()) ? run.path("jobId").asText() : own;
    }
    for (int look = 0; look < 600; look++) {
      if (rest.send("GET", runs + "/" + own, token, null).text("status").equals("COMPLETED")) {
        return;
      }
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the run does not end");
  }

  @Test
  void the_shortest_clock_lets_a_speaker_expire_and_their_audio_goes_with_the_print()
      throws Exception {
    // Given
    use(
        "\"keepEnrollmentAudio\": true, \"retentionClocks\": [{\"law\": \"BIPA\"}, {\"law\": \"CUBI\"}]");
    Line.Answer _ = enroll("allison", "");
    clock.advance(Duration.ofDays(365));

    // When
    run("speaker-expiry");

    // Then
    assertThat(line.call("GET", path + "allison", null).text("/status")).isEqualTo("EXPIRED");
    assertThat(rows("kept_recordings")).isZero();
    assertThat(rows("speaker_keys")).isZero();
    assertThat(receipts()).contains("\"keptRecordings\":1", "\"rule\":\"EXPIRY\"");
  }

  @Test
  void a_domain_that_keeps_it_no_longer_has_it_erased_with_a_receipt() throws Exception {
    // Given
    Line.Answer _ = enroll("allison", "");
    RestCalls.Answer _ =
        rest.send("PATCH", "/api/v1/domains/" + domain, token, "{\"keepEnrollmentAudio\": false}");

    // When
    run("kept-recordings");

    // Then
    assertThat(rows("kept_recordings")).isZero();
    assertThat(voiceprints.find(speaker("allison"))).isPresent();
    assertThat(receipts()).contains("\"keptRecordings\":1", "\"rule\":\"NO_LONGER_KEPT\"");
  }

  private Line.Answer give(String customer) {
    return line.upload(
        path + customer + "/tuning-recordings", "audio/flac", DemoVoices.flac("allison/short-1"));
  }

  private RestCalls.Answer consent(String body) {
    return rest.send("POST", "/api/v1" + path + "allison/consents", token, body);
  }

  @Test
  void recordings_for_tuning_need_the_domains_wish_and_a_consent_and_end_on_day_1096()
      throws Exception {
    // Given
    Line.Answer without = give("allison");
    RestCalls.Answer _ = consent(TUNING_CONSENT);
    Line.Answer given = give("allison");
    String hear = "/api/v1" + path + "allison/kept-recordings/" + given.text("/recordingId");

    // When
    clock.advance(Duration.ofDays(1095).minusSeconds(1));
    Line.Answer lastDay = line.call("GET", path + "allison/tuning-recordings", null);
    clock.advance(Duration.ofSeconds(1));
    Line.Answer over = line.call("GET", path + "allison/tuning-recordings", null);
    RestCalls.Answer heard = rest.send("GET", hear, token, null);
    run("kept-recordings");

    // Then
    assertThat(without.status()).isEqualTo(409);
    assertThat(without.text("/type")).endsWith(":consent-required");
    assertThat(given.status()).isEqualTo(201);
    assertThat(given.text("/purpose")).isEqualTo("TUNING");
    assertThat(lastDay.body().at("/items")).hasSize(1);
    assertThat(over.body().at("/items")).isEmpty();
    assertThat(heard.status()).isEqualTo(404);
    assertThat(heard.text("type")).endsWith(":recording-not-found");
    assertThat(rows("kept_recordings")).isZero();
    assertThat(receipts()).contains("\"rule\":\"TIME_TO_LIVE\"");
  }

  @Test
  void who_takes_the_consent_back_has_them_erased_at_once() {
    // Given
    RestCalls.Answer _ = consent(TUNING_CONSENT);
    Line.Answer _ = give("allison");
    long before = rows("kept_recordings");

    // When
    RestCalls.Answer withdrawn =
        consent(TUNING_CONSENT.replace("\"channel\"", "\"action\": \"WITHDRAWN\", \"channel\""));

    // Then
    assertThat(before).isEqualTo(1);
    assertThat(withdrawn.status()).isEqualTo(201);
    assertThat(rows("kept_recordings")).isZero();
    assertThat(receipts()).contains("\"keptRecordings\":1", "\"rule\":\"CONSENT_WITHDRAWN\"");
    assertThat(give("allison").text("/type")).endsWith(":consent-required");
  }

  @Test
  void a_domain_that_takes_none_is_given_none() {
    // Given
    use("\"tuningDays\": 0");
    RestCalls.Answer _ = consent(TUNING_CONSENT);

    // When
    Line.Answer refused = give("allison");

    // Then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/type")).endsWith(":data-provision-off");
  }

  @Test
  void an_export_holds_all_that_is_stored_and_a_voice_only_by_its_own_permission() {
    // Given
    Line.Answer _ = enroll("allison", "");
    RestCalls.Answer _ = consent(TUNING_CONSENT);
    String export = "/api/v1" + path + "allison/export";
    String privacy = rest.token(TENANT, Role.PRIVACY);

    // When
    RestCalls.Answer plain = rest.send("GET", export, privacy, null);
    RestCalls.Answer refused = rest.send("GET", export + "?audio=true", privacy, null);
    RestCalls.Answer sounding = rest.send("GET", export + "?audio=true", token, null);

    // Then
    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.body().at("/speaker/customerSpeakerId").asText()).isEqualTo("allison");
    assertThat(plain.body().at("/voiceprints/0/source").asText()).isEqualTo("UPLOAD");
    assertThat(plain.body().at("/consents/0/purpose").asText()).isEqualTo("TUNING");
    assertThat(plain.body().at("/keptRecordings/0/purpose").asText()).isEqualTo("ENROLLMENT");
    assertThat(plain.body().at("/keptRecordings/0").has("wav")).isFalse();
    assertThat(plain.whole().body()).doesNotContain("sealed", "embedding");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("READ_KEPT_AUDIO");
    assertThat(sounding.body().at("/keptRecordings/0/wav").asText()).startsWith("UklGR");
    assertThat(actions()).contains("speaker.exported", "recording.heard");
  }

  private String actions() {
    return database
        .createNativeQuery("select action from audit_entries where domain_id = ?1", String.class)
        .setParameter(1, domain.value())
        .getResultList()
        .toString();
  }

  @Test
  void every_table_that_names_speakers_is_in_the_export_or_known_to_be_none_of_theirs() {
    // Given
    List<String> exported =
        List.of(
            "speakers",
            "consents",
            "pending_voiceprints",
            "kept_recordings",
            "enrollment_requests",
            "sessions",
            "evaluations");
    List<String> none = List.of("speaker_keys", "expiry_warnings");

    // When
    List<?> tables =
        database
            .createNativeQuery(
                "select table_name from information_schema.columns where table_schema = 'public'"
                    + " and column_name = 'generated_speaker_id' order by table_name",
                String.class)
            .getResultList();

    // Then
    assertThat(tables)
        .isNotEmpty()
        .allMatch(table -> exported.contains(table.toString()) || none.contains(table.toString()));
  }
}
