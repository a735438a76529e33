package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.outbox.OutboxRows;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import io.voxward.wire.stream.Line.Stream;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watchlists, fraudsters and identifications over REST, with real recorded voices. */
@QuarkusTest
class WatchlistResourceTest {
  private static final TenantId TENANT = new TenantId("watchlist-resource-test");
  private static final int BYTES_PER_SECOND = 16_000;
  private static final double PACE = 7;
  private static final String L16 = "audio/L16;rate=8000;channels=1";
  private static final String NOBODY = "id%230123456789012345678901";

  private final RestCalls rest;
  private final OutboxRows outbox;
  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";
  private String lists = "";
  private String fraudsters = "";
  private String defaultList = "";

  @Inject
  WatchlistResourceTest(RestCalls rest, OutboxRows outbox) {
    this.rest = rest;
    this.outbox = outbox;
  }

  @BeforeEach
  void makeDomain() {
    line = new Line(Line.testAddress(), rest.token(TENANT, Role.ADMIN));
    Answer made = line.call("POST", "/domains", Line.object().put("name", "bank"));
    domain = "/domains/" + made.text("/domainId");
    lists = domain + "/watchlists";
    fraudsters = domain + "/fraudsters";
    defaultList = made.text("/defaultWatchlistId");
  }

  /** The recordings {@code person/role-1…count} as an uploaded body. */
  private static byte[] recording(String person, String role, int count) {
    byte[] little = DemoVoices.l16(person, role, count);
    byte[] big = new byte[little.length];
    for (int i = 0; i < little.length; i += 2) {
      big[i] = little[i + 1];
      big[i + 1] = little[i];
    }
    return big;
  }

  private Answer register(String person) {
    return line.upload(fraudsters, L16, recording(person, "enrol", 3));
  }

  private static String path(Answer registered) {
    return Line.encoded(registered.text("/fraudster/generatedFraudsterId"));
  }

  private Answer makeList(String name) {
    return line.call("POST", lists, Line.object().put("name", name));
  }

  @Test
  void a_watchlist_is_made_shown_changed_and_deleted() {
    // When
    Answer made =
        line.call(
            "POST", lists, Line.object().put("name", "card-fraud").put("description", "cards"));

    // Then
    assertThat(made.status()).isEqualTo(201);
    String list = lists + "/" + made.text("/watchlistId");
    assertThat(made.response().headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).endsWith(list));
    assertThat(line.call("GET", list, null).body()).isEqualTo(made.body());
    Answer renamed = line.call("PATCH", list, Line.object().put("name", "loans"));
    assertThat(renamed.text("/name")).isEqualTo("loans");
    assertThat(renamed.text("/description")).isEqualTo("cards");
    ObjectNode none = Line.object();
    none.putNull("description");
    assertThat(line.call("PATCH", list, none).body().has("description")).isFalse();
    assertThat(line.call("DELETE", list, null).status()).isEqualTo(204);
    Answer gone = line.call("GET", list, null);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.text("/type")).endsWith(":watchlist-not-found");
  }

  @Test
  void the_default_watchlist_is_shown_as_that_and_stays_as_it_is() {
    // When
    Answer all = line.call("GET", lists, null);
    Answer renamed =
        line.call("PATCH", lists + "/" + defaultList, Line.object().put("name", "mine"));
    Answer deleted = line.call("DELETE", lists + "/" + defaultList, null);

    // Then
    assertThat(all.body().path("items")).hasSize(1);
    assertThat(all.body().at("/items/0/defaultWatchlist").asBoolean()).isTrue();
    assertThat(renamed.status()).isEqualTo(400);
    assertThat(renamed.text("/field")).isEqualTo("watchlistId");
    assertThat(deleted.status()).isEqualTo(400);
  }

  @Test
  void a_fraudster_is_registered_from_a_recording_and_found_in_another() {
    // Given
    Answer registered = register("menardi");
    register("june");

    // When
    Answer same = line.upload(domain + "/identifications", L16, recording("menardi", "call", 3));
    Answer other = line.upload(domain + "/identifications", L16, recording("allison", "call", 3));

    // Then
    assertThat(registered.status()).isEqualTo(201);
    assertThat(registered.text("/registrationStatus")).isEqualTo("NEW_REGISTRATION");
    assertThat(registered.body().at("/fraudster/watchlistIds/0").asText()).isEqualTo(defaultList);
    assertThat(registered.body().at("/quality/snrDb").isNumber()).isTrue();
    assertThat(same.text("/decision")).isEqualTo("HIGH_RISK");
    assertThat(same.body().path("searched").asInt()).isEqualTo(2);
    assertThat(same.text("/candidates/0/generatedFraudsterId"))
        .isEqualTo(registered.text("/fraudster/generatedFraudsterId"));
    assertThat(other.text("/decision")).isEqualTo("LOW_RISK");
    assertThat(other.text("/watchlistId")).isEqualTo(defaultList);
  }

  @Test
  void the_same_voice_is_registered_once_unless_it_is_wanted_twice() {
    // Given
    Answer first = register("june");
    byte[] again = recording("june", "call", 3);

    // When
    Answer skipped = line.upload(fraudsters, L16, again);
    Answer twice = line.upload(fraudsters + "?duplicates=REGISTER_AS_NEW", L16, again);

    // Then
    assertThat(skipped.status()).isEqualTo(200);
    assertThat(skipped.text("/registrationStatus")).isEqualTo("DUPLICATE_SKIPPED");
    assertThat(skipped.body().path("similarityScore").asInt()).isGreaterThanOrEqualTo(90);
    assertThat(path(skipped)).isEqualTo(path(first));
    assertThat(twice.status()).isEqualTo(201);
    assertThat(path(twice)).isNotEqualTo(path(first));
  }

  @Test
  void too_little_speech_and_two_voices_are_refused_with_reasons() {
    // Given
    byte[] june = recording("june", "enrol", 1);
    byte[] menardi = recording("menardi", "enrol", 1);
    byte[] both = Arrays.copyOf(june, june.length + menardi.length);
    System.arraycopy(menardi, 0, both, june.length, menardi.length);

    // When
    Answer little = line.upload(fraudsters, "audio/flac", DemoVoices.flac("june/short-1"));
    Answer mixed = line.upload(fraudsters, L16, both);

    // Then
    assertThat(little.status()).isEqualTo(422);
    assertThat(little.text("/reasons/0/code")).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(mixed.status()).isEqualTo(422);
    assertThat(mixed.text("/reasons/0/code")).isEqualTo("MULTIPLE_SPEAKERS");
    List<JsonNode> told = outbox.serviceEvents(domain.substring("/domains/".length()));
    assertThat(told).hasSize(2);
    assertThat(told.getFirst().at("/detail/status").asText()).isEqualTo("FAILURE");
    assertThat(told.getFirst().at("/detail/errorInfo/errorCode").asInt()).isEqualTo(400);
    assertThat(told.getFirst().at("/detail/data/registrationSource").asText()).isEqualTo("UPLOAD");
    assertThat(line.call("GET", fraudsters, null).body().path("items")).isEmpty();
  }

  @Test
  void a_fraudster_joins_and_leaves_lists_but_never_the_last() {
    // Given
    String other = makeList("other").text("/watchlistId");
    String fraudster = path(register("june"));
    String place = lists + "/" + other + "/fraudsters/" + fraudster;

    // When
    Answer joined = line.call("PUT", place, null);

    // Then
    assertThat(joined.body().path("watchlistIds")).hasSize(2);
    assertThat(line.call("PUT", place, null).body()).isEqualTo(joined.body());
    Answer there = line.call("GET", fraudsters + "?watchlistId=" + other, null);
    assertThat(there.body().path("items")).hasSize(1);
    Answer full = line.call("DELETE", lists + "/" + other, null);
    assertThat(full.text("/type")).endsWith(":cannot-delete-non-empty-watchlist");
    assertThat(line.call("DELETE", place, null).body().path("watchlistIds")).hasSize(1);
    Answer last = line.call("DELETE", lists + "/" + defaultList + "/fraudsters/" + fraudster, null);
    assertThat(last.status()).isEqualTo(409);
    assertThat(last.text("/type")).endsWith(":fraudster-must-belong-to-at-least-one-watchlist");
  }

  @Test
  void remarks_are_written_and_taken_back() {
    // Given
    String fraudster = fraudsters + "/" + path(register("june"));

    // When
    Answer written =
        line.call("PATCH", fraudster, Line.object().put("label", "case 7").put("note", "calls"));

    // Then
    assertThat(written.text("/label")).isEqualTo("case 7");
    assertThat(line.call("GET", fraudster, null).body()).isEqualTo(written.body());
    ObjectNode none = Line.object();
    none.putNull("label");
    Answer taken = line.call("PATCH", fraudster, none);
    assertThat(taken.body().has("label")).isFalse();
    assertThat(taken.text("/note")).isEqualTo("calls");
    Answer wrong = line.call("PATCH", fraudster, Line.object().put("label", "a;b"));
    assertThat(wrong.text("/field")).isEqualTo("label");
  }

  @Test
  void a_deleted_fraudster_is_gone_from_lists_and_searches() {
    // Given
    String fraudster = fraudsters + "/" + path(register("june"));

    // When
    Answer deleted = line.call("DELETE", fraudster, null);

    // Then
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(line.call("GET", fraudster, null).text("/type")).endsWith(":fraudster-not-found");
    assertThat(line.call("DELETE", fraudster, null).status()).isEqualTo(404);
    Answer searched =
        line.upload(domain + "/identifications?watchlistId=all", L16, recording("june", "call", 2));
    assertThat(searched.body().path("searched").asInt()).isZero();
    assertThat(searched.body().has("watchlistId")).isFalse();
  }

  @Test
  void too_short_a_recording_is_not_searched_and_says_how_much_is_missing() {
    // Given
    register("june");

    // When
    Answer little =
        line.upload(domain + "/identifications", "audio/flac", DemoVoices.flac("june/short-1"));

    // Then
    assertThat(little.text("/decision")).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(little.body().path("candidates")).isEmpty();
    assertThat(little.body().path("secondsStillNeeded").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /fraudsters?watchlistId=x                          | 400 | watchlistId
          /fraudsters?watchlistId=0123456789012345678901     | 404 |
          /fraudsters?duplicates=MAYBE                       | 400 | duplicates
          /fraudsters?similarityThreshold=101                | 400 | similarityThreshold
          /fraudsters?similarityThreshold=x                  | 400 | similarityThreshold
          /identifications?watchlistId=x                     | 400 | watchlistId
          /identifications?watchlistId=0123456789012345678901 | 404 |
          /identifications?riskThreshold=-1                  | 400 | riskThreshold
          /identifications?maxCandidates=0                   | 400 | maxCandidates
          /identifications?channel=9                         | 400 | channel
          """)
  void a_query_that_breaks_a_rule_is_refused_before_the_recording_is_read(
      String path, int status, String field) {
    // When
    Answer refused = line.upload(domain + path, L16, new byte[4000]);

    // Then
    assertThat(refused.status()).isEqualTo(status);
    if (field != null) {
      assertThat(refused.text("/field")).isEqualTo(field);
    } else {
      assertThat(refused.text("/type")).endsWith(":watchlist-not-found");
    }
  }

  @Test
  void another_tenant_finds_nothing_of_it() {
    // Given
    String fraudster = path(register("june"));
    Line stranger =
        new Line(
            Line.testAddress(), rest.token(new TenantId("watchlist-stranger-test"), Role.ADMIN));

    // When
    Answer[] asked = {
      stranger.call("GET", lists, null),
      stranger.call("GET", lists + "/" + defaultList, null),
      stranger.call("GET", fraudsters, null),
      stranger.call("GET", fraudsters + "/" + fraudster, null),
      stranger.call("DELETE", fraudsters + "/" + fraudster, null),
      stranger.call("PUT", lists + "/" + defaultList + "/fraudsters/" + fraudster, null),
      stranger.upload(domain + "/identifications", L16, recording("june", "call", 1)),
    };

    // Then
    assertThat(asked)
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(404);
          assertThat(answer.text("/type")).endsWith(":domain-not-found");
        });
    assertThat(line.call("GET", fraudsters + "/" + NOBODY, null).text("/type"))
        .endsWith(":fraudster-not-found");
  }

  private Answer start(String watchlist) {
    ObjectNode body = Line.object();
    body.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    if (!watchlist.isEmpty()) {
      body.putObject("settings").put("watchlistId", watchlist);
    }
    return line.call("POST", domain + "/sessions", body);
  }

  private String session(Answer made) {
    return domain + "/sessions/" + Line.encoded(made.text("/sessionId"));
  }

  private Stream open(Answer session) {
    return line.stream(session.text("/streamUrl"), session.text("/streamToken"));
  }

  private JsonNode fraudOf(String person) {
    Stream stream = open(start(""));
    stream.play(DemoVoices.l16(person, "call", 4), BYTES_PER_SECOND, PACE);
    stream.say("{\"type\":\"end\"}");
    JsonNode told =
        stream.await("evaluation", m -> m.at("/fraud/decision").asText().endsWith("_RISK"));
    stream.awaitClosing();
    return told.path("fraud");
  }

  @Test
  void a_call_of_a_fraudster_is_a_high_risk_and_that_of_another_is_not() {
    // Given
    Answer registered = register("menardi");

    // When
    JsonNode same = fraudOf("menardi");
    JsonNode other = fraudOf("allison");

    // Then
    assertThat(same.path("decision").asText()).isEqualTo("HIGH_RISK");
    assertThat(same.at("/reasons/0").asText()).isEqualTo("KNOWN_FRAUDSTER");
    assertThat(same.at("/knownFraudster/generatedFraudsterId").asText())
        .isEqualTo(registered.text("/fraudster/generatedFraudsterId"));
    assertThat(same.path("watchlistId").asText()).isEqualTo(defaultList);
    assertThat(other.path("decision").asText()).isEqualTo("LOW_RISK");
    assertThat(other.path("reasons")).isEmpty();
  }

  @Test
  void the_caller_of_a_session_becomes_a_fraudster_and_after_deletion_is_none() {
    // Given
    Answer call = start("");
    Stream stream = open(call);
    Answer early = line.call("POST", session(call) + "/fraudster", null);
    stream.play(DemoVoices.l16("june", "enrol", 3), BYTES_PER_SECOND, PACE);
    stream.await("evaluation", m -> m.at("/fraud/decision").asText().equals("LOW_RISK"));

    // When
    Answer registered = line.call("POST", session(call) + "/fraudster", null);

    // Then
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.text("/reasons/0/code")).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(registered.status()).isEqualTo(201);
    assertThat(line.call("POST", session(call) + "/fraudster", null).status()).isEqualTo(200);
    assertThat(fraudOf("june").path("decision").asText()).isEqualTo("HIGH_RISK");
    // The result of the call in progress stands until something it depends on changes.
    assertThat(evaluation(call).text("/fraud/decision")).isEqualTo("LOW_RISK");
    assertThat(changedThreshold(call, 40).text("/fraud/decision")).isEqualTo("HIGH_RISK");
    line.call("DELETE", fraudsters + "/" + path(registered), null);
    assertThat(evaluation(call).text("/fraud/decision")).isEqualTo("HIGH_RISK");
    Answer after = changedThreshold(call, 45);
    assertThat(after.text("/fraud/decision")).isEqualTo("LOW_RISK");
    assertThat(after.body().at("/fraud/knownFraudster/score").asInt()).isZero();
    stream.hangUp();
  }

  private Answer evaluation(Answer call) {
    return line.call("GET", session(call) + "/evaluation", null);
  }

  private Answer changedThreshold(Answer call, int threshold) {
    ObjectNode change = Line.object();
    change.putObject("settings").put("riskThreshold", threshold);
    line.call("PATCH", session(call), change);
    return evaluation(call);
  }

  @Test
  void another_watchlist_of_the_session_makes_another_result() {
    // Given
    String other = makeList("other").text("/watchlistId");
    register("june");
    Answer call = start(other);
    Stream stream = open(call);
    stream.play(DemoVoices.l16("june", "call", 4), BYTES_PER_SECOND, PACE);
    stream.await("evaluation", m -> m.at("/fraud/decision").asText().equals("LOW_RISK"));

    // When
    ObjectNode change = Line.object();
    change.putObject("settings").put("watchlistId", defaultList);
    line.call("PATCH", session(call), change);

    // Then
    assertThat(evaluation(call).text("/fraud/decision")).isEqualTo("HIGH_RISK");
    assertThat(evaluation(call).text("/fraud/watchlistId")).isEqualTo(defaultList);
    stream.hangUp();
  }

  @Test
  void a_caller_who_was_not_heard_yet_or_whose_session_is_over_cannot_be_registered() {
    // Given
    Answer call = start("");
    Stream stream = open(call);
    stream.send(ByteBuffer.allocate(8000));

    // When
    Answer silent = line.call("POST", session(call) + "/fraudster", null);
    ObjectNode nowhere = Line.object();
    nowhere.putArray("watchlistIds").add("0123456789012345678901");
    Answer unknown = line.call("POST", session(call) + "/fraudster", nowhere);
    stream.hangUp();
    line.call("DELETE", session(call), null);
    Answer over = line.call("POST", session(call) + "/fraudster", null);

    // Then
    assertThat(silent.status()).isEqualTo(422);
    assertThat(unknown.text("/type")).endsWith(":watchlist-not-found");
    assertThat(over.status()).isEqualTo(409);
    assertThat(over.text("/type")).endsWith(":session-ended");
  }

  @Test
  void a_session_takes_no_watchlist_that_the_domain_does_not_have() {
    // Given
    Answer call = start("");
    ObjectNode change = Line.object();
    change.putObject("settings").put("watchlistId", "0123456789012345678901");

    // When
    Answer made = start("0123456789012345678901");
    Answer changed = line.call("PATCH", session(call), change);

    // Then
    assertThat(made.status()).isEqualTo(404);
    assertThat(made.text("/type")).endsWith(":watchlist-not-found");
    assertThat(changed.status()).isEqualTo(404);
    assertThat(evaluation(call).text("/fraud/watchlistId")).isEqualTo(defaultList);
  }
}
