package io.voxward.voiceprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.Extraction;
import io.voxward.engine.RotatedModel;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.enrollment.ModelChangeKind;
import io.voxward.job.Job;
import io.voxward.job.JobId;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind;
import io.voxward.job.JobProgress;
import io.voxward.job.JobStatus;
import io.voxward.speaker.EnrolledFrom;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.watchlist.Fraudsters;
import io.voxward.watchlist.NewVoice;
import io.voxward.wire.rest.RestCalls;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.Line.Stream;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Issue 6.8: a new speaker model takes the place of the bundled one. Its voices are unrelated to
 * those of the bundled one ({@link RotatedModel}), so whoever compared the two would reject
 * everybody, or fail.
 */
@QuarkusTest
@TestProfile(ModelChangeTest.TwoModels.class)
class ModelChangeTest {
  private static final TenantId TENANT = new TenantId("model-change-test");
  private static final String NEW = RotatedModel.ID;
  private static final String OLD = "campplus-zh-en-common-1";
  private static final String L16 = "audio/L16;rate=8000;channels=1";
  private static final int BYTES_PER_SECOND = 16000;
  private static final double PACE = 7;
  private static final int LOOKS = 600;

  /** The bundled model is the previous one. */
  public static final class TwoModels implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Path target = Files.createDirectories(Path.of("target", "test-data").toAbsolutePath());
        Path model = RotatedModel.write(Files.createTempDirectory(target, "model"));
        return Map.of(
            "voxward.engine.speaker-model", model.toString(),
            "voxward.engine.previous-speaker-model", "bundled",
            "voxward.model-change.batch", "1");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final RestCalls rest;
  private final VoiceEngine engine;
  private final Speakers speakers;
  private final Fraudsters fraudsters;
  private final Voiceprints voiceprints;
  private final PendingVoiceprints pending;
  private final KeptRecordings recordings;
  private final ModelChangeKind kind;
  private final EntityManager database;
  private final MeterRegistry meters;
  private String token = "";
  private Line line = new Line(Line.testAddress(), "");
  private DomainId domain = DomainId.random();
  private String path = "";

  @Inject
  ModelChangeTest(
      RestCalls rest,
      VoiceEngine engine,
      Speakers speakers,
      Fraudsters fraudsters,
      Voiceprints voiceprints,
      PendingVoiceprints pending,
      KeptRecordings recordings,
      ModelChangeKind kind,
      EntityManager database,
      MeterRegistry meters) {
    this.rest = rest;
    this.engine = engine;
    this.speakers = speakers;
    this.fraudsters = fraudsters;
    this.voiceprints = voiceprints;
    this.pending = pending;
    this.recordings = recordings;
    this.kind = kind;
    this.database = database;
    this.meters = meters;
  }

  @BeforeEach
  void makeADomain() {
    token = rest.token(TENANT, Role.ADMIN);
    line = new Line(Line.testAddress(), token);
    ObjectNode body = Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 5);
    domain =
        new DomainId(
            line.call("POST", "/domains", body.put("keepEnrollmentAudio", true)).text("/domainId"));
    path = "/domains/" + domain;
  }

  private static PcmAudio sound(String clip) {
    return new PcmAudio(DemoVoices.samples(clip), SampleRate.TELEPHONE);
  }

  private Extraction.Voice previous(String clip) {
    return (Extraction.Voice)
        engine.previous().orElseThrow().extract(List.of(engine.analyse(sound(clip))));
  }

  private Embedding current(String clip) {
    return ((Extraction.Voice) engine.extract(sound(clip))).embedding();
  }

  /** Enrols somebody as it was done while the bundled model was the only one. */
  private Speaker enrollBefore(String customer, String clip) {
    return enrollBefore(customer, previous(clip).embedding(), previous(clip).netSpeech());
  }

  private Speaker enrollBefore(String customer, Embedding voice, NetSpeech speech) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          Speaker speaker =
              speakers.recordEnrollment(
                  speakers.ensure(TENANT, domain, SpeakerRef.parse(customer)), EnrolledFrom.UPLOAD);
          voiceprints.replace(
              speaker, voice, speech, VoiceprintFigures.NONE, VoiceprintSource.UPLOAD);
          return speaker;
        });
  }

  private void keepAudio(Speaker speaker, String clip) {
    QuarkusTransaction.requiringNew()
        .run(() -> recordings.replaceEnrollment(speaker, List.of(sound(clip))));
  }

  private Answer verify(String customer, String clip) {
    return verify(customer, clip, "");
  }

  private Answer verify(String customer, String clip, String query) {
    return line.upload(
        path + "/speakers/" + customer + "/verifications" + query,
        "audio/flac",
        DemoVoices.flac(clip));
  }

  private static List<String> texts(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(String::valueOf).toList();
  }

  /** The models of all voiceprints of the domain, by the kind of owner. */
  private List<String> models(VoiceprintOwner.Kind of) {
    return texts(
        database
            .createNativeQuery(
                "select model_id from voiceprints where domain_id = ?1 and owner_kind = ?2"
                    + " order by owner_id",
                String.class)
            .setParameter(1, domain.value())
            .setParameter(2, of.name()));
  }

  private String model() {
    List<String> models = models(VoiceprintOwner.Kind.SPEAKER);
    assertThat(models).hasSize(1);
    return models.getFirst();
  }

  /** How many calls each pending print of the domain is made from. */
  private List<Integer> waiting() {
    return texts(
            database
                .createNativeQuery(
                    "select calls from pending_voiceprints where domain_id = ?1", Integer.class)
                .setParameter(1, domain.value()))
        .stream()
        .map(Integer::valueOf)
        .toList();
  }

  private double switched(String of) {
    return meters.counter("voxward.model.changes", "of", of, "outcome", "switched").count();
  }

  private static void await(String what, BooleanSupplier happens) throws InterruptedException {
    for (int look = 0; look < LOOKS && !happens.getAsBoolean(); look++) {
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    assertThat(happens.getAsBoolean()).as(what).isTrue();
  }

  @Test
  void a_print_switches_at_accepted_calls_once_both_models_agree() {
    // Given
    Speaker speaker = enrollBefore("allison", "allison/enrol-2");
    double before = switched("calls");

    // When
    Answer first = verify("allison", "allison/call-1");
    List<Integer> behind = waiting();
    String modelBehind = model();
    Answer again = verify("allison", "allison/call-1");
    List<Integer> sameRecording = waiting();
    Answer second = verify("allison", "allison/call-2");
    Answer third = verify("allison", "allison/call-3");

    // Then
    assertThat(first.text("/decision")).isEqualTo("ACCEPT");
    assertThat(first.text("/model")).isEqualTo(OLD);
    assertThat(modelBehind).isEqualTo(OLD);
    assertThat(behind).containsExactly(1);
    assertThat(again.text("/decision")).isEqualTo("ACCEPT");
    assertThat(sameRecording).containsExactly(1);
    assertThat(second.text("/decision")).isEqualTo("ACCEPT");
    assertThat(second.text("/model")).isEqualTo(OLD);
    assertThat(model()).isEqualTo(NEW);
    assertThat(waiting()).isEmpty();
    assertThat(third.text("/decision")).isEqualTo("ACCEPT");
    assertThat(third.text("/model")).isEqualTo(NEW);
    assertThat(verify("allison", "june/call-1").text("/decision")).isEqualTo("REJECT");
    assertThat(switched("calls")).isEqualTo(before + 1);
    assertThat(audited("voiceprint.model-changed")).containsExactly(speaker.id().value());
  }

  private List<String> audited(String action) {
    return texts(
        database
            .createNativeQuery(
                "select subject_id from audit_entries where domain_id = ?1 and action = ?2",
                String.class)
            .setParameter(1, domain.value())
            .setParameter(2, action));
  }

  @Test
  void a_rejected_call_and_one_of_which_nothing_may_be_kept_leave_nothing() {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");

    // When
    Answer rejected = verify("allison", "june/call-1");
    Answer unkept = verify("allison", "allison/call-1", "?retention=none");

    // Then
    assertThat(rejected.text("/decision")).isEqualTo("REJECT");
    assertThat(rejected.text("/model")).isEqualTo(OLD);
    assertThat(unkept.text("/decision")).isEqualTo("ACCEPT");
    assertThat(waiting()).isEmpty();
    assertThat(model()).isEqualTo(OLD);
  }

  @Test
  void where_the_models_do_not_agree_what_waits_is_dropped_and_begun_anew() {
    // Given
    Speaker speaker = enrollBefore("allison", "allison/enrol-2");
    QuarkusTransaction.requiringNew()
        .run(() ->
            pending.begin(speaker, new ModelId(OLD), current("june/enrol-2"), new NetSpeech(10)));

    // When
    Answer disagreed = verify("allison", "allison/call-1");
    String after = model();
    Answer agreed = verify("allison", "allison/call-2");

    // Then
    assertThat(disagreed.text("/decision")).isEqualTo("ACCEPT");
    assertThat(after).isEqualTo(OLD);
    assertThat(agreed.text("/decision")).isEqualTo("ACCEPT");
    assertThat(model()).isEqualTo(NEW);
    assertThat(verify("allison", "allison/call-3").text("/decision")).isEqualTo("ACCEPT");
    assertThat(verify("allison", "june/call-1").text("/decision")).isEqualTo("REJECT");
  }

  @Test
  void what_waits_is_erased_with_the_speaker_and_is_told_in_their_export_without_the_voice() {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");
    Answer _ = verify("allison", "allison/call-1");

    // When
    Answer export = line.call("GET", path + "/speakers/allison/export", null);
    Answer out = line.call("POST", path + "/speakers/allison/opt-out", null);

    // Then
    assertThat(export.body().path("voiceprints").toString())
        .contains("\"pendingBehind\":\"" + OLD + "\"", "\"model\":\"" + NEW + "\"")
        .doesNotContain("sealed", "vector");
    assertThat(out.text("/status")).isEqualTo("OPTED_OUT");
    assertThat(waiting()).isEmpty();
    assertThat(models(VoiceprintOwner.Kind.SPEAKER)).isEmpty();
    assertThat(
            database
                .createNativeQuery("select body from receipts where domain_id = ?1", String.class)
                .setParameter(1, domain.value())
                .getSingleResult()
                .toString())
        .contains("\"voiceprints\":2");
  }

  /** Code of the version before knows nothing of what waits: the database takes it away. */
  @Test
  void what_waits_goes_with_the_print_whoever_takes_that_away() {
    // Given
    Speaker speaker = enrollBefore("allison", "allison/enrol-2");
    Answer _ = verify("allison", "allison/call-1");
    List<Integer> before = waiting();

    // When
    QuarkusTransaction.requiringNew()
        .run(() -> {
          int _ =
              database
                  .createNativeQuery("delete from voiceprints where owner_id = ?1")
                  .setParameter(1, speaker.id().value())
                  .executeUpdate();
        });

    // Then
    assertThat(before).containsExactly(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void an_enrolment_by_the_new_model_ends_what_waited() {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");
    Answer _ = verify("allison", "allison/call-1");

    // When
    Answer enrolled =
        line.upload(
            path + "/speakers/allison/enrollments",
            "audio/flac",
            DemoVoices.flac("allison/enrol-2"));

    // Then
    assertThat(enrolled.status()).isEqualTo(201);
    assertThat(model()).isEqualTo(NEW);
    assertThat(waiting()).isEmpty();
    assertThat(verify("allison", "allison/call-1").text("/model")).isEqualTo(NEW);
  }

  @Test
  void a_domain_that_is_rekeyed_while_a_print_waits_switches_all_the_same() throws Exception {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");
    Answer _ = verify("allison", "allison/call-1");

    // When
    Answer begun =
        line.call(
            "POST", path + "/key-renewals", Line.object().put("extent", "DATA_KEY_AND_TRANSFORM"));
    await("everything is under the new secrets", () -> waitingUnder() == 2);

    // Then
    assertThat(begun.status()).isEqualTo(202);
    assertThat(verify("allison", "allison/call-2").text("/model")).isEqualTo(OLD);
    assertThat(model()).isEqualTo(NEW);
    assertThat(verify("allison", "allison/call-3").text("/decision")).isEqualTo("ACCEPT");
  }

  private int waitingUnder() {
    return (Integer)
        database
            .createNativeQuery(
                "select key_generation from pending_voiceprints where domain_id = ?1",
                Integer.class)
            .setParameter(1, domain.value())
            .getSingleResult();
  }

  private Answer start(ObjectNode body) {
    body.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    return line.call("POST", path + "/sessions", body);
  }

  private String session(Answer started) {
    return path + "/sessions/" + Line.encoded(started.text("/sessionId"));
  }

  private Stream stream(Answer session) {
    return line.stream(session.text("/streamUrl"), session.text("/streamToken"));
  }

  private static void play(Stream stream, String person) {
    stream.play(DemoVoices.l16(person, "call", 2), BYTES_PER_SECOND, PACE);
  }

  private static boolean decided(JsonNode evaluation) {
    return Set.of("ACCEPT", "REJECT").contains(evaluation.at("/authentication/decision").asText());
  }

  /** A whole call; says what was decided. */
  private JsonNode call(String customer, String person) {
    Answer session = start(Line.object().put("speakerId", customer));
    Stream stream = stream(session);
    play(stream, person);
    stream.say("{\"type\":\"end\"}");
    JsonNode told = stream.await("evaluation", ModelChangeTest::decided);
    assertThat(stream.awaitClosing().code()).isEqualTo(1000);
    Answer _ = line.call("DELETE", session(session), null);
    return told;
  }

  @Test
  void a_live_call_is_decided_by_the_model_of_the_print_and_kept_for_the_next() throws Exception {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");
    Answer _ =
        line.upload(
            path + "/speakers/carlo/enrollments", "audio/flac", DemoVoices.flac("carlo/enrol-2"));

    // When
    JsonNode old = call("allison", "allison");
    await("a print waits", () -> waiting().size() == 1);
    JsonNode impostor = call("allison", "june");
    JsonNode fresh = call("carlo", "carlo");

    // Then
    assertThat(old.at("/authentication/decision").asText()).isEqualTo("ACCEPT");
    assertThat(old.at("/model").asText()).isEqualTo(OLD);
    assertThat(impostor.at("/authentication/decision").asText()).isEqualTo("REJECT");
    assertThat(impostor.at("/model").asText()).isEqualTo(OLD);
    assertThat(fresh.at("/authentication/decision").asText()).isEqualTo("ACCEPT");
    assertThat(fresh.at("/model").asText()).isEqualTo(NEW);
    assertThat(waiting()).containsExactly(1);
    assertThat(models(VoiceprintOwner.Kind.SPEAKER)).containsExactlyInAnyOrder(OLD, NEW);
    Answer _ = verify("allison", "allison/enrol-3");
    assertThat(models(VoiceprintOwner.Kind.SPEAKER)).containsExactly(NEW, NEW);
  }

  @Test
  void a_speaker_who_is_named_late_is_judged_on_what_was_heard_before() throws Exception {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");
    Answer session = start(Line.object());
    Stream stream = stream(session);
    play(stream, "allison");
    JsonNode _ =
        stream.await("evaluation", m -> m.at("/fraud/decision").asText().equals("LOW_RISK"));

    // When
    Answer _ = line.call("PATCH", session(session), Line.object().put("speakerId", "allison"));

    // Then
    await(
        "accepted",
        () ->
            line.call("GET", session(session) + "/evaluation", null)
                .text("/authentication/decision")
                .equals("ACCEPT"));
    stream.hangUp();
  }

  @Test
  void a_speaker_who_is_named_after_the_stream_is_judged_too() throws Exception {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");
    Answer session = start(Line.object());
    Stream stream = stream(session);
    play(stream, "allison");
    stream.say("{\"type\":\"end\"}");
    assertThat(stream.awaitClosing().code()).isEqualTo(1000);

    // When
    Answer _ = line.call("PATCH", session(session), Line.object().put("speakerId", "allison"));
    Answer check = line.call("GET", session(session) + "/check?wait=10", null);

    // Then
    assertThat(check.text("/authentication")).isEqualTo("Authenticated");
  }

  private String registerBefore(String clip) {
    Extraction.Voice voice = previous(clip);
    String list = line.call("GET", path, null).text("/defaultWatchlistId");
    return QuarkusTransaction.requiringNew()
        .call(() ->
            fraudsters
                .register(
                    TENANT,
                    domain,
                    Set.of(new WatchlistId(list)),
                    new NewVoice(
                        voice.embedding(),
                        voice.netSpeech(),
                        VoiceprintFigures.NONE,
                        VoiceprintSource.UPLOAD,
                        null))
                .id()
                .value());
  }

  private Answer register(String person) {
    return line.upload(path + "/fraudsters", L16, bigEndian(DemoVoices.l16(person, "enrol", 3)));
  }

  private static byte[] bigEndian(byte[] little) {
    byte[] big = new byte[little.length];
    for (int i = 0; i < little.length; i += 2) {
      big[i] = little[i + 1];
      big[i + 1] = little[i];
    }
    return big;
  }

  private Answer identify(String clip) {
    return line.upload(path + "/identifications", "audio/flac", DemoVoices.flac(clip));
  }

  @Test
  void fraudsters_of_both_models_are_found_each_by_their_own() {
    // Given
    String before = registerBefore("menardi/enrol-2");
    Answer registered = register("june");

    // When
    Answer old = identify("menardi/call-1");
    Answer fresh = identify("june/call-1");
    Answer nobody = identify("allison/call-1");

    // Then
    assertThat(registered.status()).isEqualTo(201);
    assertThat(old.text("/decision")).isEqualTo("HIGH_RISK");
    assertThat(old.text("/candidates/0/generatedFraudsterId")).isEqualTo(before);
    assertThat(old.body().path("searched").asInt()).isEqualTo(2);
    assertThat(fresh.text("/decision")).isEqualTo("HIGH_RISK");
    assertThat(fresh.text("/candidates/0/generatedFraudsterId"))
        .isEqualTo(registered.text("/fraudster/generatedFraudsterId"));
    assertThat(nobody.text("/decision")).isEqualTo("LOW_RISK");
    assertThat(models(VoiceprintOwner.Kind.FRAUDSTER)).containsExactlyInAnyOrder(OLD, NEW);
  }

  @Test
  void a_live_call_of_a_fraudster_known_before_is_of_high_risk() {
    // Given
    String _ = registerBefore("menardi/enrol-2");
    Answer session = start(Line.object());
    Stream stream = stream(session);

    // When
    play(stream, "menardi");

    // Then
    JsonNode told =
        stream.await("evaluation", m -> !m.at("/fraud/decision").asText().contains("NOT_ENOUGH"));
    assertThat(told.at("/fraud/decision").asText()).isEqualTo("HIGH_RISK");
    stream.hangUp();
  }

  @Test
  void a_fraudster_who_is_registered_again_is_known_by_the_new_model_from_then_on() {
    // Given
    String before = registerBefore("menardi/enrol-2");
    Answer _ = identify("menardi/call-1");

    // When
    Answer again = register("menardi");

    // Then
    assertThat(again.text("/registrationStatus")).isEqualTo("DUPLICATE_SKIPPED");
    assertThat(again.text("/fraudster/generatedFraudsterId")).isEqualTo(before);
    assertThat(models(VoiceprintOwner.Kind.FRAUDSTER)).containsExactly(NEW);
    Answer found = identify("menardi/call-1");
    assertThat(found.text("/decision")).isEqualTo("HIGH_RISK");
    assertThat(found.body().path("searched").asInt()).isEqualTo(1);
    assertThat(audited("fraudster.model-changed")).containsExactly(before);
  }

  private RestCalls.Answer schedule() {
    return rest.send("POST", "/api/v1/schedules/model-change/runs", token, null);
  }

  /** The run in this domain out of those just begun; empty if there is none. */
  private String own(RestCalls.Answer begun) {
    String own = "";
    for (JsonNode run : begun.body().path("items")) {
      own = run.path("domainId").asText().equals(domain.value()) ? run.path("jobId").asText() : own;
    }
    return own;
  }

  private JsonNode run(String job) {
    return rest.send("GET", "/api/v1/schedules/model-change/runs/" + job, token, null).body();
  }

  private JsonNode standing() {
    return rest.send("GET", "/api/v1/model-change", token, null).body();
  }

  @Test
  void where_audio_is_kept_a_job_makes_the_prints_anew_and_shows_how_far_it_is() throws Exception {
    // Given
    keepAudio(enrollBefore("allison", "allison/enrol-2"), "allison/enrol-2");
    keepAudio(enrollBefore("carlo", "carlo/enrol-2"), "carlo/enrol-2");
    keepAudio(enrollBefore("somebody", "russian/enrol-2"), "menardi/enrol-2");
    Speaker _ = enrollBefore("without-audio", "june/enrol-2");
    JsonNode before = standing();

    // When
    String job = own(schedule());
    await("the run is over", () -> run(job).path("status").asText().equals("COMPLETED"));

    // Then
    assertThat(before.path("currentModel").asText()).isEqualTo(NEW);
    assertThat(before.path("previousModel").asText()).isEqualTo(OLD);
    assertThat(before.path("previousModelNeeded").asBoolean()).isTrue();
    assertThat(run(job).at("/progress/total").asInt()).isEqualTo(4);
    assertThat(run(job).at("/progress/percentComplete").asInt()).isEqualTo(100);
    assertThat(models(VoiceprintOwner.Kind.SPEAKER)).containsExactlyInAnyOrder(NEW, NEW, OLD, OLD);
    Answer accepted = verify("allison", "allison/call-1");
    assertThat(accepted.text("/decision")).isEqualTo("ACCEPT");
    assertThat(accepted.text("/model")).isEqualTo(NEW);
    assertThat(verify("carlo", "allison/call-1").text("/decision")).isEqualTo("REJECT");
    assertThat(verify("without-audio", "june/call-1").text("/model")).isEqualTo(OLD);
    assertThat(own(schedule()))
        .as("another run, though nothing is left that can be moved")
        .isEmpty();
    assertThat(audited("job.ended")).contains(job);
  }

  private Job job(JobStatus status) {
    Instant now = Instant.now();
    return new Job(
        TENANT,
        domain,
        JobId.random(),
        kind.name(),
        null,
        status,
        "{}",
        null,
        JobProgress.NONE,
        1,
        now,
        now,
        null);
  }

  private String work(Job job, JobItem item) {
    JobKind.Prepared.Effect effect = (JobKind.Prepared.Effect) kind.prepare(job, item);
    return QuarkusTransaction.requiringNew()
        .call(() -> ((JobKind.ItemResult.Done) effect.change().get()).result());
  }

  @Test
  void a_job_that_was_killed_goes_on_where_it_was() {
    // Given
    keepAudio(enrollBefore("allison", "allison/enrol-2"), "allison/enrol-2");
    keepAudio(enrollBefore("carlo", "carlo/enrol-2"), "carlo/enrol-2");
    Job running = job(JobStatus.IN_PROGRESS);
    List<JobItem> items = new ArrayList<>();
    ((JobKind.Expansion.Items) kind.expand(running))
        .items()
        .forEach(draft -> items.add(new JobItem(items.size(), draft.input(), null, null, 1)));

    // When
    JobKind.Prepared unfinished = kind.prepare(running, items.getFirst());
    List<String> done = items.stream().map(item -> work(running, item)).toList();
    List<String> again = items.stream().map(item -> work(running, item)).toList();

    // Then
    assertThat(unfinished).isInstanceOf(JobKind.Prepared.Effect.class);
    assertThat(done).containsExactly("{SWITCHED=1}", "{SWITCHED=1}", "{}");
    assertThat(again).containsOnly("{}");
    assertThat(models(VoiceprintOwner.Kind.SPEAKER)).containsExactly(NEW, NEW);
  }

  @Test
  void who_opts_out_while_the_job_makes_their_print_has_none_afterwards() {
    // Given
    keepAudio(enrollBefore("allison", "allison/enrol-2"), "allison/enrol-2");
    Job running = job(JobStatus.IN_PROGRESS);
    JobItem item =
        new JobItem(
            0,
            ((JobKind.Expansion.Items) kind.expand(running)).items().getFirst().input(),
            null,
            null,
            1);
    JobKind.Prepared.Effect made = (JobKind.Prepared.Effect) kind.prepare(running, item);

    // When
    Answer _ = line.call("POST", path + "/speakers/allison/opt-out", null);
    JobKind.ItemResult result = QuarkusTransaction.requiringNew().call(() -> made.change().get());

    // Then
    assertThat(((JobKind.ItemResult.Done) result).result()).isEqualTo("{UNCHANGED=1}");
    assertThat(models(VoiceprintOwner.Kind.SPEAKER)).isEmpty();
  }

  @Test
  void a_print_of_a_model_that_is_gone_is_answered_by_name_and_shown() {
    // Given
    Embedding voice = previous("allison/enrol-2").embedding();
    Speaker _ =
        enrollBefore(
            "allison",
            new Embedding(voice.vector(), new ModelId("removed-too-early-1")),
            new NetSpeech(10));

    // When
    Answer answer = verify("allison", "allison/call-1");

    // Then
    assertThat(answer.text("/decision")).isEqualTo("SPEAKER_NOT_ENROLLED");
    assertThat(answer.text("/reasons/0")).isEqualTo("VOICEPRINT_OF_ANOTHER_MODEL");
    assertThat(waiting()).isEmpty();
    assertThat(standing().path("models").toString())
        .contains("{\"model\":\"removed-too-early-1\",\"standing\":\"NOT_CONFIGURED\"");
  }

  @Test
  void the_metrics_say_how_many_prints_of_the_previous_model_are_left() throws Exception {
    // Given
    Speaker _ = enrollBefore("allison", "allison/enrol-2");
    RestCalls.Answer _ = schedule();

    // When
    String scraped =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(Line.testAddress().resolve("/q/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();

    // Then
    String left =
        scraped
            .lines()
            .filter(text -> text.startsWith("voxward_model_previous_left"))
            .findFirst()
            .orElseThrow();
    assertThat(Double.parseDouble(left.substring(left.lastIndexOf(' ')))).isPositive();
  }
}
