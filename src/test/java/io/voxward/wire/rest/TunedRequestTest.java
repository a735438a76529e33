package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.wire.stream.DemoVoices;
import io.voxward.wire.stream.Line;
import io.voxward.wire.stream.Line.Answer;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 6.12 (D8): requests that bring their own tuning, and registered profiles. */
@QuarkusTest
class TunedRequestTest {
  private static final TenantId TENANT = new TenantId("tuned-request-test");
  private static final String LANGUAGE = "de-x-nosuch";
  private static final String SPEECH = "4.3210987";

  private final RestCalls rest;
  private final EntityManager database;
  private String token = "";
  private Line line = new Line(Line.testAddress(), "");
  private String domain = "";
  private String speaker = "";

  @Inject
  TunedRequestTest(RestCalls rest, EntityManager database) {
    this.rest = rest;
    this.database = database;
  }

  @BeforeEach
  void makeDomain() {
    token = rest.token(TENANT, Role.ADMIN);
    line = new Line(Line.testAddress(), token);
    use(Line.object().put("name", "bank").put("enrollmentSpeechSeconds", 5));
  }

  private void use(ObjectNode body) {
    domain = "/domains/" + line.call("POST", "/domains", body).text("/domainId");
    speaker = domain + "/speakers/allison-7";
  }

  private Answer enroll(String query) {
    return line.upload(
        speaker + "/enrollments" + query, "audio/flac", DemoVoices.flac("allison/enrol-2"));
  }

  private Answer verify(String query, String clip) {
    return line.upload(speaker + "/verifications" + query, "audio/flac", DemoVoices.flac(clip));
  }

  private Answer register(String name, ObjectNode body) {
    return line.call("POST", domain + "/profiles", body.put("name", name));
  }

  private Answer revise(String name, ObjectNode body) {
    return line.call("POST", domain + "/profiles/" + name + "/versions", body);
  }

  private Answer session(ObjectNode body) {
    body.putObject("audio").put("encoding", "L16").put("sampleRate", 8000).put("channels", 1);
    return line.call("POST", domain + "/sessions", body);
  }

  /** The tables that have a text anywhere in a row, as a text or as bytes. */
  private List<String> tablesWith(String text) {
    @SuppressWarnings("unchecked")
    List<String> tables =
        database
            .createNativeQuery(
                "select cast(table_schema || '.\"' || table_name || '\"' as text)"
                    + " from information_schema.tables where table_type = 'BASE TABLE'"
                    + " and table_schema not in ('pg_catalog', 'information_schema')",
                String.class)
            .getResultList();
    assertThat(tables).hasSizeGreaterThan(20);
    String inHexadecimal = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    List<String> found = new ArrayList<>();
    for (String table : tables) {
      long rows =
          (Long)
              database
                  .createNativeQuery(
                      "select count(*) from "
                          + table
                          + " t where position(?1 in cast(t as text)) > 0"
                          + " or position(?2 in cast(t as text)) > 0",
                      Long.class)
                  .setParameter(1, text)
                  .setParameter(2, inHexadecimal)
                  .getSingleResult();
      if (rows > 0) {
        found.add(table);
      }
    }
    return found;
  }

  /** Everything that is logged while it is open. */
  private static final class LogText extends Handler implements AutoCloseable {
    private final Queue<String> text = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("this-escape") // open once it is made
    LogText() {
      Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      text.add(String.valueOf(record.getMessage()));
      if (record.getParameters() != null) {
        for (Object parameter : record.getParameters()) {
          text.add(String.valueOf(parameter));
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      Logger.getLogger("").removeHandler(this);
    }
  }

  @Test
  void nothing_of_what_a_request_brings_itself_is_written_down_anywhere() {
    // Given
    String query = "?language=" + LANGUAGE + "&authenticationSpeechSeconds=" + SPEECH;
    ObjectNode session =
        Line.object().put("sessionName", "found-all-the-same").put("speakerId", "allison-7");
    session
        .putObject("tuning")
        .put("language", LANGUAGE)
        .put("authenticationSpeechSeconds", Double.parseDouble(SPEECH))
        .put("enrollmentSpeechSeconds", Double.parseDouble(SPEECH));
    ObjectNode change = Line.object();
    change.putObject("tuning").put("language", LANGUAGE).put("acceptanceThreshold", 93);

    // When
    try (LogText log = new LogText()) {
      Answer enrolled = enroll("?language=" + LANGUAGE + "&enrollmentSpeechSeconds=" + SPEECH);
      Answer verified = verify(query, "allison/call-1");
      Answer searched =
          line.upload(
              domain + "/identifications" + query, "audio/flac", DemoVoices.flac("allison/call-1"));
      Answer made = session(session);
      Answer asked =
          line.call(
              "POST",
              domain + "/sessions/" + Line.encoded(made.text("/sessionId")) + "/enrollment",
              null);
      Answer changed =
          line.call("PATCH", domain + "/sessions/" + Line.encoded(made.text("/sessionId")), change);

      // Then
      assertThat(enrolled.status()).isEqualTo(201);
      assertThat(enrolled.text("/tuning/enrollmentSpeechSeconds")).isEqualTo(SPEECH);
      assertThat(enrolled.text("/neededSeconds")).isEqualTo(SPEECH);
      assertThat(verified.text("/decision")).isEqualTo("ACCEPT");
      assertThat(verified.text("/tuning/language")).isEqualTo(LANGUAGE);
      assertThat(searched.text("/tuning/authenticationSpeechSeconds")).isEqualTo(SPEECH);
      assertThat(made.text("/tuning/language")).isEqualTo(LANGUAGE);
      assertThat(asked.text("/neededSeconds")).isEqualTo(SPEECH);
      assertThat(changed.text("/tuning/acceptanceThreshold")).isEqualTo("93");
      assertThat(changed.body().at("/tuning/enrollmentSpeechSeconds").isMissingNode()).isTrue();
      assertThat(String.join(" ", log.text)).doesNotContain(LANGUAGE).doesNotContain(SPEECH);
    }
    assertThat(tablesWith("found-all-the-same")).contains("public.\"sessions\"");
    assertThat(tablesWith(LANGUAGE)).isEmpty();
    assertThat(tablesWith(SPEECH)).isEmpty();
  }

  @Test
  void a_registered_profile_is_listed_versioned_and_sealed() {
    // When
    Answer first = register("strict", Line.object().put("language", LANGUAGE));
    Answer second = revise("strict", Line.object().put("acceptanceThreshold", 97));
    Answer other = register("vip", Line.object().put("channel", 1));

    // Then
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("/version")).isEqualTo("1");
    assertThat(second.text("/version")).isEqualTo("2");
    assertThat(second.response().headers().firstValue("Location").orElseThrow())
        .endsWith("/profiles/strict/versions/2");
    assertThat(other.status()).isEqualTo(201);
    JsonNode listed = line.call("GET", domain + "/profiles", null).body().path("items");
    assertThat(listed.findValuesAsText("name")).containsExactly("strict", "vip");
    assertThat(listed.findValuesAsText("version")).containsExactly("2", "1");
    JsonNode versions =
        line.call("GET", domain + "/profiles/strict/versions?maxResults=1", null).body();
    assertThat(versions.at("/items/0/language").asText()).isEqualTo(LANGUAGE);
    JsonNode next =
        line.call(
                "GET",
                domain
                    + "/profiles/strict/versions?nextToken="
                    + Line.encoded(versions.path("nextToken").asText()),
                null)
            .body();
    assertThat(next.at("/items/0/acceptanceThreshold").asInt()).isEqualTo(97);
    assertThat(line.call("GET", domain + "/profiles/strict/versions/1", null).text("/language"))
        .isEqualTo(LANGUAGE);
    assertThat(line.call("GET", domain + "/profiles/strict", null).text("/acceptanceThreshold"))
        .isEqualTo("97");
    assertThat(tablesWith(LANGUAGE)).isEmpty();
    assertThat(tablesWith("profile.revised")).contains("public.\"audit_entries\"");
  }

  @Test
  void a_request_that_names_a_profile_is_tuned_by_it_and_by_its_own_members_before_it() {
    // Given
    Answer _ = enroll("");
    register("open", Line.object().put("acceptanceThreshold", 0).put("language", "es-MX"));
    revise("open", Line.object().put("acceptanceThreshold", 1));

    // When
    Answer first = verify("?profile=open@1", "june/call-1");
    Answer newest = verify("?profile=open", "june/call-1");
    Answer own = verify("?profile=open@1&acceptanceThreshold=95", "june/call-1");
    Answer without = verify("", "june/call-1");

    // Then
    assertThat(first.text("/decision")).isEqualTo("ACCEPT");
    assertThat(first.text("/tuning/profile")).isEqualTo("open@1");
    assertThat(first.text("/tuning/acceptanceThreshold")).isEqualTo("0");
    assertThat(first.text("/tuning/language")).isEqualTo("es-MX");
    assertThat(newest.text("/tuning/profile")).isEqualTo("open@2");
    assertThat(newest.text("/acceptanceThreshold")).isEqualTo("1");
    assertThat(own.text("/decision")).isEqualTo("REJECT");
    assertThat(own.text("/tuning/profile")).isEqualTo("open@1");
    assertThat(own.text("/tuning/acceptanceThreshold")).isEqualTo("95");
    assertThat(without.text("/decision")).isEqualTo("REJECT");
    assertThat(without.body().has("tuning")).isFalse();
  }

  @Test
  void amounts_of_speech_and_the_channel_are_those_of_the_tuning() {
    // Given
    Answer tooMuch = enroll("?enrollmentSpeechSeconds=200");
    Answer _ = enroll("");
    register("right", Line.object().put("channel", 1));

    // When
    Answer longer = verify("?authenticationSpeechSeconds=50", "allison/call-1");
    Answer mono = verify("?profile=right", "allison/call-1");
    Answer named = verify("?profile=right&channel=0", "allison/call-1");

    // Then
    assertThat(tooMuch.status()).isEqualTo(422);
    assertThat(tooMuch.text("/reasons/0/detail")).contains("200.0 s are needed");
    assertThat(longer.text("/decision")).isEqualTo("NOT_ENOUGH_SPEECH");
    assertThat(longer.body().path("secondsStillNeeded").asDouble()).isGreaterThan(30);
    assertThat(mono.status()).isEqualTo(400);
    assertThat(mono.text("/field")).isEqualTo("channel");
    assertThat(named.text("/decision")).isEqualTo("ACCEPT");
  }

  @Test
  void a_session_goes_by_its_tuning_over_its_settings_over_its_profile() {
    // Given
    register("usual", Line.object().put("acceptanceThreshold", 81).put("riskThreshold", 41));
    ObjectNode body = Line.object().put("profile", "usual");
    body.putObject("settings").put("acceptanceThreshold", 82);
    body.putObject("tuning").put("riskThreshold", 43);

    // When
    Answer made = session(body);

    // Then
    String path = domain + "/sessions/" + Line.encoded(made.text("/sessionId"));
    assertThat(made.text("/tuning/profile")).isEqualTo("usual@1");
    Answer evaluated = line.call("GET", path + "/evaluation", null);
    assertThat(evaluated.text("/authentication/acceptanceThreshold")).isEqualTo("82");
    assertThat(evaluated.text("/fraud/riskThreshold")).isEqualTo("43");
    ObjectNode other = Line.object();
    other.putObject("tuning").put("acceptanceThreshold", 84);
    line.call("PATCH", path, other);
    evaluated = line.call("GET", path + "/evaluation", null);
    assertThat(evaluated.text("/authentication/acceptanceThreshold")).isEqualTo("84");
    assertThat(evaluated.text("/fraud/riskThreshold")).isEqualTo("41");
    ObjectNode none = Line.object().putNull("profile");
    none.putObject("tuning");
    line.call("PATCH", path, none);
    evaluated = line.call("GET", path + "/evaluation", null);
    assertThat(evaluated.text("/authentication/acceptanceThreshold")).isEqualTo("82");
    assertThat(evaluated.text("/fraud/riskThreshold")).isEqualTo("50");
    assertThat(line.call("GET", path, null).body().has("tuning")).isFalse();
  }

  @Test
  void nobody_accepts_below_what_the_domain_allows_by_whichever_way() {
    // Given
    register("lax", Line.object().put("acceptanceThreshold", 60));
    line.call("PATCH", domain, Line.object().put("leastAcceptanceThreshold", 80));
    ObjectNode settings = Line.object();
    settings.putObject("settings").put("acceptanceThreshold", 79);
    ObjectNode tuning = Line.object();
    tuning.putObject("tuning").put("acceptanceThreshold", 79);
    ObjectNode fits = Line.object();
    fits.putObject("tuning").put("acceptanceThreshold", 80);
    Answer _ = enroll("");

    // When
    Answer inline = verify("?acceptanceThreshold=79", "june/call-1");
    Answer profile = verify("?profile=lax", "june/call-1");
    Answer bySettings = session(settings);
    Answer byTuning = session(tuning);
    Answer registered = register("laxer", Line.object().put("acceptanceThreshold", 10));
    Answer allowed = session(fits);

    // Then
    assertThat(List.of(inline, profile, bySettings, byTuning, registered))
        .extracting(Answer::status)
        .containsOnly(400);
    assertThat(inline.text("/field")).isEqualTo("acceptanceThreshold");
    assertThat(inline.text("/rule")).contains("80");
    assertThat(profile.text("/field")).isEqualTo("profile");
    assertThat(bySettings.text("/field")).isEqualTo("settings.acceptanceThreshold");
    assertThat(byTuning.text("/field")).isEqualTo("tuning.acceptanceThreshold");
    assertThat(registered.text("/field")).isEqualTo("acceptanceThreshold");
    assertThat(allowed.status()).isEqualTo(201);
    ObjectNode change = Line.object();
    change.putObject("settings").put("acceptanceThreshold", 5);
    String path = domain + "/sessions/" + Line.encoded(allowed.text("/sessionId"));
    assertThat(line.call("PATCH", path, change).text("/field"))
        .isEqualTo("settings.acceptanceThreshold");
  }

  @Test
  void a_session_keeps_enough_for_the_speech_that_it_was_made_for_and_not_for_more() {
    // Given
    ObjectNode body = Line.object();
    body.putObject("tuning").put("enrollmentSpeechSeconds", 20);
    String path = domain + "/sessions/" + Line.encoded(session(body).text("/sessionId"));
    ObjectNode more = Line.object();
    more.putObject("tuning").put("enrollmentSpeechSeconds", 21);
    ObjectNode less = Line.object();
    less.putObject("tuning").put("enrollmentSpeechSeconds", 10);

    // When
    Answer refused = line.call("PATCH", path, more);
    Answer changed = line.call("PATCH", path, less);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/field")).isEqualTo("tuning.enrollmentSpeechSeconds");
    assertThat(changed.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "acceptanceThreshold=101,acceptanceThreshold",
    "riskThreshold=x,riskThreshold",
    "authenticationSpeechSeconds=2,authenticationSpeechSeconds",
    "authenticationSpeechSeconds=NaN,authenticationSpeechSeconds",
    "enrollmentSpeechSeconds=301,enrollmentSpeechSeconds",
    "language=not_a_tag,language",
    "language=e,language",
    "profile=a@0,profile",
    "profile=a@b,profile"
  })
  void a_tuning_that_breaks_a_rule_is_refused_naming_the_member(String query, String field) {
    // Given
    Answer _ = enroll("");

    // When
    Answer refused = verify("?" + query, "allison/call-1");

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/field")).isEqualTo(field);
  }

  @Test
  void a_profile_that_is_not_there_is_not_found_and_a_number_is_never_used_twice() {
    // Given
    Answer _ = enroll("");
    register("once", Line.object().put("channel", 0));
    Answer twice = register("once", Line.object().put("channel", 0));
    Answer empty = register("empty", Line.object());

    // When
    Answer deleted = line.call("DELETE", domain + "/profiles/once", null);
    Answer gone = verify("?profile=once", "allison/call-1");
    Answer again = register("once", Line.object().put("channel", 0));
    Answer older = verify("?profile=once@1", "allison/call-1");

    // Then
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.text("/type")).endsWith(":name-in-use");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.text("/type")).endsWith(":profile-not-found");
    assertThat(again.text("/version")).isEqualTo("2");
    assertThat(older.status()).isEqualTo(404);
    Line other =
        new Line(Line.testAddress(), rest.token(new TenantId("tuned-request-test-2"), Role.ADMIN));
    assertThat(other.call("GET", domain + "/profiles/once", null).status()).isEqualTo(404);
  }

  @Test
  void new_secrets_of_the_domain_seal_its_profiles_anew() throws InterruptedException {
    // Given
    register("strict", Line.object().put("acceptanceThreshold", 97));
    revise("strict", Line.object().put("acceptanceThreshold", 98));

    // When
    Answer begun =
        line.call("POST", domain + "/key-renewals", Line.object().put("extent", "DATA_KEY"));

    // Then
    assertThat(begun.status()).isEqualTo(202);
    Answer keys = line.call("GET", domain + "/keys", null);
    for (int look = 0; look < 600 && keys.body().path("olderSecrets").asInt() > 0; look++) {
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      keys = line.call("GET", domain + "/keys", null);
    }
    assertThat(keys.text("/olderSecrets")).isEqualTo("0");
    assertThat(keys.text("/left/profile versions")).isEqualTo("0");
    Object generations =
        database
            .createNativeQuery(
                "select string_agg(distinct cast(key_generation as text), ' ')"
                    + " from profile_versions where domain_id = ?1",
                String.class)
            .setParameter(1, domain.substring("/domains/".length()))
            .getSingleResult();
    assertThat(generations).isEqualTo("2");
    assertThat(
            line.call("GET", domain + "/profiles/strict/versions/1", null)
                .text("/acceptanceThreshold"))
        .isEqualTo("97");
  }

  @Test
  void there_are_as_many_versions_as_there_may_be_and_no_more() {
    // Given
    Answer last = register("often", Line.object().put("channel", 0));
    for (int i = 1; i < 100; i++) {
      last = revise("often", Line.object().put("channel", 0));
    }

    // When
    Answer refused = revise("often", Line.object().put("channel", 0));

    // Then
    assertThat(last.text("/version")).isEqualTo("100");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/type")).endsWith(":quota-exceeded");
  }
}
